package tmnf.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.MediaClip;
import tmnf.gbx.synthetic.SyntheticReplays;

class InspectCommandTest extends CliTestBase {

    private static final List<String> PROMISED = List.of(
            "file", "kind", "classId", "gameVersion", "mapUid", "mapName", "environment", "mapType", "mood",
            "author", "authorTimeMs", "blocks", "checkpoints", "laps", "introDurationMs",
            "introCameraDurationMs", "playerLogin",
            "playerNickname", "raceTimeMs", "respawns", "stuntsScore", "checkpointTimesMs", "controlNames",
            "controlEntries", "samplePeriodMs", "samples", "firstPosition", "lastPosition",
            "embeddedMapBytes", "embeddedMapSha256", "warnings");

    private SyntheticReplays track;
    private Ghost ghost;
    private byte[] replay;

    @BeforeEach
    void makeFiles() throws IOException {
        track = SyntheticReplays.track(
                "\uFEFF$f00Test $otrack", 3, new SyntheticReplays.Options(14, 5, MapType.RACE, 4.25));
        ghost = track.drive(1, 10, new SyntheticReplays.Driver("anna", "\uFEFF$0f0\u00c4nna", false));
        replay = track.replayFile(ghost);
        Files.createDirectories(cwd.resolve("maps/1"));
        Files.write(cwd.resolve("maps/1/pos1.Replay.Gbx"), replay);
        Files.write(cwd.resolve("maps/map.Challenge.Gbx"), track.challengeFile());
    }

    @Test
    void jsonHasEveryPromisedKeyOfAReplay() {
        CliRun run = tmnf("inspect", "--json", "maps/1/pos1.Replay.Gbx");

        assertThat(run.code()).isZero();
        JsonNode file = run.json().at("/result/files/0");
        assertThat(keys(file)).containsAll(PROMISED);
        assertThat(file.path("kind").asText()).isEqualTo("replay");
        assertThat(file.path("mapName").asText()).isEqualTo("$f00Test $otrack");
        assertThat(file.path("playerNickname").asText()).isEqualTo("$0f0\u00c4nna");
        assertThat(file.path("raceTimeMs").asInt()).isEqualTo(ghost.raceTimeMs());
        assertThat(file.path("controlEntries").asInt()).isEqualTo(ghost.inputs().size());
        assertThat(file.path("embeddedMapBytes").asInt()).isEqualTo(track.challengeFile().length);
        assertThat(file.path("introDurationMs").asDouble()).isEqualTo(4250);
        assertThat(file.has("introCameraDurationMs")).isTrue();
        assertThat(file.path("firstPosition").path(0).asDouble()).isEqualTo(ghost.samples().x(0));
        assertThat(file.has("inputs")).isFalse();
    }

    @Test
    void theIntroHasAnEndOfAllBlocksAndOneOfItsCameras() {
        Map<String, Object> facts = new HashMap<>(Map.of("file", "a", "kind", "challenge",
                "introDurationMs", 44_000.0));
        assertThat(FileSummary.lines(facts, 0)).contains("  intro       44.00 s, no cameras");

        facts.put("introCameraDurationMs", 35_000.0);
        assertThat(FileSummary.lines(facts, 0)).contains("  intro       44.00 s, cameras until 35.00 s");

        facts.put("introCameraDurationMs", 44_000.0);
        assertThat(FileSummary.lines(facts, 0)).contains("  intro       44.00 s");
        JsonNode clip = tmnf("inspect", "--json", "maps/map.Challenge.Gbx").json().at("/result/files/0");
        MediaClip intro = track.challenge().intro().orElseThrow();
        assertThat(clip.path("introCameraDurationMs").isNull())
                .isEqualTo(intro.cameraDurationSeconds().isEmpty());
        assertThat(clip.path("introCameraDurationMs").asDouble())
                .isEqualTo(1000 * intro.cameraDurationSeconds().orElse(0));
    }

