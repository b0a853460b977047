package tmnf.capture.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.RunSettings;
import tmnf.capture.pool.CaptureReport.Ending;
import tmnf.capture.pool.ReplayResult.Status;
import tmnf.gbx.script.ScriptOptions;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.FaultPlan;

/** Real runs against simulated games: plan, games, verification and files together. */
@Timeout(120)
class CaptureRunnerTest {

    private static final List<String> TRACKS = List.of("straight", "chicane", "hairpins", "jump", "circuit");

    private static Map<String, String> calm; // null: not captured so far

    @TempDir
    Path folder;

    private static CaptureSettings hasty(CaptureSettings settings) {
        Duration soon = Duration.ofMillis(800);
        RunSettings run = settings.run();
        PhaseDeadlines deadlines = new PhaseDeadlines(Duration.ofSeconds(2), soon, soon, soon, soon, soon,
                soon, Duration.ofMinutes(1));
        return settings.with(new RunSettings(run.runningSpeed(), deadlines, run.largestGhostDistanceMetres(),
                run.attempts(), run.stripIntro(), run.workers()));
    }

    private static List<String> bad(CaptureReport report) {
        return report.results().stream().filter(result -> result.status() != Status.CAPTURED)
                .map(result -> result.trackId() + "/" + result.name() + " " + result.status() + " "
                        + result.reason()).toList();
    }

    @Test
    void replaysOfEveryBuiltInTrackAreAcceptedAtTheExactMillisecond() throws Exception {
        CaptureSet set = new CaptureSet(folder);
        for (String track : TRACKS) {
            set.with(track, track, 1);
        }

        CaptureReport report = set.capture(set.settings("out", 2), SimulatedHost.Setup.fast(),
                CaptureListener.NONE);

        assertThat(bad(report)).isEmpty();
        assertThat(report.results()).hasSize(5).allSatisfy(result -> {
            RunFigures figures = result.figures().orElseThrow();
            assertThat(figures.frames()).isEqualTo(figures.framesExpected());
            assertThat(figures.splits()).isEqualTo(figures.splitsExpected());
            assertThat(figures.largestDistanceMetres()).isLessThan(0.01);
        });
    }

    @Test
    @Tag("slow")
    void fiftyReplaysOfTheBuiltInTracksAreAcceptedAtTheExactMillisecond() throws Exception {
        CaptureSet set = new CaptureSet(folder);
        for (String track : TRACKS) {
            set.with(track, track, 10);
        }

        CaptureReport report = set.capture(set.settings("out", 2), SimulatedHost.Setup.fast(),
                CaptureListener.NONE);

        assertThat(bad(report)).isEmpty();
        assertThat(report.count(Status.CAPTURED)).isEqualTo(50);
    }

    @Test
    void whatCannotBeWrittenIsNamedWithItsPlaceAndWhatToDo() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("t", "straight", 1);
        Path staging = set.output("out").resolve(".capture").resolve("staging");

        CaptureReport report = set.capture(set.settings("out", 1), SimulatedHost.Setup.fast(),
                new CaptureListener() {
                    @Override
                    public void attemptStarted(int worker, tmnf.capture.plan.ReplayTask task, int attempt) {
                        try {
                            Files.deleteIfExists(staging);
                            Files.writeString(staging, "in the way");
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                });

        assertThat(report.ending()).isEqualTo(CaptureReport.Ending.CANNOT_WRITE);
        assertThat(report.reason()).contains("t/pos1_").contains(set.output("out").toString())
                .contains("give the same command again");
    }

    @Test
    void fourWorkersMakeTheSameFilesAsOne() throws Exception {
        CaptureSet set = new CaptureSet(folder);
        for (int i = 0; i < 4; i++) {
            set.with("t" + i, "straight", 1);
        }

        set.capture(set.settings("one", 1), SimulatedHost.Setup.fast(), CaptureListener.NONE);
        set.capture(set.settings("four", 4), SimulatedHost.Setup.fast(), CaptureListener.NONE);

        assertThat(Datasets.published(set.output("one"))).hasSizeGreaterThan(4 * 84)
                .isEqualTo(Datasets.published(set.output("four")));
    }

    /** Each picture takes 20 ms, in which the processor has nothing to do. */
    @Test
    @Tag("slow")
    void fourWorkersNeedAtMostTwoFifthsOfTheTimeOfOne() throws Exception {
        CaptureSet set = new CaptureSet(folder);
        for (int i = 0; i < 8; i++) {
            set.with("t" + i, "straight", 1);
        }
        SimulatedHost.Setup slow = SimulatedHost.Setup.fast().withSettings(
                SimulatedHost.Setup.fast().settings().withPace(50, Double.POSITIVE_INFINITY));
        set.capture(set.settings("warm", 4), SimulatedHost.Setup.fast(), CaptureListener.NONE);

        CaptureReport one = set.capture(set.settings("one", 1), slow, CaptureListener.NONE);
        CaptureReport four = set.capture(set.settings("four", 4), slow, CaptureListener.NONE);

        assertThat(four.wallMillis()).as("one worker took %d ms", one.wallMillis())
                .isLessThanOrEqualTo(one.wallMillis() * 2 / 5);
        assertThat(Datasets.published(set.output("four"))).isEqualTo(Datasets.published(set.output("one")));
    }

    @Test
    void aCaptureThatSomebodyElsePublishesMeanwhileStaysAndEndsNothing() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("t", "straight", 2);
        set.capture(set.settings("theirs", 1), SimulatedHost.Setup.fast(), CaptureListener.NONE);
        AtomicInteger failures = new AtomicInteger();

        CaptureReport report = set.capture(set.settings("out", 1), SimulatedHost.Setup.fast(),
                new CaptureListener() {
                    @Override
                    public void attemptStarted(int worker, ReplayTask task, int attempt) {
                        Path place = Path.of(task.trackId(), task.name());
                        Path target = set.output("out").resolve(place);
                        try {
                            if (!Files.exists(target)) {
                                Files.createDirectories(target.getParent());
                                Files.move(set.output("theirs").resolve(place), target);
                            }
                        } catch (IOException e) {
                            failures.incrementAndGet();
                        }
                    }
                });

        assertThat(failures).hasValue(0);
        assertThat(bad(report)).isEmpty();
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(Files.readString(set.output("out").resolve(".capture/outcomes.jsonl")))
                .contains("\"exists\"");
    }

