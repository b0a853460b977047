package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.SaveFolder;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;

/** Whole trainings in which the learner and the races could wait for each other, or one stands still. */
@Timeout(180) // a deadline, not a measure
class StalledTrainingTest {

    /** Transitions with which learning begins: more than three races bring. */
    private static final int START = 200;
    private static final int BATCH = 32;
    /** Of a reset: more than the frames of a run here are worth, and than the start holds back. */
    private static final int CREDIT = 100 * BATCH;

    @TempDir
    private Path temp;

    private TorchEngine engine;
    private final AtomicInteger races = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private SettingsChanges changes = SettingsChanges.NONE;
    private Runnable onRace = () -> { };
    private Runnable onNote = () -> { };
    private final AtomicBoolean stood = new AtomicBoolean();
    private final CountDownLatch warned = new CountDownLatch(1); // of one that stands still; ends the run

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    /** Races of 3 s, with what is given by the names of sections and keys. */
    private static Map<String, Map<String, Object>> sections(Map<String, Map<String, Object>> given) {
        Map<String, Map<String, Object>> sections = new HashMap<>(Map.of(
                "neural_network", Map.of("use_iqn_image_head", false, "float_hidden_dim", 16,
                        "dense_hidden_dimension", 32, "iqn_embedding_dimension", 8, "iqn_k", 8,
                        "additional_transition_after_reset", CREDIT),
                "environment", Map.of("cutoff_rollout_if_race_not_finished_within_duration_ms", 3000),
                "training", Map.of("batch_size", BATCH, "run_name", "test"),
                "memory", Map.of("memory_size_schedule", List.of(List.of(0, List.of(2000, START))),
                        "number_times_single_memory_is_used_before_discard", 4),
                "performance", Map.of("running_speed", 1000),
                "tmnf", Map.of("batches_to_catch_up", 1, "persist_buffer", false)));
        given.forEach((section, keys) -> {
            Map<String, Object> all = new HashMap<>(sections.get(section));
            all.putAll(keys);
            sections.put(section, all);
        });
        return sections;
    }

    private static TrainSettings settings(Map<String, Map<String, Object>> given) throws Exception {
        return TrainSettings.of(Map.copyOf(sections(given)));
    }

    private static TrainSettings flag(int value) throws Exception {
        return settings(Map.of("neural_network", Map.of("single_reset_flag", value)));
    }

    /** The same of a run that learns nothing, however many races its game hands over before it ends. */
    private static TrainSettings idle(int flag) throws Exception {
        return settings(Map.of("neural_network", Map.of("single_reset_flag", flag), "memory",
                Map.of("memory_size_schedule", List.of(List.of(0, List.of(50_000, 50_000))))));
    }

    private static Map<String, Map<String, Object>> uses(int times) {
        return Map.of("memory", Map.of("number_times_single_memory_is_used_before_discard", times));
    }