    @Test
    void inputsAddsTheWholeTape() {
        JsonNode file =
                tmnf("inspect", "--json", "--inputs", "maps/1/pos1.Replay.Gbx").json().at("/result/files/0");

        assertThat(file.path("inputs")).hasSize(ghost.inputs().size());
        assertThat(file.path("inputs").path(0).path(0).asText()).isEqualTo(ghost.inputs().name(0));
        assertThat(file.path("inputs").path(0).path(1).asInt()).isEqualTo(ghost.inputs().timeMs(0));
        assertThat(file.path("inputShiftMs").asInt()).isZero();
    }

    @Test
    void aFolderIsSearchedAndTextIsReadable() {
        CliRun run = tmnf("inspect", "maps");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("pos1.Replay.Gbx: replay", "map.Challenge.Gbx: challenge")
                .contains("Test track", "\u00c4nna, anna", "intro       4.25 s").doesNotContain("$f00");
        assertThat(tmnf("inspect", "maps/1/pos1.Replay.Gbx", "--inputs", "--limit", "3").out())
                .contains("_FakeIsRaceRunning").contains(" more; --limit shows them");
    }

    @Test
    void headerModeNeverTouchesTheBody() throws IOException {
        Files.write(cwd.resolve("cut.Replay.Gbx"), Arrays.copyOf(replay, 600));

        JsonNode file = tmnf("inspect", "--json", "--header", "cut.Replay.Gbx").json().at("/result/files/0");

        assertThat(file.path("raceTimeMs").asInt()).isEqualTo(ghost.raceTimeMs());
        assertThat(file.path("mapUid").asText()).isEqualTo(track.challenge().uid());
        assertThat(tmnf("inspect", "cut.Replay.Gbx").code()).isEqualTo(3);
    }

