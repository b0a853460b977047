package tmnf.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.CliTestBase;
import tmnf.cli.files.Digests;
import tmnf.gbx.chunk.ReplayWriter;
import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.NpyFiles;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.line.ReferenceLines;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.gbx.synthetic.SyntheticReplays;

/** {@code script}, {@code extract-map} and {@code vcp} on made-up replays, and on what is no replay. */
class ConvertCommandsTest extends CliTestBase {

    private static final SyntheticReplays TRACK =
            SyntheticReplays.track("Test", 5, SyntheticReplays.Options.DEFAULT);
    private static final SyntheticReplays OTHER =
            SyntheticReplays.track("Other", 6, SyntheticReplays.Options.DEFAULT);
    private static final Ghost FAST = TRACK.drive(1, 0, new SyntheticReplays.Driver("anna", "Anna", false));
    private static final Ghost SLOW = TRACK.drive(9, 0, new SyntheticReplays.Driver("bert", "Bert", false));
    private static final Ghost RESPAWNING =
            TRACK.drive(2, 0, new SyntheticReplays.Driver("carl", "Carl", true));

    @BeforeEach
    void layOutATrack() throws IOException {
        put("maps/replays/924307/pos2_bert_2ms.replay.gbx", TRACK.replayFile(SLOW));
        put("maps/replays/924307/pos10_anna_1ms.replay.gbx", TRACK.replayFile(FAST));
    }

