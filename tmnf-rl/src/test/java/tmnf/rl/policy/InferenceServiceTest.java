package tmnf.rl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.NativeArrays;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.Weights;
import tmnf.rl.policy.InferenceException.Reason;
import tmnf.tminterface.observation.Normalisation;

/** Decisions for several threads: what they are, whose weights made them, and how they end. */
class InferenceServiceTest {

    private static final IqnNetwork NETWORK = new IqnNetwork(Optional.of(new Encoder(1, 34, 36)), 3, 8, 16,
            4, 3);
    private static final int PIXELS = 34 * 36;
    private static final Normalisation SCALES = Normalisation.of(new float[] {1, 2, 3}, new float[] {2, 2,
            4});
    private static final float[] NUMBERS = {5, 0, 1};

    private TorchEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    private float[] weights(long seed) {
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, NETWORK.specs(), false)) {
            weights.draw(seed);
            return weights.toFloats();
        }
    }

    private InferenceService service(boolean drawn, float[] weights) {
        return new InferenceService(engine, NETWORK, SCALES, new InferenceSettings(8, drawn, 4, 8,
                Duration.ofSeconds(20)), weights, 7, new SplittableRandom(1));
    }

    private static ByteBuffer frame(int seed) {
        byte[] pixels = new byte[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = (byte) (seed * i);
        }
        return ByteBuffer.wrap(pixels);
    }

    /** By the network itself, without snapshot. */
    private float[] values(float[] weights, ByteBuffer frame, float[] numbers) {
        try (NDManager scope = engine.manager(); Weights there = new Weights(scope, NETWORK.specs(), false)) {
            there.set(weights);
            float[] pixels = new float[PIXELS];
            for (int i = 0; i < PIXELS; i++) {
                pixels[i] = ((frame.get(i) & 0xFF) - 128) / 128f;
            }
            float[] scaled = new float[3];
            SCALES.apply(numbers, 0, scaled, 0);
            NDArray trunk = NETWORK.trunk(there, scope.create(pixels, new Shape(1, 1, 34, 36)),
                    scope.create(scaled, new Shape(1, 3)));
            return NETWORK.quantiles(there, trunk, scope.create(TauSampling.fixed(8), new Shape(8, 1)))
                    .mean(new int[] {0}).toFloatArray();
        }
    }

    private static void assertClose(float[] seen, float[] wanted) {
        assertThat(seen).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(seen[i]).isCloseTo(wanted[i], org.assertj.core.data.Offset.offset(1e-4f));
        }
    }

    @Test
    void greedyDecisionsAreTheNetworksAtFixedQuantiles() throws Exception {
        float[] weights = weights(1);
        for (boolean drawn : new boolean[] {false, true}) {
            try (InferenceService service = service(drawn, weights)) {
                Decision decision = service.decide(frame(3), NUMBERS, Exploration.NONE);

                assertClose(decision.values(), values(weights, frame(3), NUMBERS));
                assertThat(decision.version()).isEqualTo(7);
                assertThat(decision.greedy()).isTrue();
                assertThat(decision.action()).isEqualTo(ActionChoice.best(decision.values()));
                assertThat(service.decide(frame(3), NUMBERS, Exploration.NONE).values())
                        .containsExactly(decision.values());
            }
        }
    }

    @Test
    void drawnQuantilesChangeTheValuesOfWhoExplores() throws Exception {
        Exploration little = new Exploration(0.5, 0.5, 0.01);
        try (InferenceService service = service(true, weights(1))) {
            float[] first = service.decide(frame(3), NUMBERS, little).values();

            assertThat(service.decide(frame(3), NUMBERS, little).values()).isNotEqualTo(first);
        }
        try (InferenceService service = service(false, weights(1))) {
            float[] first = service.decide(frame(3), NUMBERS, little).values();

            assertThat(service.decide(frame(3), NUMBERS, little).values()).containsExactly(first);
        }
    }

    @Test
    void everyDecisionIsMadeWithTheWeightsOfItsVersionWhileTheyChange() throws Exception {
        int versions = 12;
        float[][] wanted = new float[versions][];
        float[][] weights = new float[versions][];
        for (int v = 0; v < versions; v++) {
            weights[v] = weights(v);
            wanted[v] = values(weights[v], frame(3), NUMBERS);
        }
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Queue<Decision> decisions = new ConcurrentLinkedQueue<>();
        Semaphore under = new Semaphore(0);
        try (InferenceService service = service(false, weights[0])) {
            service.publish(weights[0], 0);
            Thread[] threads = new Thread[3];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> {
                    try {
                        long before = 0;
                        for (int k = 0; k < 1000 && before < versions - 1; k++) {
                            Decision decision = service.decide(frame(3), NUMBERS, Exploration.NONE);
                            assertThat(decision.version()).isGreaterThanOrEqualTo(before);
                            before = decision.version();
                            decisions.add(decision);
                            under.release();
                        }
                    } catch (InterruptedException | RuntimeException | AssertionError e) {
                        failures.add(e);
                    }
                });
                threads[i].start();
            }
            for (int v = 1; v < versions; v++) {
                assertThat(under.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
                service.publish(weights[v], v);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            InferenceFigures figures = service.takeFigures();
            assertThat(figures.decisions()).isEqualTo(decisions.size());
            assertThat(figures.batches()).hasSize(4);
            long counted = 0;
            for (int i = 0; i < figures.batches().length; i++) {
                counted += (i + 1) * figures.batches()[i];
            }
            assertThat(counted).isEqualTo(decisions.size());
            assertThat(figures.meanBatch()).isBetween(1.0, 4.0);
            assertThat(figures.longestLatencyMs()).isGreaterThanOrEqualTo(figures.meanLatencyMs());
            assertThat(figures.oldestAgeMs()).isGreaterThanOrEqualTo(figures.meanAgeMs());
            assertThat(figures.snapshots()).isBetween(2L, 13L);
            assertThat(service.takeFigures().decisions()).isZero();
        }
        assertThat(failures).isEmpty();
        assertThat(decisions).extracting(Decision::version).contains(0L, versions - 1L);
        decisions.forEach(decision -> assertClose(decision.values(), wanted[(int) decision.version()]));
    }

    @Test
    void aRaceKeepsTheWeightsOfItsFirstDecision() throws Exception {
        float[] before = weights(1);
        float[] after = weights(2);
        try (InferenceService service = service(false, before); RaceDecider race = service.hold()) {
            assertThat(race.decide(frame(3), NUMBERS, Exploration.NONE).version()).isEqualTo(7);
            service.publish(after, 8);
            for (int i = 0; i < 3; i++) {
                Decision newest = service.decide(frame(3), NUMBERS, Exploration.NONE);
                Decision held = race.decide(frame(3), NUMBERS, Exploration.NONE);

                assertThat(newest.version()).isEqualTo(8);
                assertClose(newest.values(), values(after, frame(3), NUMBERS));
                assertThat(held.version()).isEqualTo(7);
                assertClose(held.values(), values(before, frame(3), NUMBERS));
            }
            try (RaceDecider next = service.hold()) {
                assertThat(next.decide(frame(3), NUMBERS, Exploration.NONE).version()).isEqualTo(8);
            }
        }
    }

    @Test
    void whatNoRaceHoldsAnyMoreIsFreed() throws Exception {
        float[] weights = weights(1);
        try (NDManager any = engine.manager()) {
            int none = NativeArrays.live(any);
            try (InferenceService service = service(false, weights)) {
                service.decide(frame(3), NUMBERS, Exploration.NONE);
                int one = NativeArrays.live(any);
                RaceDecider first = service.hold();
                RaceDecider second = service.hold();
                first.decide(frame(3), NUMBERS, Exploration.NONE);
                second.decide(frame(3), NUMBERS, Exploration.NONE);
                service.publish(weights, 8);
                service.decide(frame(3), NUMBERS, Exploration.NONE);
                int two = NativeArrays.live(any);
                assertThat(two).isGreaterThan(one);
                first.close();
                service.decide(frame(3), NUMBERS, Exploration.NONE);
                assertThat(NativeArrays.live(any)).isEqualTo(two);
                second.close();
                service.decide(frame(3), NUMBERS, Exploration.NONE);
                assertThat(NativeArrays.live(any)).isEqualTo(one);
                second.close();
                service.hold().decide(frame(3), NUMBERS, Exploration.NONE); // never closed
                service.publish(weights, 9);
                service.decide(frame(3), NUMBERS, Exploration.NONE);
            }
            assertThat(NativeArrays.live(any)).isEqualTo(none);
        }
    }

    @Test
    void aRaceThatIsAskedBehindItsEndBeginsAnewAndFailsNobody() throws Exception {
        try (InferenceService service = service(false, weights(1)); NDManager any = engine.manager()) {
            RaceDecider race = service.hold();
            race.decide(frame(3), NUMBERS, Exploration.NONE);
            int one = NativeArrays.live(any);
            race.close();
            service.publish(weights(2), 8);
            assertThat(service.decide(frame(3), NUMBERS, Exploration.NONE).version()).isEqualTo(8);
            assertThat(race.decide(frame(3), NUMBERS, Exploration.NONE).version()).isEqualTo(8);
            service.publish(weights(3), 9);
            assertThat(service.decide(frame(3), NUMBERS, Exploration.NONE).version()).isEqualTo(9);
            assertThat(NativeArrays.live(any)).isEqualTo(one);
        }
    }

    @Test
    void aClosedServiceSaysSoAndLeavesNoThread() throws Exception {
        InferenceService service = service(false, weights(1));
        service.decide(frame(3), NUMBERS, Exploration.NONE);
        service.close();

        assertThatThrownBy(() -> service.decide(frame(3), NUMBERS, Exploration.NONE))
                .isInstanceOfSatisfying(InferenceException.class, e ->
                        assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        service.publish(weights(2), 8);
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread ->
                thread.getName().startsWith("inference"));
        service.close();
    }

    @Test
    void brokenWeightsAreReportedAndGoodOnesHelp() throws Exception {
        float[] broken = weights(1);
        Arrays.fill(broken, Float.NaN);
        try (InferenceService service = service(false, broken)) {
            assertThatThrownBy(() -> service.decide(frame(3), NUMBERS, Exploration.NONE))
                    .isInstanceOfSatisfying(InferenceException.class, e ->
                            assertThat(e.reason()).isEqualTo(Reason.BROKEN_WEIGHTS))
                    .hasMessageContaining("version 7");
            service.publish(weights(2), 8);
            assertThat(service.decide(frame(3), NUMBERS, Exploration.NONE).version()).isEqualTo(8);
        }
    }

    @Test
    void aFailureReachesWhoAsksAndEverybodyAfterwards() {
        try (InferenceService service = service(false, weights(1))) {
            Exploration none = null; // the thread of the service fails on it
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> service.decide(frame(3), NUMBERS, none))
                        .isInstanceOfSatisfying(InferenceException.class, e ->
                                assertThat(e.reason()).isEqualTo(Reason.FAILED))
                        .hasCauseInstanceOf(NullPointerException.class);
            }
        }
    }

    @Test
    void wrongSizesAreRefused() {
        try (InferenceService service = service(false, weights(1))) {
            assertThatThrownBy(() -> service.decide(ByteBuffer.allocate(5), NUMBERS, Exploration.NONE))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1224 pixels");
            assertThatThrownBy(() -> service.decide(frame(1), new float[2], Exploration.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