    @Test
    void badInputIsListedAndTheRestIsShown() throws IOException {
        byte[] huge = replay.clone();
        Arrays.fill(huge, 13, 17, (byte) 0xBF);
        Map<String, byte[]> bad = Map.of(
                "empty.Replay.Gbx", new byte[0],
                "page.gbx", "<!DOCTYPE html><html>Not found</html>".getBytes(StandardCharsets.US_ASCII),
                "huge.Replay.Gbx", huge,
                "cut.Replay.Gbx", Arrays.copyOf(replay, replay.length / 2));
        for (Map.Entry<String, byte[]> entry : bad.entrySet()) {
            Files.write(cwd.resolve("maps").resolve(entry.getKey()), entry.getValue());
        }

        CliRun run = tmnf("inspect", "--json", "maps");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.json().path("status").asText()).isEqualTo("partial");
        assertThat(run.json().at("/result/refused").asInt()).isEqualTo(4);
        assertThat(run.json().at("/result/files")).hasSize(6);
        for (JsonNode file : run.json().at("/result/files")) {
            boolean expected = bad.keySet().stream()
                    .anyMatch(name -> file.path("file").asText().endsWith(name));
            assertThat(file.has("error")).as(file.toString()).isEqualTo(expected);
        }
        assertThat(run.out()).contains("download it again", "is empty", "length of");
        assertThat(tmnf("inspect", "maps").out()).contains("page.gbx: refused");
    }

    @Test
    void aDashIsStdin() {
        stdin = "<!DOCTYPE html><html>Not found</html>";

        CliRun run = tmnf("inspect", "-");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).contains("-: refused", "web page");
    }

    @Test
    void aWrongExtensionDoesNotMatter() throws IOException {
        Files.write(cwd.resolve("race.txt"), replay);

        assertThat(tmnf("inspect", "race.txt").out()).contains("race.txt: replay");
    }

    @Test
    void missingFilesAndEmptyFoldersEndWithFour() throws IOException {
        Files.createDirectories(cwd.resolve("nothing"));

        CliRun missing = tmnf("inspect", "maps/1/pos2.Replay.Gbx");

        assertThat(missing.code()).isEqualTo(4);
        assertThat(missing.err()).contains("pos2.Replay.Gbx", "pos1.Replay.Gbx");
        assertThat(tmnf("inspect", "nothing").code()).isEqualTo(4);
        for (String nowhere : List.of("/nowhere", "nowhere", "nowhere/at/all")) {
            assertThat(tmnf("inspect", nowhere).err()).as(nowhere).contains("no such file: " + nowhere,
                    "  fix: ");
        }
        assertThat(tmnf("inspect", "none*.gbx").code()).isEqualTo(4);
        assertThat(tmnf("inspect").code()).isEqualTo(2);
    }

    @Test
    void patternsAreMatchedWhereTheShellDoesNot() {
        assertThat(tmnf("inspect", "maps/1/pos*.Gbx").out()).contains("pos1.Replay.Gbx: replay");
    }

    @Test
    void anUnreadableFolderIsListed() throws IOException {
        Path locked = Files.createDirectories(cwd.resolve("maps/locked"));
        boolean posix = locked.getFileSystem().supportedFileAttributeViews().contains("posix");
        assumeTrue(posix, "skipped: no permissions");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        try {
            assumeTrue(!Files.isReadable(locked), "skipped: this user may read everything");

            CliRun run = tmnf("inspect", "--json", "maps");

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.out()).contains("permission denied");
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void checkEndsWithSixWhenAFileIsRefused() throws IOException {
        assertThat(tmnf("inspect", "--check", "maps").code()).isZero();
        Files.write(cwd.resolve("maps/bad.gbx"), new byte[10]);

        assertThat(tmnf("inspect", "--check", "maps").code()).isEqualTo(6);
    }

    @Test
    void trajectoryDrawsAPicture() throws IOException {
        CliRun run = tmnf("inspect", "--trajectory", "out/line.png", "maps/1/pos1.Replay.Gbx");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(ImageIO.read(cwd.resolve("out/line.png").toFile()).getWidth()).isEqualTo(1200);
        assertThat(tmnf("inspect", "--trajectory", "none.png", "maps/map.Challenge.Gbx").code()).isEqualTo(4);
        assertThat(cwd.resolve("none.png")).doesNotExist();
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.properties().forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    @Test
    void linksAreFollowedAndThoseThatLeadNowhereAreListed() throws IOException {
        assumeTrue(cwd.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "skipped: links need rights there");
        Path store = Files.createDirectories(cwd.resolve("store"));
        Files.createSymbolicLink(store.resolve("one.Replay.Gbx"), cwd.resolve("maps/1/pos1.Replay.Gbx"));
        Files.createSymbolicLink(store.resolve("folder"), cwd.resolve("maps/1"));
        Files.createSymbolicLink(store.resolve("up"), store);
        Files.createSymbolicLink(cwd.resolve("linked"), store);

        CliRun good = tmnf("inspect", "linked");
        assertThat(good.code()).as(good.err()).isZero();
        assertThat(good.out())
                .contains("linked/one.Replay.Gbx: replay", "linked/folder/pos1.Replay.Gbx: replay");

        Files.createSymbolicLink(store.resolve("gone.Replay.Gbx"), cwd.resolve("nowhere"));
        CliRun bad = tmnf("inspect", "linked");
        assertThat(bad.code()).isEqualTo(3);
        assertThat(bad.out()).contains("linked/gone.Replay.Gbx: refused", "a link that leads nowhere");
        assertThat(tmnf("inspect", "store/gone.Replay.Gbx").err()).contains("a link that leads nowhere")
                .doesNotContain("did you mean");
    }

    @Test
    void namesInFilesCannotSteerTheTerminal() throws IOException {
        Ghost hostile = track.drive(
                1, 10, new SyntheticReplays.Driver("a\u001b[31m", "\u001b]0;owned\u0007", false));
        Files.write(cwd.resolve("bad.Replay.Gbx"), track.replayFile(hostile));

        CliRun run = tmnf("inspect", "bad.Replay.Gbx");

        assertThat(run.out()).contains("\\x1b]0;owned\\x07, a\\x1b[31m").doesNotContain("\u001b");
        assertThat(tmnf("script", "no\u001b[31m").err()).contains("\\x1b[31m").doesNotContain("\u001b");
        CliRun json = tmnf("inspect", "--json", "bad.Replay.Gbx");
        assertThat(json.json().at("/result/files/0/playerLogin").asText()).isEqualTo("a\u001b[31m");
    }
}