    private Path put(String file, byte[] bytes) throws IOException {
        Path path = cwd.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "nan", "1,5"})
    void aSpacingThatIsNoNumberIsRefusedInTheNameTheHelpShows(String spacing) {
        CliRun run = tmnf("vcp", "a.Replay.Gbx", "--distance", spacing);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'" + spacing + "' is no number for --distance")
                .doesNotContain("double");
    }

    @Test
    void aPlaceThatIsAFileIsNamedWithoutTheNameOfAnException() throws IOException {
        put("a.Replay.Gbx", TRACK.replayFile(FAST));
        put("taken", new byte[1]);

        for (String command : List.of("script", "vcp")) {
            CliRun run = tmnf(command, "a.Replay.Gbx", "-o", "taken/below/a");

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).contains("taken").doesNotContain("Exception");
        }
    }

    @Test
    void aFullDiskBehindTheStreamedDocumentIsSaidOnce() throws IOException {
        put("a.Replay.Gbx", TRACK.replayFile(FAST));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThat(tmnf(full, err, "inspect", "--json", "a.Replay.Gbx")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).containsOnlyOnce("No space left on device")
                .containsOnlyOnce("tmnf: error:");
    }

    // script

    @Test
    void oneScriptIsPrintedBelowAHeader() throws IOException {
        put("a.Replay.Gbx", TRACK.replayFile(FAST));

        CliRun run = tmnf("script", "a.Replay.Gbx");

        assertThat(run.code()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).anyMatch(line -> line.matches("# replay a.Replay.Gbx, sha1 [0-9a-f]{40}"));
        assertThat(lines).contains("# map " + TRACK.challenge().uid());
        assertThat(lines.stream().filter(line -> !line.startsWith("#")).toList())
                .isEqualTo(ReplayScripts.of(FAST, ScriptOptions.DEFAULT).lines());
    }

    @Test
    void upstreamStyleHasNoHeader() throws IOException {
        put("a.Replay.Gbx", TRACK.replayFile(FAST));

        CliRun run = tmnf("script", "a.Replay.Gbx", "--style", "upstream", "-o", "-",
                "--input-time-offset-ms", "-10");

        ScriptOptions options = new ScriptOptions(ScriptStyle.UPSTREAM, -10, "enter", 0);
        assertThat(run.out()).isEqualTo(ReplayScripts.of(FAST, options).text());
    }

    @Test
    void aFolderGivesAFolderOfScripts() throws IOException {
        CliRun run = tmnf("script", "maps/replays", "-o", "scripts");

        assertThat(run.code()).isZero();
        assertThat(cwd.resolve("scripts/924307/pos2_bert_2ms.txt")).exists();
        assertThat(cwd.resolve("scripts/924307/pos10_anna_1ms.txt")).content().startsWith("# track 924307\n");
        assertThat(run.err()).contains("Next: load pos2_bert_2ms.txt");
        assertThat(tmnf("script", "maps/replays", "-o", "scripts").out()).contains("unchanged");
    }

    @Test
    void severalScriptsNeedAFolder() {
        CliRun run = tmnf("script", "maps/replays");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("fix: give a folder for them: -o scripts");
    }

    @Test
    void anEditedScriptIsNotOverwritten() throws IOException {
        put("a.Replay.Gbx", TRACK.replayFile(FAST));
        write("a.txt", "0 press up\n");

        CliRun run = tmnf("script", "a.Replay.Gbx", "-o", "a.txt");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("a.txt exists with other content; give --force");
        assertThat(cwd.resolve("a.txt")).hasContent("0 press up\n");
        assertThat(tmnf("script", "a.Replay.Gbx", "-o", "a.txt", "--force").code()).isZero();
        assertThat(cwd.resolve("a.txt")).content().contains("style events");
    }

    @Test
    void jsonCarriesTheScript() throws IOException {
        put("a.Replay.Gbx", TRACK.replayFile(FAST));

        JsonNode script = tmnf("script", "a.Replay.Gbx", "--json").json().at("/result/scripts/0");

        assertThat(script.get("playerLogin").asText()).isEqualTo("anna");
        assertThat(script.get("text").asText()).contains(" press up\n");
    }

    @ParameterizedTest
    @CsvSource({"--input-time-offset-ms,5", "--respawn-after-cp-ms,-10", "--respawn-action,a b",
        "--respawn-action,horn", "--ghost,-1", "--style,fancy"})
    void wrongOptionsAreUsageErrors(String option, String value) {
        assertThat(tmnf("script", "maps/replays/924307/pos2_bert_2ms.replay.gbx", option, value).code())
                .isEqualTo(2);
    }

    @Test
    void aMissingGhostIsAFailure() throws IOException {
        put("a.Replay.Gbx", TRACK.replayFile(FAST));
        Ghost silent = FAST.toBuilder().inputs(InputTape.EMPTY).eventsDurationMs(0).build();
        put("silent.Replay.Gbx", TRACK.replayFile(silent));

        JsonNode run = tmnf("script", "a.Replay.Gbx", "--ghost", "2", "--json").json();

        assertThat(run.at("/exitCode").asInt()).isEqualTo(3);
        assertThat(run.at("/result/failures/0/error/code").asText()).isEqualTo("NO_GHOST");
        JsonNode other = tmnf("script", "silent.Replay.Gbx", "--json").json();
        assertThat(other.at("/result/failures/0/error/code").asText()).isEqualTo("NO_INPUTS");
    }

    // extract-map

    @Test
    void aTrackGivesItsMapOnceUnchanged() {
        CliRun run = tmnf("extract-map", "maps/replays", "-o", "maps/tracks");

        assertThat(run.code()).isZero();
        assertThat(cwd.resolve("maps/tracks/924307.Challenge.Gbx")).hasBinaryContent(TRACK.challengeFile());
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void anyOtherReplayNamesItsMap() throws IOException {
        put("My drive.Replay.Gbx", TRACK.replayFile(FAST));

        assertThat(tmnf("extract-map", "My drive.Replay.Gbx").code()).isZero();
        assertThat(cwd.resolve("My drive.Challenge.Gbx")).hasBinaryContent(TRACK.challengeFile());
    }

    @Test
    void anotherMapInATracksFolderIsAFailure() throws IOException {
        put("maps/replays/924307/pos11_dora_3ms.replay.gbx",
                OTHER.replayFile(OTHER.drive(1, 0, new SyntheticReplays.Driver("dora", "Dora", false))));

        CliRun run = tmnf("extract-map", "maps/replays", "-o", "t");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("pos11_dora_3ms.replay.gbx: holds another map");
        assertThat(cwd.resolve("t/924307.Challenge.Gbx")).hasBinaryContent(TRACK.challengeFile());
    }

    @Test
    void aDifferentMapOnDiskStaysUnlessForced() throws IOException {
        write("924307.Challenge.Gbx", "mine");

        assertThat(tmnf("extract-map", "maps/replays").code()).isEqualTo(3);
        assertThat(cwd.resolve("924307.Challenge.Gbx")).hasContent("mine");
        assertThat(tmnf("extract-map", "maps/replays", "--force", "-n").out()).contains("planned");
        assertThat(cwd.resolve("924307.Challenge.Gbx")).hasContent("mine");
        assertThat(tmnf("extract-map", "maps/replays", "--force").code()).isZero();
        assertThat(cwd.resolve("924307.Challenge.Gbx")).hasBinaryContent(TRACK.challengeFile());
    }

    @Test
    void aReplayWithoutAMapIsAFailure() throws IOException {
        put("a.Replay.Gbx", ReplayWriter.file(new Replay(new byte[0], null, List.of(FAST), null)));

        JsonNode run = tmnf("extract-map", "a.Replay.Gbx", "--json").json();

        assertThat(run.at("/exitCode").asInt()).isEqualTo(3);
        assertThat(run.at("/result/failures/0/error/code").asText()).isEqualTo("NO_MAP");
    }

    // vcp

    @Test
    void theBestReplayGivesTheLineAndItsPapers() throws Exception {
        CliRun run = tmnf("vcp", "maps/replays/924307");

        Path file = cwd.resolve("maps/vcp/924307_0.5m_cl.npy");
        assertThat(run.code()).isZero();
        ReferenceLine line = NpyFiles.read(file);
        assertThat(line).isEqualTo(ReferenceLines.of(FAST, LineOptions.DEFAULT).rounded());
        Path provenance = cwd.resolve("maps/vcp/924307_0.5m_cl.npy.json");
        JsonNode papers = new ObjectMapper().readTree(provenance.toFile());
        assertThat(papers.get("replay").asText()).endsWith("pos10_anna_1ms.replay.gbx");
        assertThat(papers.get("playerLogin").asText()).isEqualTo("anna");
        assertThat(papers.get("points").asInt()).isEqualTo(line.size());
        assertThat(papers.get("lineSha256").asText()).isEqualTo(Digests.sha256(Files.readAllBytes(file)));
        assertThat(papers.get("mapUid").asText()).isEqualTo(TRACK.challenge().uid());
    }

    @Test
    void theFirstReplayIsFirstByRank() throws IOException {
        tmnf("vcp", "maps/replays/924307", "--source", "first", "-o", "line.npy", "--distance", "1");

        assertThat(Files.readString(cwd.resolve("line.npy.json")))
                .contains("pos2_bert", "\"distanceMetres\" : 1.0");
    }

    @Test
    void aRespawningReplayIsPassedOverOrRefused() throws IOException {
        put("maps/replays/924307/pos1_carl_1ms.replay.gbx",
                TRACK.replayFile(RESPAWNING));

        CliRun alone = tmnf("vcp", "maps/replays/924307/pos1_carl_1ms.replay.gbx", "-o", "line.npy");
        CliRun together = tmnf("vcp", "maps/replays/924307", "-o", "line.npy");

        assertThat(alone.code()).isEqualTo(3);
        assertThat(alone.err()).contains("respawned", "give --mend");
        assertThat(together.code()).isZero();
        String carl = "maps/replays/924307/pos1_carl_1ms.replay.gbx";
        assertThat(tmnf("vcp", carl, "-o", "m.npy", "--mend").code()).isZero();
    }

    @Test
    void twoTracksNeedAFolder() throws IOException {
        put("maps/replays/1/pos1_dora_3ms.replay.gbx",
                OTHER.replayFile(OTHER.drive(1, 0, new SyntheticReplays.Driver("dora", "Dora", false))));

        assertThat(tmnf("vcp", "maps/replays", "-o", "line.npy").code()).isEqualTo(2);
        assertThat(tmnf("vcp", "maps/replays", "-o", "lines").code()).isZero();
        assertThat(cwd.resolve("lines/1_0.5m_cl.npy")).exists();
        assertThat(cwd.resolve("lines/924307_0.5m_cl.npy")).exists();
    }

    @Test
    void aLineThatIsThereIsKept() throws IOException {
        write("line.npy", "mine");

        assertThat(tmnf("vcp", "maps/replays", "-o", "line.npy").code()).isEqualTo(3);
        assertThat(cwd.resolve("line.npy")).hasContent("mine");
        assertThat(cwd.resolve("line.npy.json")).doesNotExist();
        assertThat(tmnf("vcp", "maps/replays", "-o", "line.npy", "--distance", "0").code()).isEqualTo(2);
    }

    // all of them

    @ParameterizedTest
    @ValueSource(strings = {"script", "extract-map", "vcp"})
    void whatIsNoReplayIsListedAndTheRestGoesOn(String command) throws IOException {
        put("in/empty.Replay.Gbx", new byte[0]);
        write("in/page.Replay.Gbx", "<!DOCTYPE html><html><body>404</body></html>");
        put("in/cut.Replay.Gbx", Arrays.copyOf(TRACK.replayFile(FAST), 500));
        put("in/map.Challenge.Gbx", TRACK.challengeFile());
        put("in/good.Replay.Gbx", TRACK.replayFile(FAST));

        JsonNode run = tmnf(command, "in", "-o", "out", "--json").json();

        assertThat(run.get("exitCode").asInt()).isEqualTo(3);
        assertThat(run.at("/result/failures")).hasSize(3);
        assertThat(run.at("/result/failures").findValuesAsText("code"))
                .contains("EMPTY", "NOT_GBX");
        try (var files = Files.list(cwd.resolve("out"))) {
            assertThat(files.filter(file -> !file.toString().endsWith(".json"))).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "extract-map", "vcp"})
    void aMapIsRefusedAsAReplayAndAMissingFileIsNoInput(String command) throws IOException {
        put("map.Challenge.Gbx", TRACK.challengeFile());
        put("notes.txt", "hello".getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(cwd.resolve("nothing"));

        assertThat(tmnf(command, "map.Challenge.Gbx").err())
                .contains("map.Challenge.Gbx: this is a challenge, not a replay");
        assertThat(tmnf(command, "notes.txt").code()).isEqualTo(3);
        assertThat(tmnf(command, "missing.Replay.Gbx").code()).isEqualTo(4);
        assertThat(tmnf(command, "nothing").code()).isEqualTo(4);
        assertThat(tmnf(command).code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "extract-map", "vcp"})
    void dryRunChangesNothing(String command) throws IOException {
        CliRun run = tmnf(command, "maps/replays", "-o", "out", "--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("planned");
        assertThat(cwd.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vcp", "extract-map"})
    void aDashIsNoFolder(String command) {
        CliRun run = tmnf(command, "maps/replays/924307", "-o", "-");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("does not go to stdout");
        assertThat(cwd.resolve("-")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedWithItsReason() throws IOException {
        Path locked = Files.createDirectories(cwd.resolve("locked"));
        org.junit.jupiter.api.Assumptions.assumeTrue(
                locked.toFile().setWritable(false) && !Files.isWritable(locked),
                "skipped: this user may write everywhere");
        try {
            CliRun run = tmnf("extract-map", "maps/replays/924307", "-o", "locked");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("locked cannot be written", "or change its permissions")
                    .doesNotContain(".tmp");
        } finally {
            assertThat(locked.toFile().setWritable(true)).isTrue();
        }
    }
}
