package tmnf.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.CliTestBase;
import tmnf.tminterface.sim.driver.DrivenReplays;

/** Options and plans: nothing here drives a race. */
class CaptureOptionsTest extends CliTestBase {

    private static final List<DrivenReplays.Drive> DRIVES =
            DrivenReplays.drive("straight", 3, 1, () -> false);

    @BeforeEach
    void race() throws IOException {
        write("straight", 3);
    }

    private void write(String track, int replays) throws IOException {
        Path folder = Files.createDirectories(cwd.resolve("maps/replays").resolve(track));
        for (int i = 0; i < replays; i++) {
            DrivenReplays.Drive drive = DRIVES.get(i);
            Files.write(folder.resolve("pos" + (i + 1) + "_" + drive.name() + ".replay.gbx"), drive.file());
        }
    }

    private CliRun dry(String... more) {
        List<String> words = new ArrayList<>(List.of("capture", "--sim", "--dry-run", "--json"));
        words.addAll(List.of(more));
        return tmnf(words.toArray(String[]::new));
    }

    private JsonNode plan(String... more) {
        CliRun run = dry(more);
        assertThat(run.code()).as(run.err() + run.out()).isZero();
        return run.json().get("result");
    }

    @Test
    void theCommandLinesOfThePythonScriptWork() throws IOException {
        write("maps/track_ids_no_respawn.txt", "straight\n");

        JsonNode result = plan("--replays-dir", "maps/replays", "--output-dir", "maps/img", "--workers", "1",
                "--width", "256", "--height", "256", "--running-speed", "16", "--fps", "100", "--track-ids",
                "maps/track_ids_no_respawn.txt", "--max-replays-per-track", "1", "--vcp-dir", "maps/vcp");

        assertThat(result.get("plan").get("toCapture").asInt()).isEqualTo(1);
        JsonNode replay = result.get("replays").get(0);
        assertThat(replay.get("frames").asInt()).isEqualTo(replay.get("raceTimeMs").asInt() / 10 + 1);
        assertThat(shown(replay.get("vcpFile").asText())).endsWith("maps/vcp/straight_0.5m_cl.npy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tracks-dir maps/tracks", "--fps-meta 20", "--vcp-distance 1", "--vcp-suffix x",
        "--vcp-auto-generate", "--no-vcp-auto-generate", "--vcp-source first", "--vcp-source best",
        "--base-tmi-port 8478", "--track-id straight", "--per-frame-json", "--step-ms 50",
        "--input-time-offset-ms -10", "--respawn-action delete", "--respawn-after-cp-ms 100",
        "--exclude-respawn-maps", "--skip-bad-float-samples", "--exclude-enter-maps none.txt",
        "--write-enter-maps enter.txt", "--log-level INFO", "--resume", "--no-resume", "--overwrite",
        "--retry-failed", "--shard 1/1", "--max-runtime 1h", "--image-format jpeg", "--jpeg-quality 80",
        "--frame-color", "--no-frame-color", "--hud", "--entry-state", "--no-entry-state", "--full-state",
        "--pack", "--strip-intro", "--scripts-dir s", "--sim-stamp", "--sim-frame-rate 50",
        "--sim-fault silence:phase=race,for=1s", "--run-timeout 10m", "--connect-timeout 5"})
    void everyOptionParses(String option) throws IOException {
        Files.createDirectories(cwd.resolve("s"));
        assertThat(plan(option.split(" ")).get("plan").get("toCapture").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fps 0", "--fps 101", "--fps-meta -1", "--width 0", "--height 5000",
        "--step-ms 15", "--input-time-offset-ms 5", "--respawn-after-cp-ms -10", "--vcp-distance 0",
        "--vcp-suffix a/b", "--vcp-source worst", "--workers 0", "--workers 17", "--running-speed 0",
        "--jpeg-quality 101", "--image-format png", "--camera 4", "--max-replays-per-track -1", "--shard 3/2",
        "--shard 0/2", "--shard x", "--shard 1", "--shard-count 2", "--shard-count -5",
        "--respawn-action horn", "--base-tmi-port 0 --attach",
        "--base-tmi-port 65536", "--attach", "--launch", "--max-distance 0", "--attempts 0",
        "--run-timeout 0", "--overwrite --retry-failed", "--sim-fault nonsense", "--sim-frame-rate 0"})
    void whatMakesNoSenseIsAUsageError(String options) {
        CliRun run = dry(options.split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.json().get("error").get("message").asText()).isNotBlank();
    }