    private TrainResult train(TrainSettings settings, long maxFrames) throws Exception {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        try (SimulatedSource source = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0)) {
            TrainRequest request = new TrainRequest(settings, List.of(new RaceCycle.Entry(target, true, 1)),
                    source, 1, temp.resolve("save"), temp.resolve("tensorboard"), "tmnf: {}\n", "tmnf train",
                    "test", Optional.of(maxFrames), Optional.empty(), Optional.empty(), Map.of(), changes,
                    Demonstrations.NONE, "");
            return new Trainer(engine, request, PretrainedRequest.NONE, new TrainListener() {
                @Override
                public void race(CollectedRace race, long played, RunRecords.Change change) {
                    races.incrementAndGet();
                    onRace.run();
                }

                @Override
                public void noted(String message) {
                    notes.add(message);
                    onNote.run();
                }

                @Override
                public void warning(String message) {
                    warnings.add(message);
                }
            }, clock::get).run(() -> warned.getCount() == 0);
        }
    }

    private JsonNode statistics() throws IOException {
        return new ObjectMapper().readTree(temp.resolve("save/test").resolve(SaveFolder.STATISTICS)
                .toFile());
    }

    /** Settings that are found after two races, when the buffer holds less than the start. */
    private static SettingsChanges later(AtomicInteger races, Map<String, Map<String, Object>> given) {
        return new SettingsChanges() {
            @Override
            public Optional<Map<String, Object>> changed() {
                return races.get() < 2 ? Optional.empty() : Optional.of(
                        Map.copyOf(StalledTrainingTest.sections(given)));
            }

            @Override
            public Duration interval() {
                return Duration.ZERO;
            }

            @Override
            public String text(TrainSettings now) {
                return now.toMap().toString();
            }
        };
    }

    // ----------------------------------------------------------------- learner and races wait for each other

    @Test
    void aResetOfARunThatGoesOnWithoutItsTransitionsLetsRacesInUntilThereIsEnough() throws Exception {
        TrainResult first = train(idle(0), 1);

        TrainResult second = train(flag(1), first.frames() + 400);

        assertThat(second.end()).isEqualTo(TrainResult.End.FRAMES);
        assertThat(notes).containsExactly("reset 1 of the network, after 0 batches");
        assertThat(second.batches()).isGreaterThanOrEqualTo(CREDIT / BATCH);
    }

    @Test
    void whatAResetGaveToBeLearnedIsNotLostWhereTheNextRunBeginsWithoutTransitions() throws Exception {
        TrainResult first = train(idle(0), 1);
        TrainResult second = train(idle(1), first.frames() + 1);
        assertThat(second.batches()).isZero();
        assertThat(statistics().get("extra").get("transitions_owed_for_resets").asLong()).isEqualTo(CREDIT);

        TrainResult third = train(flag(1), second.frames() + 400);

        assertThat(third.batches()).isGreaterThanOrEqualTo(CREDIT / BATCH);
        assertThat(notes).containsExactly("reset 1 of the network, after 0 batches");
        assertThat(statistics().get("extra").get("transitions_owed_for_resets").asLong()).isZero();
    }

    @Test
    void aResetThatIsAskedForBeforeThereIsEnoughLetsRacesIn() throws Exception {
        changes = later(races, Map.of("neural_network", Map.of("single_reset_flag", 1)));
        TrainResult result = train(flag(0), 500);
        assertThat(notes).contains("reset 1 of the network, after 0 batches");
        assertThat(result.batches()).isGreaterThanOrEqualTo(CREDIT / BATCH);
    }

    @Test
    void resetsAfterFewerTransitionsThanTheStartLetRacesIn() throws Exception {
        TrainResult result = train(settings(Map.of("neural_network", Map.of("reset_every_n_frames_generated",
                100))), 500);
        assertThat(notes).contains("reset 1 of the network, after 0 batches");
        assertThat(result.batches()).isGreaterThanOrEqualTo(CREDIT / BATCH);
    }

    @Test
    void fewerUsesOfATransitionBeforeThereIsEnoughLetRacesIn() throws Exception {
        changes = later(races, uses(1));
        TrainResult result = train(settings(uses(16)), 500);
        assertThat(notes).containsExactly(
                "settings changed: memory.number_times_single_memory_is_used_before_discard");
        assertThat(result.batches()).isPositive();
    }

    @Test
    void aStartThatTheBufferCannotHoldIsReachedWhenNothingMoreFits() throws Exception {
        // The last entry of each race that is cut off has no transition, so there are never 300.
        TrainResult result = train(settings(Map.of("memory", Map.of("memory_size_schedule",
                List.of(List.of(0, List.of(300, 300))), "buffer_test_ratio", 0))), 900);
        assertThat(result.batches()).isPositive();
    }

    // ----------------------------------------------------------------------------- one of them stands still

    /** Stands still, once, until somebody was warned of that; the alarms' clock runs meanwhile. */
    private void stand(String warning) {
        if (stood.getAndSet(true)) {
            return;
        }
        try {
            for (int i = 0; i < 10_000 && warned.getCount() > 0; i++) {
                clock.addAndGet(Duration.ofMinutes(1).toNanos());
                if (warnings.stream().anyMatch(text -> text.contains(warning))) {
                    warned.countDown();
                }
                warned.await(5, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anIntakeThatStandsStillIsWarnedOfWhileItDoes() throws Exception {
        onRace = () -> stand("races wait and none was taken for");
        assertThat(train(settings(Map.of()), 5_000).end()).as("%s", warnings)
                .isEqualTo(TrainResult.End.INTERRUPTED);
    }

    /** With races that wait for it, and with races that do not. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aLearnerThatStandsStillIsWarnedOfWhileItDoes(int batchesToCatchUp) throws Exception {
        Map<String, Object> own = Map.of("batches_to_catch_up", batchesToCatchUp);
        changes = later(races, Map.of("neural_network", Map.of("single_reset_flag", 1), "tmnf", own));
        onNote = () -> stand("no batch was learned for");
        assertThat(train(settings(Map.of("tmnf", own)), 5_000).end()).as("%s", warnings)
                .isEqualTo(TrainResult.End.INTERRUPTED);
    }
}