    @Test
    void whatIsCapturedIsNotCapturedAgain() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("t", "straight", 2);
        set.capture(set.settings("out", 1), SimulatedHost.Setup.fast(), CaptureListener.NONE);
        var before = Datasets.published(set.output("out"));
        AtomicInteger attempts = new AtomicInteger();

        CaptureReport again = set.capture(set.settings("out", 1), SimulatedHost.Setup.fast(),
                new CaptureListener() {
                    @Override
                    public void attemptStarted(int worker, ReplayTask task, int attempt) {
                        attempts.incrementAndGet();
                    }
                });

        assertThat(again.results()).isEmpty();
        assertThat(attempts).hasValue(0);
        assertThat(Datasets.published(set.output("out"))).isEqualTo(before);
    }

    /** Whatever goes wrong once or for some time, the end is the dataset of an undisturbed run. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"silence:phase=race,at=3000 | 1",
        "crash:message=step,nth=50,restart=forever | 1", "no-frame:nth=20 | 1"})
    void aFaultThatPassesLeavesNoTrace(String fault, int failures) throws Exception {
        passes(fault, failures);
    }

    @ParameterizedTest
    @Tag("slow")
    @CsvSource(delimiter = '|', value = {"disconnect:message=connect | 0",
        "disconnect:message=frame,nth=40 | 1",
        "disconnect:message=step,nth=60 | 1",
        "cut:message=frame,nth=9 | 1", "silence:phase=menus,for=1500ms | 0", "silence:phase=countdown | 1",
        "late-frame:nth=30,times=2 | 0",
        "slow:message=frame,nth=5,times=3,by=100ms | 0",
        "medals:times=1 | 0", "wrong-map:times=1 | 0", "press-enter:times=1 | 0", "preview | 0",
        "crash:phase=race,at=2000,restart=300ms | 1", "port-taken:for=700ms | 0"})
    void everyFaultThatPassesLeavesNoTrace(String fault, int failures) throws Exception {
        passes(fault, failures);
    }

    /** {@code failures} are the attempts that have to fail at least. */
    private void passes(String fault, int failures) throws Exception {
        CaptureSet set = new CaptureSet(folder).with("a", "straight", 2);
        AtomicInteger failed = new AtomicInteger();

        CaptureReport report = set.capture(hasty(set.settings("out", 1)), SimulatedHost.Setup.fast()
                .withFaults(FaultPlan.parse(List.of(fault), 1)), new CaptureListener() {
                    @Override
                    public void attemptFailed(int worker, ReplayTask task, int attempt, String reason,
                            String next) {
                        failed.incrementAndGet();
                    }
                });

        assertThat(bad(report)).isEmpty();
        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(failed).hasValueGreaterThanOrEqualTo(failures);
        assertThat(Datasets.published(set.output("out"))).isEqualTo(calm());
        assertThat(set.enterMaps()).isEmpty();
    }

    /** What an undisturbed run makes of track a; captured once. */
    private Map<String, String> calm() throws Exception {
        synchronized (CaptureRunnerTest.class) {
            if (calm == null) {
                CaptureSet set = new CaptureSet(folder);
                set.capture(set.settings("calm", 1), SimulatedHost.Setup.fast(), CaptureListener.NONE);
                calm = Datasets.published(set.output("calm"));
            }
            return calm;
        }
    }

    @Test
    void aPersonalBestIsInNoPictureAndThereAgainAfterwards() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("a", "straight", 2);
        Path best = set.best("a", game());
        byte[] content = Files.readAllBytes(best);

        CaptureReport report = set.capture(set.settings("out", 1), inFolder(game()), CaptureListener.NONE);

        assertThat(bad(report)).isEmpty();
        assertThat(Datasets.published(set.output("out"))).isEqualTo(calm());
        assertThat(best).hasBinaryContent(content);
    }

    /** Not by a message about the output folder. */
    @Test
    void personalBestsThatCannotBeHiddenEndTheCapture() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("a", "straight", 1);
        Path autosaves = set.best("a", game()).getParent();

        CaptureReport report = set.capture(set.settings("out", 1), inFolder(game()), new CaptureListener() {
            @Override
            public void attemptStarted(int worker, ReplayTask task, int attempt) {
                try {
                    Files.move(autosaves, autosaves.resolveSibling("away"));
                    Files.writeString(autosaves, "no folder");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        assertThat(report.ending()).isEqualTo(Ending.CANNOT_WRITE);
        assertThat(report.reason()).startsWith("the folder of personal bests ")
                .doesNotContain("make room");
        assertThat(Datasets.published(set.output("out"))).isEmpty();
    }

    private Path game() {
        return folder.resolve("game");
    }

    private static SimulatedHost.Setup inFolder(Path game) {
        SimulatedHost.Setup fast = SimulatedHost.Setup.fast();
        return new SimulatedHost.Setup(Optional.of(game), 0, fast.settings(), fast.faults());
    }

    @Test
    void theUsualPluginIsEnough() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("a", "straight", 2);
        SimulatedHost.Setup fast = SimulatedHost.Setup.fast();

        CaptureReport report = set.capture(set.settings("out", 1),
                fast.withSettings(fast.settings().withBehaviour(PluginBehaviour.ORIGINAL)),
                CaptureListener.NONE);

        assertThat(bad(report)).isEmpty();
        Map<String, String> ours = new TreeMap<>(calm());
        Map<String, String> theirs = new TreeMap<>(Datasets.published(set.output("out")));
        // Only the metadata tell which plugin it was.
        assertThat(ours.keySet().removeIf(name -> name.endsWith("metadata.json"))).isTrue();
        assertThat(theirs.keySet().removeIf(name -> name.endsWith("metadata.json"))).isTrue();
        assertThat(theirs).isEqualTo(ours);
    }

    @Test
    void tracksThatWaitForAKeyAreMarked() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("a", "straight", 2);

        CaptureReport report = set.capture(hasty(set.settings("out", 1)), SimulatedHost.Setup.fast()
                .withFaults(FaultPlan.parse(List.of("press-enter"), 1)), CaptureListener.NONE);

        assertThat(set.enterMaps()).containsExactly("a");
        assertThat(report.results()).extracting(ReplayResult::status)
                .containsExactly(Status.FAILED, Status.SKIPPED);
        assertThat(Datasets.published(set.output("out"))).isEmpty();
    }

    @Test
    void aReplayThatDoesNotReproduceIsPutAsideAndTheOthersAreNot() throws Exception {
        CaptureSet set = new CaptureSet(folder).with("a", "straight", 2);
        CaptureSettings settings = set.settings("out", 1);
        // The inputs come 100 ms late: the drive is another one.
        CaptureReport report = set.capture(settings.with(new ScriptOptions(settings.script().style(), 100,
                "enter", 0)), SimulatedHost.Setup.fast(), CaptureListener.NONE);

        assertThat(report.results()).extracting(ReplayResult::status)
                .containsExactly(Status.QUARANTINED, Status.QUARANTINED);
        assertThat(Datasets.published(set.output("out"))).isEmpty();
        try (Stream<Path> aside = Files.walk(set.output("out").resolve(".capture").resolve("quarantine"))) {
            assertThat(aside.filter(file -> file.endsWith("reason.json"))).hasSize(2);
        }
    }

    @Test
    void nothingIsLeftBehind() throws IOException, InterruptedException {
        CaptureSet set = new CaptureSet(folder).with("a", "straight", 1);

        set.capture(set.settings("out", 1), SimulatedHost.Setup.fast(), CaptureListener.NONE);

        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("tmnf-"));
        try (var files = Files.walk(set.output("out").resolve(".capture"))) {
            assertThat(files.filter(Files::isRegularFile)).noneMatch(file ->
                    file.toString().contains("staging"));
        }
    }
}