    @Test
    void aPlanWritesNothing() throws IOException {
        List<Path> before = tree();

        plan("--output-dir", "img", "--write-enter-maps", "enter.txt");

        assertThat(tree()).isEqualTo(before);
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> files = Files.walk(cwd)) {
            return new ArrayList<>(new TreeSet<>(files.toList()));
        }
    }

    @Test
    void valuesOfTheTrainingsYamlCountWhereNoOptionIsGiven() throws IOException {
        write("rl.yaml", "neural_network:\n  w_downsized: 640\n  h_downsized: 480\n"
                + "  lists: [[1, 2], [3]]\nenvironment:\n  running_speed: 80\n  game_camera_number: 1\n");

        long small = plan().get("plan").get("bytes").asLong();
        JsonNode large = plan("--rl-config", "rl.yaml").get("plan");
        JsonNode mixed = plan("--rl-config", "rl.yaml", "--width", "64", "--height", "64",
                "--running-speed", "4").get("plan");

        assertThat(large.get("bytes").asLong()).isGreaterThan(4 * small);
        assertThat(large.get("millis").asLong()).isLessThan(mixed.get("millis").asLong());
        assertThat(mixed.get("bytes").asLong()).isEqualTo(small);
        write("rl.yaml", "a:\n  w_downsized: wide\n");
        CliRun wrong = dry("--rl-config", "rl.yaml");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.json().get("error").get("message").asText()).contains("rl.yaml:2", "w_downsized");
        assertThat(dry("--rl-config", "none.yaml").code()).isEqualTo(4);
    }

    @Test
    void missingReplaysEndWithFour() throws IOException {
        assertThat(dry("--replays-dir", "nowhere").code()).isEqualTo(4);
        Files.createDirectories(cwd.resolve("empty"));
        assertThat(dry("--replays-dir", "empty").code()).isEqualTo(4);
        assertThat(dry("--track-ids", "no-list.txt").code()).isEqualTo(4);
        assertThat(dry("--track-id", "77").code()).isEqualTo(4);
        CliRun none = tmnf("capture", "--sim", "--replays-dir", "empty");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err()).contains("there is no replay to capture in empty").contains("fix: ");
    }

    @Test
    void aMissingGameFolderEndsWithFourAndSaysHowToNameIt() {
        CliRun run = tmnf("capture");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("--game-dir");
    }

    @Test
    void withoutAWayToStartGamesLaunchIsAUsageError() throws IOException {
        Files.createDirectories(cwd.resolve("game/Scripts"));
        Files.createDirectories(cwd.resolve("game/Tracks"));

        CliRun run = tmnf("capture", "--launch", "--game-dir", "game");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("LINUX_LAUNCH_GAME_PATH");
    }

    @Test
    void aHighSpeedIsWarnedOfOnlyWithARealGame() {
        assertThat(tmnf("capture", "--dry-run", "--running-speed", "16").err())
                .contains("--running-speed 16 is above 6");
        assertThat(tmnf("capture", "--dry-run").err()).doesNotContain("above 6");
        assertThat(tmnf("capture", "--sim", "--dry-run", "--running-speed", "16").err())
                .doesNotContain("above 6");
    }

    @Test
    void partsComeFromTheOptionOrFromTheScheduler() {
        assertThat(plan("--shard", "2/3").get("shard").asText()).isEqualTo("2/3");
        assertThat(plan("--shard", "2", "--shard-count", "3").get("shard").asText()).isEqualTo("2/3");
        variables.put("SLURM_ARRAY_TASK_ID", "7");
        variables.put("SLURM_ARRAY_TASK_COUNT", "4");
        variables.put("SLURM_ARRAY_TASK_MIN", "5");
        assertThat(shardOf()).isEqualTo("3/4");
        variables.remove("SLURM_ARRAY_TASK_COUNT");
        assertThat(dry().code()).isEqualTo(2);
        variables.clear();
        variables.put("JOB_COMPLETION_INDEX", "0");
        assertThat(dry().json().get("error").get("hint").asText()).contains("--shard-count");
        assertThat(shardOf("--shard-count", "2")).isEqualTo("1/2");
    }

    private String shardOf(String... more) {
        return plan(more).get("shard").asText();
    }

    @Test
    void aPartWithoutTracksIsNothingToDo() {
        int tracks = 0;
        for (String shard : List.of("1/2", "2/2")) {
            CliRun run = tmnf("capture", "--sim", "--dry-run", "--shard", shard);
            assertThat(run.code()).isZero();
            tracks += run.out().contains("Nothing to do: shard " + shard + " has no track") ? 0 : 1;
        }
        assertThat(tracks).isEqualTo(1);
    }

    @Test
    void bothHalvesTogetherAreTheWhole() throws IOException {
        for (int i = 0; i < 4; i++) {
            write("t" + i, 1);
        }

        int sum = 0;
        for (String shard : List.of("1/2", "2/2")) {
            sum += plan("--shard", shard).get("plan").get("tracks").asInt();
        }

        assertThat(sum).isEqualTo(5);
    }

    /**
     * A file where a folder is meant, and the other way round: told with its path, before anything is done.
     */
    @ParameterizedTest
    @CsvSource({"--tracks-dir,a-file,'a file, not a folder: a-file'",
        "--vcp-dir,a-file,'a file, not a folder: a-file'",
        "--track-ids,a-folder,'a folder, not a file: a-folder'",
        "--exclude-enter-maps,a-folder,'a folder, not a file: a-folder'",
        "--write-enter-maps,a-folder,'a folder, not a file: a-folder'"})
    void aPlaceOfTheWrongKindEndsWithFour(String option, String path, String message) throws IOException {
        write("a-file", "");
        Files.createDirectories(cwd.resolve("a-folder"));

        CliRun run = dry(option, path);

        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.json().get("error").get("message").asText()).isEqualTo(message);
    }

    /** A plan needs no game; one that is named has to be there. */
    @ParameterizedTest
    @CsvSource({"'', 0", "--game-dir nogame, 4", "--attach --game-dir nogame, 4", "--launch, 2"})
    void aPlanFailsWhereTheGameThatIsNamedMakesTheRunFail(String options, int code) {
        List<String> words = new ArrayList<>(List.of("capture", "--dry-run"));
        words.addAll(List.of(options.split(" ")));
        words.removeIf(String::isEmpty);

        CliRun run = tmnf(words.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"--base-tmi-port 65536,there is no port 65536",
        "--base-tmi-port 65535 --workers 2,there are no 2 ports from 65535 on",
        "--shard-count -5,--shard-count -5 is no number of parts"})
    void numbersThatCannotBeAreNamed(String options, String message) {
        assertThat(tmnf(("capture --attach --dry-run " + options).split(" ")).err()).contains(message);
    }
}
