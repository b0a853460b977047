package tmnf.capture.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.FrameStore;
import tmnf.capture.game.GamePlaces;
import tmnf.capture.plan.CapturePlaces;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.plan.PlannedReplay;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.RunSettings;
import tmnf.capture.plan.Shard;
import tmnf.capture.plan.SingleReplay;
import tmnf.capture.pool.GameInstance;
import tmnf.capture.pool.SimulatedHost;
import tmnf.capture.run.CapturePhase;
import tmnf.capture.run.InputSource;
import tmnf.capture.run.StopReason;
import tmnf.capture.validate.OracleReport.Verdict;
import tmnf.capture.write.CaptureStore;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.script.ScriptOptions;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameFolder;

/** One replay, two drives, on a simulated game in this process. */
@Timeout(120)
class ReplayOracleTest {

    private static final byte[] DRIVEN = DrivenReplays.drive("straight", 1, 1, () -> false).get(0).file();

    @TempDir
    Path root;

    @Test
    void bothDrivesAgreeAndTheFirstIsPublished() throws Exception {
        OracleReport report = validate(driven(), 0, InputSource.validation(50));

        assertThat(report.verdict()).isEqualTo(Verdict.AGREE);
        assertThat(report.validated().splitsMs()).isEqualTo(report.script().orElseThrow().splitsMs());
        assertThat(report.validated().finishTimeMs()).isPresent();
        assertThat(report.validated().distance().largestMetres()).isLessThan(0.01);
        assertThat(report.largestApartMetres()).isZero();
        assertThat(report.ticksCompared()).isGreaterThan(100);
        assertThat(report.inputsDifferAtMs()).isEmpty();
        CapturedReplay capture = CapturedReplay.open(root.resolve("img/t1/pos1.replay"));
        assertThat(capture.isComplete()).isTrue();
        try (FrameStore frames = capture.frames()) {
            assertThat(frames.names()).hasSize(report.frames());
        }
        CaptureMetadata metadata = capture.metadata().orElseThrow();
        assertThat(metadata.text(ReplayOracle.MODE)).hasValue(ReplayOracle.VALIDATED_MODE);
        assertThat(metadata.flag("sent_replay_command")).hasValue(true);
        assertThat(metadata.number("replay_speed")).hasValue(50);
        assertThat(metadata.integer("final_time_ms")).isEqualTo(report.validated().finishTimeMs());
        assertThat(leftInTheGame()).isEmpty();
    }

    @Test
    void aPersonalBestIsInNoPicture() throws Exception {
        validate(driven(), 0, InputSource.validation(50));
        Map<String, byte[]> expected = pictures();
        String name = GbxFiles.readReplay(driven()).content().challenge().orElseThrow().name();
        Path best = GameFolder.create(root.resolve("game")).autosaves()
                .resolve("somebody_" + name + ".Replay.gbx");
        Files.write(best, DRIVEN);

        OracleReport report = validate(driven(), 0, InputSource.validation(50));

        assertThat(report.verdict()).isEqualTo(Verdict.AGREE);
        assertThat(pictures()).containsExactlyEntriesOf(expected);
        assertThat(best).hasBinaryContent(DRIVEN);
    }

    private Map<String, byte[]> pictures() throws IOException {
        try (FrameStore frames = CapturedReplay.open(root.resolve("img/t1/pos1.replay")).frames()) {
            Map<String, byte[]> pictures = new TreeMap<>();
            for (String name : frames.names()) {
                pictures.put(name, frames.read(name));
            }
            return pictures;
        }
    }

    @Test
    void aScriptThatIsATickLateDiffersAndNothingIsPublished() throws Exception {
        OracleReport report = validate(driven(), 10, InputSource.validation(50));

        assertThat(report.verdict()).isEqualTo(Verdict.DIFFER);
        assertThat(report.validated().accepted()).isTrue();
        assertThat(report.difference()).isPresent();
        assertThat(report.inputsDifferAtMs()).isPresent();
        assertThat(root.resolve("img/t1")).doesNotExist();
        assertThat(root.resolve("img/.capture/quarantine/t1/pos1.replay/reason.json")).content()
                .contains("differs from the game's validation");
    }

