package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.data.Batch;
import tmnf.pretrain.data.EpochOrder;
import tmnf.pretrain.data.FrameLoader;
import tmnf.pretrain.data.LoaderEpoch;
import tmnf.pretrain.data.LoaderOptions;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.engine.NativeArrays;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.optim.AdamSettings;

/** No tensor escapes its step. */
class LiveArraysTest {

    private static final int SIDE = 34;
    private static final int SAMPLES = 2;

    private final TorchEngine engine = TestEngine.start();

    @ParameterizedTest
    @EnumSource(value = PretrainSettings.Task.class, names = {"AE", "VAE", "SIMCLR"})
    void stepsLeaveAsManyArraysAsThereWere(PretrainSettings.Task task) throws Exception {
        trains(task, 50);
    }

    @ParameterizedTest
    @EnumSource(value = PretrainSettings.Task.class, names = {"FORWARD", "INVERSE"})
    void stepsWithActionsLeaveAsManyArraysAsThereWere(PretrainSettings.Task task) throws Exception {
        PretrainSettings settings = TestSettings.of(task, SIDE, 1);
        int length = 1 + settings.model().steps();
        MemoryFrames frames = new MemoryFrames(SIDE, 2);
        WindowIndex windows = WindowIndex.of(frames.replays(), length, track -> true);
        TestActions labels = new TestActions(length);
        try (NDManager manager = engine.manager(); TrainedModel model = new TrainedModel(engine,
                Objectives.of(settings), AdamSettings.DEFAULT, 1, 7);
                FrameLoader loader = new FrameLoader(frames, windows, new LoaderOptions(SAMPLES, 0, 1, true));
                LoaderEpoch batches = loader.begin(EpochOrder.inTurn(windows.count()))) {
            int before = 0;
            for (int step = 1; batches.hasNext(); step++) {
                try (Batch batch = batches.next()) {
                    model.train(batch, labels, Draws.training(7, 1, step));
                    model.evaluate(batch, labels, Draws.validation(7, 1));
                }
                before = step == 1 ? NativeArrays.live(manager) : before;
            }
            assertThat(NativeArrays.live(manager)).isEqualTo(before).isGreaterThan(10);
        }
    }

    @Tag("slow")
    @Test
    void aThousandStepsLeaveAsManyArraysAsThereWere() throws Exception {
        trains(PretrainSettings.Task.AE, 1_000);
    }

    private void trains(PretrainSettings.Task task, int steps) throws Exception {
        ByteBuffer pixels = ByteBuffer.allocateDirect(SAMPLES * SIDE * SIDE);
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) i);
        }
        try (NDManager manager = engine.manager(); TrainedModel model = new TrainedModel(engine,
                Objectives.of(TestSettings.of(task, SIDE, 1)), AdamSettings.DEFAULT, 1, 7)) {
            model.train(pixels, SAMPLES, Draws.training(7, 1, 1));
            int before = NativeArrays.live(manager);
            for (int step = 2; step <= steps; step++) {
                model.train(pixels, SAMPLES, Draws.training(7, 1, step));
            }
            model.evaluate(pixels, SAMPLES, Draws.validation(7, 1));

            assertThat(NativeArrays.live(manager)).isEqualTo(before).isGreaterThan(10);
            model.weights().flat().add(1); // would be an escape: it belongs to the weights' manager
            assertThat(NativeArrays.live(manager)).isEqualTo(before + 1);
        }
    }
}
