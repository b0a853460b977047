package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.RaceTask;
import tmnf.rl.collect.RaceTiming;
import tmnf.rl.collect.SourcedGame;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.metrics.RaceNotes;
import tmnf.rl.metrics.TrainHistory;
import tmnf.rl.policy.Exploration;
import tmnf.rl.rollout.CarPath;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.BestPaths;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.Statistics;
import tmnf.tminterface.observation.ObservationLayout;

class RunReportTest {

    private static final MapTarget STRAIGHT = MapTargets.builtIn("straight", 0.5);
    private static final Statistics SOME = Statistics.start(1, List.of(), List.of(), Map.of());

    @TempDir
    private Path temp;

    private final List<String> warnings = new ArrayList<>();
    private final TrainListener listener = new TrainListener() {
        @Override
        public void warning(String message) {
            warnings.add(message);
        }
    };
    private TrainRequest request;

    @BeforeEach
    void ask() throws Exception {
        GameSource none = new GameSource() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public SourcedGame open(int collector) {
                throw new AssertionError("no game is needed");
            }

            @Override
            public void close() {
            }
        };
        request = new TrainRequest(TrainSettings.of(Map.of()), List.of(new RaceCycle.Entry(STRAIGHT, false,
                1)),
                none, 1, temp, temp, "seed: 1\n", "tmnf train", "test", Optional.empty(), Optional.empty(),
                Optional.empty(), Map.of(), SettingsChanges.NONE, Demonstrations.NONE, "");
    }

    private static BestPaths.Best best() {
        List<CarPath.Place> places = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            places.add(new CarPath.Place(50 * i, STRAIGHT.line().x(10 * i), 0, STRAIGHT.line().z(10 * i)
                    + 2));
        }
        return new BestPaths.Best(20_840, 100, places);
    }

    private String write(BestPaths paths) throws Exception {
        new RunReport(request, new LiveSettings(request.settings(), request.configText(), Attempt.FIRST),
                temp, paths, listener).write(SOME, new TrainHistory(List.of(), List.of()));
        return Files.readString(temp.resolve(RunReport.NAME));
    }

    @Test
    void theWayOfTheBestRaceIsOnThePageAlsoOfARunThatGoesOn() throws Exception {
        BestPaths paths = RunReport.paths(temp, 0, listener);
        assertThat(write(paths)).doesNotContain("Best race");
        paths.keep("straight", best());
        String page = write(paths);
        assertThat(page).contains("Best race: straight, 20.84 s", "polyline class=\"broad\"");
        assertThat(write(RunReport.paths(temp, 100, listener))).isEqualTo(page);
        assertThat(write(RunReport.paths(temp, 99, listener))).doesNotContain("Best race");
        assertThat(warnings).isEmpty();
    }

    @Test
    void neitherDamageNorAPlaceThatCannotBeWrittenEndsATraining() throws Exception {
        Files.writeString(temp.resolve(BestPaths.NAME), "{");
        BestPaths paths = RunReport.paths(temp, 0, listener);
        assertThat(warnings).singleElement().asString().contains("begins without the best races");
        Files.createDirectories(temp.resolve(RunReport.NAME).resolve("x"));
        new RunReport(request, new LiveSettings(request.settings(), request.configText(), Attempt.FIRST),
                temp, paths, listener).write(SOME, new TrainHistory(List.of(), List.of()));
        assertThat(warnings.get(1)).contains("the report was not written");
    }

    private static CollectedRace race(int collector, long startedNanos, long wallNanos, int... timesMs) {
        int floats = ObservationLayout.of(tmnf.tminterface.observation.ObservationConfig.DEFAULT).size();
        List<Integer> times = new ArrayList<>();
        for (int time : timesMs) {
            times.add(time);
        }
        return new CollectedRace(collector, new RaceTask(STRAIGHT, false, Exploration.NONE),
                new Rollout("straight", false, RaceEnd.FINISHED, 9_000, floats, 0, new byte[0],
                        new float[2 * floats], new int[2], new boolean[2], new float[24], new long[2],
                        new double[3], new int[] {20, 20, 21}, startedNanos, wallNanos),
                new RaceTiming(2, 100, 2_000, 600, 40, 60, 200, 3_100), times);
    }

    @Test
    void aRaceIsTakenNoteOfWithUpstreamsTimersAndSplits() throws Exception {
        BestPaths paths = new BestPaths();
        RaceFacts facts = new RaceFacts(request, paths);
        facts.lost();

        RaceNotes first = facts.take(race(0, 1_000, 3_000, 4_000, 9_000),
                new RunRecords.Change(true, true, true, 9_000, 9_000), 10);

        assertThat(first.splitsMs()).containsExactly(4_000, 5_000);
        assertThat(first.timers()).containsEntry("between_run_steps", 1_000.0)
                .containsEntry("answer_action_step", 500.0).containsEntry("grab_frame", 300.0)
                .containsEntry("convert_frame", 20.0).containsEntry("grab_floats", 30.0)
                .containsEntry("exploration_policy", 100.0).containsEntry("request_inputs_and_speed", 50.0);
        assertThat(first.more()).containsEntry("Performance/tmi_protection_cutoff", 1.0)
                .doesNotContainKey("Performance/worker_time_in_rollout_percentage");
        assertThat(paths.find("straight").orElseThrow().raceTimeMs()).isEqualTo(9_000);

        RaceNotes second = facts.take(race(0, 5_000, 3_000),
                new RunRecords.Change(false, false, true, 9_000, 9_000), 20);
        assertThat(second.more()).containsEntry("Performance/tmi_protection_cutoff", 0.0)
                .containsEntry("Performance/worker_time_in_rollout_percentage", 75.0);
    }
}
