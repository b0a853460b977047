package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.Weights;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.Collector;
import tmnf.rl.collect.CollectorListener;
import tmnf.rl.collect.CollectorSettings;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceSettings;
import tmnf.rl.collect.RaceTask;
import tmnf.rl.collect.RolloutQueue;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.net.NetworkSizes;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceService;
import tmnf.rl.policy.InferenceSettings;
import tmnf.rl.policy.TauSampling;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;

/**
 * Weights change all the time while several games race: each decision is that of the weights whose number it
 * bears, all of them. The weights of a number are drawn from it, so each of them is different in each
 * version.
 */
class TornSnapshotTest {

    private static final int GAMES = 3;
    private static final int QUANTILES = 8;
    private static final int RACES = 8;
    private static final int DECISIONS_OF_A_VERSION = 4;

    private static final RaceSettings SHORT = RaceSettings.DEFAULT.withFrame(FrameSize.NONE).withSpeed(1000)
            .withCutOffs(2000, 1500);
    private static final ObservationLayout LAYOUT = ObservationLayout.of(ObservationConfig.DEFAULT);
    private static final Normalisation SCALES = Normalisation.of(LAYOUT);
    private static final IqnNetwork NETWORK = new NetworkSizes(64, 64, false, LAYOUT.size(), 16, 32, 8, 12)
            .network();

    /** What a game was told. */
    private record Told(float[] numbers, Decision decision) {
    }

    private static float[] weights(TorchEngine engine, long version) {
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, NETWORK.specs(), false)) {
            weights.draw(version);
            return weights.toFloats();
        }
    }

    @Test
    @Timeout(180) // a deadline, not a measure
    void everyDecisionInRacesIsThatOfTheWeightsWhoseNumberItBears() throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
        AtomicInteger decisions = new AtomicInteger();
        List<Rollout> races = new ArrayList<>();
        try (SimulatedSource source = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0);
                InferenceService service = new InferenceService(engine, NETWORK, SCALES,
                        new InferenceSettings(QUANTILES, false, GAMES, 2 * GAMES, Duration.ofSeconds(20)),
                        weights(engine, 0), 0, new SplittableRandom(1))) {
            Decider noted = (ByteBuffer frame, float[] numbers, Exploration exploration) -> {
                Decision decision = service.decide(frame, numbers, exploration);
                told.add(new Told(numbers.clone(), decision));
                decisions.incrementAndGet();
                return decision;
            };
            RolloutQueue queue = new RolloutQueue(GAMES);
            List<Collector> collectors = collectors(source, noted, queue);
            try {
                collectors.forEach(Collector::start);
                for (long version = 1; races.size() < RACES;) {
                    Optional<CollectedRace> race = queue.poll(TimeUnit.MICROSECONDS.toNanos(100));
                    race.ifPresent(each -> races.add(each.rollout()));
                    if (decisions.get() >= version * DECISIONS_OF_A_VERSION) {
                        service.publish(weights(engine, version), version);
                        version++;
                    }
                }
            } finally {
                collectors.forEach(Collector::close);
            }
        }

        assertThat(races).allSatisfy(race -> {
            assertThat(race.versions()).isSorted();
            assertThat(race.versions()[race.decisions() - 1]).isGreaterThan(race.versions()[0]);
        });
        Set<Long> versions = new HashSet<>();
        told.forEach(each -> versions.add(each.decision().version()));
        assertThat(versions).hasSizeGreaterThan(10);
        requireTheirs(engine, told);
    }

    private static List<Collector> collectors(SimulatedSource source, Decider decider, RolloutQueue queue) {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        List<Collector> collectors = new ArrayList<>();
        for (int i = 0; i < GAMES; i++) {
            collectors.add(new Collector(i, new Collector.Work(source, (collector, race) ->
                    new RaceTask(target,
                    true, new Exploration(0.1, 0, 0)), decider, queue, CollectorListener.NONE), SHORT,
                    CollectorSettings.DEFAULT));
        }
        return collectors;
    }

    /** Computes all values anew, by the network itself. */
    private static void requireTheirs(TorchEngine engine, Iterable<Told> told) {
        Map<Long, List<Told>> byVersion = new HashMap<>();
        told.forEach(each -> byVersion.computeIfAbsent(each.decision().version(), none -> new ArrayList<>())
                .add(each));
        byVersion.forEach((version, all) -> {
            try (NDManager scope = engine.manager();
                    Weights weights = new Weights(scope, NETWORK.specs(), false)) {
                weights.draw(version);
                float[] scaled = new float[all.size() * LAYOUT.size()];
                for (int i = 0; i < all.size(); i++) {
                    SCALES.apply(all.get(i).numbers(), 0, scaled, i * LAYOUT.size());
                }
                float[] values = NETWORK.quantiles(weights, NETWORK.trunk(weights, null, scope.create(scaled,
                        new Shape(all.size(), LAYOUT.size()))), scope.create(taus(all.size()),
                                new Shape((long) QUANTILES * all.size(), 1)))
                        .reshape(QUANTILES, all.size(), NETWORK.actions()).mean(new int[] {0}).toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    float seen = all.get(i / NETWORK.actions()).decision().values()[i % NETWORK.actions()];
                    assertThat(seen).as("version " + version).isCloseTo(values[i],
                            org.assertj.core.data.Offset.offset(1e-4f));
                }
            }
        });
    }

    /** The fixed ones for each of a batch, quantile by quantile. */
    private static float[] taus(int batch) {
        float[] fixed = TauSampling.fixed(QUANTILES);
        float[] all = new float[QUANTILES * batch];
        for (int i = 0; i < all.length; i++) {
            all[i] = fixed[i / batch];
        }
        return all;
    }
}
