package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.file.FileTrees;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.tensorboard.EventValue;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.metrics.TrainSummary;
import tmnf.rl.metrics.WrittenTags;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.SaveFolder;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;

/** Runs that begin anew, once, where no greedy race comes to the finish; races of 2 s never do. */
@Timeout(180) // a deadline, not a measure
class SecondAttemptTest {

    private static final long AFTER = 150;

    @TempDir
    private Path temp;

    private final List<String> begun = new ArrayList<>();
    private final List<String> noted = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private final List<Double> epsilons = new ArrayList<>();

    private static TrainSettings settings(int raceMs) throws Exception {
        Map<String, Object> second = Map.of("memory", Map.of("prio_alpha", 0.5),
                "exploration", Map.of("epsilon_schedule", List.of(List.of(0, 0.75), List.of(100_000, 0.25))),
                "environment", Map.of("temporal_mini_race_duration_ms", 8000));
        return TrainSettings.of(Map.of("neural_network", Map.of("use_iqn_image_head", false,
                "float_hidden_dim", 16, "dense_hidden_dimension", 32, "iqn_embedding_dimension", 8,
                "iqn_k", 8),
                "environment", Map.of("cutoff_rollout_if_race_not_finished_within_duration_ms", raceMs),
                "training", Map.of("batch_size", 32, "run_name", "test", "global_schedule_speed", 1),
                "exploration", Map.of("epsilon_schedule", List.of(List.of(0, 0.125))),
                "memory", Map.of("memory_size_schedule", List.of(List.of(0, List.of(2000, 100))),
                        "number_times_single_memory_is_used_before_discard", 4),
                "performance", Map.of("running_speed", 1000),
                "tmnf", Map.of("batches_to_catch_up", 2, "second_attempt_after_frames", AFTER,
                        "second_attempt", second)));
    }