    @Test
    void aGameThatDrivesByItselfGetsNoCommandAndNothingElseDoesItForIt() throws Exception {
        OracleReport report = validate(driven(), 0, InputSource.GAME);

        assertThat(report.verdict()).isEqualTo(Verdict.DIFFER);
        assertThat(report.validated().accepted()).isFalse();
        assertThat(report.script().orElseThrow().accepted()).isTrue();
        assertThat(root.resolve("img/t1")).doesNotExist();
    }

    @Test
    void aGameThatFallsSilentEndsInTimeAndLeavesNothing() throws Exception {
        OracleReport report = validate(driven(), 0, InputSource.validation(50), "silence:at=500");

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.obstacle()).isPresent();
        assertThat(report.script()).isEmpty();
        assertThat(root.resolve("img/t1")).doesNotExist();
        assertThat(root.resolve("img/.capture/quarantine")).doesNotExist();
    }

    @Test
    void aStopEndsTheDriveAndLeavesNothing() throws Exception {
        boolean[] driving = new boolean[1];
        OracleListener stopping = new OracleListener() {
            @Override
            public void phase(CapturePhase phase) {
                driving[0] |= phase == CapturePhase.RACE;
            }

            @Override
            public boolean stops() {
                return driving[0];
            }
        };

        OracleReport report = validate(driven(), 0, InputSource.validation(50), stopping);

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.obstacle()).hasValueSatisfying(
                stop -> assertThat(stop.reason()).isEqualTo(StopReason.INTERRUPTED));
        assertThat(root.resolve("img/t1")).doesNotExist();
        assertThat(leftInTheGame()).isEmpty();
    }

    private Path driven() throws IOException {
        Path file = Files.createDirectories(root.resolve("t1")).resolve("pos1.replay.gbx");
        return Files.write(file, DRIVEN);
    }

    private OracleReport validate(Path replay, int offsetMs, InputSource source, String... faults)
            throws Exception {
        return validate(replay, offsetMs, source, OracleListener.NONE, faults);
    }

    private OracleReport validate(Path replay, int offsetMs, InputSource source, OracleListener listener,
            String... faults) throws Exception {
        // A game that shall fail is waited for; one that does not may be as slow as the machine is busy.
        Duration little = faults.length > 0 ? Duration.ofMillis(1500) : Duration.ofSeconds(30);
        CaptureSettings usual = CaptureSettings.DEFAULT;
        CaptureSettings capture = usual
                .with(new CapturePlaces(root, root.resolve("img"), root.resolve("tracks")))
                .with(usual.frames().withSize(32, 32))
                .with(new ScriptOptions(ScriptOptions.DEFAULT.style(), offsetMs, "enter", 0))
                .with(new RunSettings(1000, new PhaseDeadlines(little, little, little, little, little, little,
                        little, Duration.ofMinutes(1)), 2, 1, false, 1));
        SimulatedHost.Setup setup = SimulatedHost.Setup.fast()
                .withFaults(FaultPlan.parse(List.of(faults), 1));
        Path game = root.resolve("game");
        try (CaptureStore store = CaptureStore.open(root.resolve("img"), Shard.ALL);
                SimulatedHost host = SimulatedHost.create(new SimulatedHost.Setup(Optional.of(game), 0,
                        setup.settings(), setup.faults()))) {
            ReplayTask task = SingleReplay.plan(replay, "t1", capture, store).work()
                    .map(PlannedReplay.Work::task).orElseThrow();
            GameInstance instance = host.open(0);
            return new ReplayOracle(new ValidateSettings(capture, source, false, 0.001), store,
                    new GamePlaces(host.folder().root(), host.folder().scripts()), instance, "tests",
                    listener).run(task);
        }
    }

    private List<Path> leftInTheGame() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("game"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
