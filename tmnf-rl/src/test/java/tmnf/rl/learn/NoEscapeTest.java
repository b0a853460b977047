package tmnf.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.NativeArrays;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.learn.LearnerSettings.Munchausen;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceService;
import tmnf.rl.policy.InferenceSettings;
import tmnf.tminterface.observation.Normalisation;

/** No tensor escapes a step or a decision: counts the native arrays of the whole process. */
class NoEscapeTest {

    private static final IqnNetwork NETWORK = new IqnNetwork(Optional.of(new Encoder(1, 34, 34)), 3, 8, 8, 4,
            3, new IqnNetwork.Extras(true, false));
    private static final Normalisation SCALES = Normalisation.of(new float[3], new float[] {1, 1, 1});

    private static TransitionBatch batch() {
        TransitionBatch batch = new TransitionBatch(4, 34 * 34, 3);
        for (int i = 0; i < 4; i++) {
            batch.rewards().put(i, i);
            batch.gammas().put(i, 0.9f);
            batch.weights().put(i, 1);
        }
        return batch;
    }

    @Test
    void stepsUpdatesAndResetsLeaveAsManyArraysAsThereWere() throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        for (Optional<Munchausen> munchausen : List.of(Optional.<Munchausen>empty(),
                Optional.of(Munchausen.DEFAULT))) {
            LearnerSettings settings = new LearnerSettings(4, 0.005, true, 4, 30, 0.01, 512, 1e-4, 0.9, 0.999,
                    0.1, List.of("img_head."), munchausen);
            try (NDManager manager = engine.manager(); LearnerStep learner = new LearnerStep(engine, NETWORK,
                    SCALES, settings, new SplittableRandom(1))) {
                learner.draw(1);
                learner.learn(batch(), 1e-3);
                int before = NativeArrays.live(manager);
                for (int i = 0; i < 15; i++) {
                    learner.learn(batch(), 1e-3);
                    learner.test(batch());
                    TargetNetwork.follow(learner.target(), learner.online(), 0.1);
                }
                NetworkReset.DEFAULT.apply(engine, learner.online(), List.of(), 1);

                assertThat(NativeArrays.live(manager)).isEqualTo(before);
            }
        }
    }

    @Test
    void decisionsAndSnapshotsLeaveAsManyArraysAsThereWere() throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        long size = NETWORK.specs().stream().mapToLong(spec -> spec.size()).sum();
        float[] weights = new float[(int) size];
        Arrays.fill(weights, 0.01f);
        ByteBuffer frame = ByteBuffer.allocate(34 * 34);
        try (NDManager manager = engine.manager()) {
            int without = NativeArrays.live(manager);
            for (boolean drawn : new boolean[] {false, true}) {
                try (InferenceService service = new InferenceService(engine, NETWORK, SCALES,
                        new InferenceSettings(8, drawn, 4, 8, Duration.ofSeconds(20)), weights, 1,
                        new SplittableRandom(1))) {
                    service.decide(frame, new float[3], new Exploration(1, 0, 0));
                    for (int i = 0; i < 10; i++) { // the first of each two may never be used
                        service.publish(weights, i);
                        service.publish(weights, i);
                        service.decide(frame, new float[3], Exploration.NONE);
                    }
                    int[] counts = new int[2];
                    for (int round = 0; round < 2; round++) {
                        for (int i = 0; i < 10; i++) {
                            service.decide(frame, new float[3], new Exploration(1, 0, 0));
                            service.decide(frame, new float[3], Exploration.NONE);
                        }
                        counts[round] = NativeArrays.live(manager);
                    }
                    assertThat(counts[1]).isEqualTo(counts[0]);
                }
                assertThat(NativeArrays.live(manager)).isEqualTo(without);
            }
        }
    }
}