    private TrainResult train(TrainSettings settings, long most, BooleanSupplier stop) throws Exception {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        SettingsChanges texts = new SettingsChanges() {
            @Override
            public Optional<Map<String, Object>> changed() {
                return Optional.empty();
            }

            @Override
            public String text(TrainSettings all) {
                return all.toMap().toString();
            }
        };
        try (SimulatedSource source = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0)) {
            return new Trainer(engine, new TrainRequest(settings, List.of(
                    new RaceCycle.Entry(target, true, 1), new RaceCycle.Entry(target, false, 1)),
                    source, 1, temp.resolve("save"), temp.resolve("tensorboard"), texts.text(settings),
                    "tmnf train", "test", Optional.of(most), Optional.empty(), Optional.empty(), Map.of(),
                    texts, Demonstrations.NONE, ""), new TrainListener() {
                        @Override
                        public void started(String how) {
                            begun.add(how);
                        }

                        @Override
                        public void race(CollectedRace race, long played, RunRecords.Change change) {
                            frames.add(played);
                        }

                        @Override
                        public void window(TrainSummary summary) {
                            epsilons.add(summary.epsilon());
                        }

                        @Override
                        public void noted(String message) {
                            noted.add(message);
                        }
                    }).run(stop);
        }
    }

    @Test
    void whereNoGreedyRaceIsFinishedARunBeginsAnewOnceWithTheOtherSettings() throws Exception {
        TrainResult result = train(settings(2000), 2 * AFTER + 100, () -> false);

        assertThat(result.end()).isEqualTo(TrainResult.End.FRAMES);
        assertThat(begun).hasSize(2);
        assertThat(begun.get(1)).contains("the second attempt begins after ", "weights drawn anew");
        assertThat(noted).filteredOn(text -> text.startsWith("no greedy race")).hasSize(1);
        assertThat(frames).isSorted().last().matches(all -> all >= 2 * AFTER + 100);
        assertThat(epsilons.get(0)).isEqualTo(0.125);
        assertThat(epsilons.get(epsilons.size() - 1)).as("counts from where it began, along its own line")
                .isCloseTo(0.75 * Math.pow(3, -(result.frames() - began()) / 100_000.0), within(1e-9));
        assertThat(Files.readString(result.folder().resolve(SaveFolder.CONFIG)))
                .contains("prio_alpha=0.5", "temporal_mini_race_duration_ms=8000");
        assertThat(Files.readString(result.folder().resolve("report.html"))).contains("2, since frame "
                + began());
        whatTheFirstHadLearnedIsGoneOnFromInAnotherRun(result.folder());
        assertThat(WrittenTags.values(temp.resolve("tensorboard"))).filteredOn(value -> value.tag()
                .equals("Training/attempt")).extracting(value -> ((EventValue.Scalar) value).value())
                .startsWith(1f).endsWith(2f);
    }

    private void whatTheFirstHadLearnedIsGoneOnFromInAnotherRun(Path run) throws Exception {
        Files.move(run.resolve("first_attempt"), run.resolveSibling("again"));
        List<WeightSpec> network = settings(2000).driver().specs();
        RunStart start = SaveFolder.look(temp.resolve("save"), "again", network, network);
        assertThat(start.before().orElseThrow().counters().frames()).isEqualTo(began());
        assertThat(Attempt.of(start).mayBeGivenUp()).isFalse();
        assertThat(Attempt.of(start).begins()).isFalse();
    }

    /** Frames at the beginning of the second attempt, as the run said. */
    private long began() {
        return Long.parseLong(begun.get(1).replaceAll(".*begins after (\\d+) frames.*", "$1"));
    }

    @Test
    void whoIsStoppedGoesOnWithTheAttemptItWasIn() throws Exception {
        train(settings(2000), 10_000, () -> !frames.isEmpty());
        assertThat(begun).hasSize(1);
        train(settings(2000), 10_000, () -> begun.size() > 2 && frames.get(frames.size() - 1) > AFTER + 50);
        assertThat(begun).hasSize(3);
        long left = frames.get(frames.size() - 1);

        TrainResult result = train(settings(2000), left + AFTER, () -> false);

        assertThat(begun).hasSize(4);
        assertThat(begun.get(3)).contains("goes on from checkpoint");
        assertThat(frames).isSorted();
        assertThat(result.frames()).isGreaterThanOrEqualTo(left + AFTER);
        assertThat(epsilons.get(epsilons.size() - 1)).isBetween(0.7, 0.75);
    }

    /** The checkpoint of that moment has weights of the first attempt, and says that the second begins. */
    @Test
    void whoIsKilledBetweenTheAttemptsBeginsTheSecondOne() throws Exception {
        Path run = train(settings(2000), 10_000, () -> begun.size() > 1).folder();
        List<Path> between = new ArrayList<>();
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            for (Path each : checkpoints.toList()) {
                if (new ObjectMapper().readTree(each.resolve(SaveFolder.STATISTICS).toFile())
                        .findValue("attempt_begins").asDouble() > 0) {
                    between.add(each);
                }
            }
        }
        assertThat(between).hasSize(1);
        Path kept = Files.move(between.get(0), temp.resolve("kept"));
        FileTrees.delete(run);
        Files.move(kept, run);

        TrainResult result = train(settings(2000), began() + 50, () -> false);

        assertThat(begun).hasSize(3);
        assertThat(begun.get(2)).contains("the second attempt begins after " + began() + " frames");
        assertThat(result.frames()).isGreaterThanOrEqualTo(began() + 50);
        assertThat(epsilons.get(epsilons.size() - 1)).isBetween(0.7, 0.75);
    }

    @Test
    void whoBeganWithWeightsThatWereThereDoesNotBeginAnew() throws Exception {
        TrainSettings settings = settings(2000);
        FullThrottle.write(settings, temp.resolve("save/test"));
        train(settings, 2 * AFTER, () -> false);
        assertThat(begun).hasSize(1);
    }

    /** A checkpoint of it, copied without the races, does not begin anew either. */
    @Test
    void oneGreedyRaceAtTheFinishIsEnoughToGoOn() {
        Attempt second = Attempt.FIRST.next(100);
        assertThat(Attempt.FIRST.mayBeGivenUp()).isTrue();
        assertThat(Attempt.FIRST.settled().mayBeGivenUp()).isFalse();
        assertThat(second.underWay().settled()).isEqualTo(new Attempt(2, 100, false));
        assertThat(second.mayBeGivenUp()).isFalse();
        assertThat(new Unfinished(List.of()).isSo()).as("no greedy race at all").isFalse();
        assertThat(new Unfinished(List.of(row(true, true))).isSo()).isFalse();
        assertThat(new Unfinished(List.of(row(false, false), row(true, true))).isSo()).isTrue();
        assertThat(new Unfinished(List.of(row(false, false), row(false, true), row(false, false))).isSo())
                .isFalse();
    }

    private static RaceRow row(boolean exploring, boolean finished) {
        return new RaceRow(1, 0, "straight", exploring, finished, 9, 100, 0, 0, 0, 1);
    }
}
