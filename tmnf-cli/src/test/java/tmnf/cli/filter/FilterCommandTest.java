package tmnf.cli.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.CliTestBase;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;
import tmnf.gbx.synthetic.SyntheticReplays;

/** {@code tmnf filter} on files as the download step leaves them. */
class FilterCommandTest extends CliTestBase {

    private static final SyntheticReplays TRACK =
            SyntheticReplays.track("test", 1, SyntheticReplays.Options.DEFAULT);
    private static final byte[] CLEAN = TRACK.replayFile(TRACK.drive(1, 0, new Driver("a", "A", false)));
    private static final byte[] RESPAWNING = TRACK.replayFile(TRACK.drive(2, 0, new Driver("b", "B", true)));

    private void replay(String track, String name, byte[] content) throws IOException {
        Path folder = Files.createDirectories(cwd.resolve("maps/replays").resolve(track));
        Files.write(folder.resolve(name), content);
    }

    private void challenge(String file, MapType type, double introSeconds) throws IOException {
        SyntheticReplays.Options options = new SyntheticReplays.Options(12, 0, type, introSeconds);
        Path path = cwd.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, SyntheticReplays.track(file, 3, options).challengeFile());
    }

    /** Tracks 1 and A01 are clean, 2 respawns, 3 is a web page. */
    private void replays() throws IOException {
        write("maps/track_ids.txt", "\uFEFF# best first\r\n3\r\n\r\n1\r\n2\r\nA01\r\n1\r\n");
        replay("1", "pos1_a_1ms.replay.gbx", CLEAN);
        replay("2", "pos1_a_1ms.replay.gbx", CLEAN);
        replay("2", "pos2_b_2ms.replay.gbx", RESPAWNING);
        replay("A01", "x.Replay.Gbx", CLEAN);
        write("maps/replays/3/pos1_c_1ms.replay.gbx", "<html>no such replay</html>");
    }

    private String file(String name) throws IOException {
        return Files.readString(cwd.resolve(name));
    }

    /** Every file below the working directory with its time of change. */
    private Map<String, String> snapshot() throws IOException {
        Map<String, String> snapshot = new TreeMap<>();
        try (Stream<Path> files = Files.walk(cwd)) {
            for (Path file : files.toList()) {
                snapshot.put(file.toString(), Files.getLastModifiedTime(file).toString());
            }
        }
        return snapshot;
    }

    @Test
    void theCommandOfTheManualWorks() throws IOException {
        replays();

        CliRun run = tmnf("filter", "no-respawn", "--input", "maps/track_ids.txt", "--output",
                "maps/track_ids_no_respawn.txt", "--workers", "16", "-r", "maps/replays");

        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(file("maps/track_ids_no_respawn.txt")).isEqualTo("3\n1\nA01\n1\n");
        assertThat(run.out()).startsWith("Kept 4 of 5 tracks: maps/track_ids_no_respawn.txt\n")
                .contains("dropped 1: a replay respawns", "kept 1: files that cannot be read");
        assertThat(run.err()).contains("1 duplicate track id in maps/track_ids.txt, for example 1",
                "cannot read maps/replays/3/pos1_c_1ms.replay.gbx: ",
                "Next: tmnf filter maptype --input maps/track_ids_no_respawn.txt");
    }

    @Test
    void withoutASubcommandItIsNoRespawn() throws IOException {
        replays();

        tmnf("filter");

        assertThat(file("maps/track_ids_no_respawn.txt")).isEqualTo("3\n1\nA01\n1\n");
    }

    @Test
    void verboseNamesReplayAndTime() throws IOException {
        replays();

        assertThat(tmnf("filter", "no-respawn", "-v").err())
                .containsPattern("dropped 2: pos2_b_2ms\\.replay\\.gbx respawns at [0-9.]+ s");
    }

    @Test
    void jsonTellsWhatHappened() throws IOException {
        replays();

        CliRun run = tmnf("filter", "no-respawn", "--json", "--only-with-replays", "--on-parse-error",
                "drop");

        JsonNode result = run.json().get("result");
        assertThat(run.json().get("command").asText()).isEqualTo("filter no-respawn");
        assertThat(run.json().get("status").asText()).isEqualTo("partial");
        assertThat(result.get("input").asText()).isEqualTo(Path.of("maps/track_ids.txt").toString());
        assertThat(result.get("absolute").get("output").asText())
                .isEqualTo(cwd.resolve("maps/track_ids_no_respawn.txt").toString());
        assertThat(result.get("listed").asInt()).isEqualTo(5);
        assertThat(result.get("kept").asInt()).isEqualTo(3);
        assertThat(result.get("droppedBy").toString()).isEqualTo("{\"respawn\":1,\"unreadable\":1}");
        assertThat(result.get("droppedTracks").get(1).get("replay").asText())
                .isEqualTo("pos2_b_2ms.replay.gbx");
        assertThat(result.get("droppedTracks").get(1).get("firstRespawnMs").asInt()).isPositive();
        assertThat(result.get("unreadableFiles").get(0).get("file").asText())
                .isEqualTo(Path.of("maps/replays/3/pos1_c_1ms.replay.gbx").toString());
        assertThat(result.get("duplicates").toString()).isEqualTo("[\"1\"]");
    }

    @Test
    void upstreamStyleLogsItsOwnLinesOnStderr() throws IOException {
        replays();
        write("ids.txt", "1\n2\n");

        CliRun run = tmnf("filter", "no-respawn", "--style", "upstream", "-i", "ids.txt", "-o", "out.txt",
                "--no-progress");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).startsWith(
                "Read 2 track IDs from ids.txt",
                "Tracks with replays dir in maps/replays: 4",
                "Will check 2 tracks (have replays); 0 in input have no replays dir (skipped).",
                "Wrote 1 track IDs to out.txt",
                "Summary: kept=1  excluded (has respawn)=1  no replays (not in maps/replays)=0"
                        + "  parse errors (corrupt replays)=0",
                "First 20 excluded: ['2']",
                "Use with capture: --track-ids out.txt");
    }

    @Test
    void failsAtTheFirstUnreadableFileWhenAsked() throws IOException {
        replays();

        CliRun run = tmnf("filter", "no-respawn", "--on-parse-error", "fail");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(
                "tmnf: error: cannot read maps/replays/3/pos1_c_1ms.replay.gbx", "  cause: ",
                "  fix: replace or remove it, or choose another --on-parse-error");
        assertThat(cwd.resolve("maps/track_ids_no_respawn.txt")).doesNotExist();
    }

    @Test
    void withoutPermissionTheAdviceIsNotToGetTheFileAnew() throws IOException {
        replays();
        Path locked = cwd.resolve("maps/replays/3/pos1_c_1ms.replay.gbx");
        boolean posix = locked.getFileSystem().supportedFileAttributeViews().contains("posix");
        assumeTrue(posix, "skipped: no permissions");
        Files.setPosixFilePermissions(locked, Set.of());
        assumeTrue(!Files.isReadable(locked), "skipped: this user may read everything");

        CliRun run = tmnf("filter", "no-respawn", "--on-parse-error", "fail");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("cause: permission denied", "fix: change its permissions")
                .doesNotContain("replace");
    }

    @Test
    void readsStdinAndWritesStdout() throws IOException {
        replays();
        stdin = "2\n1\n";

        CliRun run = tmnf("filter", "no-respawn", "-i", "-", "-o", "-");

        assertThat(run.out()).isEqualTo("1\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void worksFromAnotherDirectory() throws IOException {
        replays();

        tmnf("-C", "maps", "filter", "no-respawn", "-i", "track_ids.txt", "-r", "replays", "-o", "out/o.txt",
                "--report", "r.csv", "--clean-replays", "clean.txt");

        assertThat(file("maps/out/o.txt")).isEqualTo("3\n1\nA01\n1\n");
        assertThat(file("maps/r.csv")).contains("2,false,respawn,pos2_b_2ms.replay.gbx,");
        assertThat(file("maps/clean.txt")).isEqualTo(
                "1/pos1_a_1ms.replay.gbx\n2/pos1_a_1ms.replay.gbx\nA01/x.Replay.Gbx\n");
    }

    @Test
    void theMapTypeCommandOfTheManualWorks() throws IOException {
        write("maps/track_ids_no_respawn.txt", "1\n2\n3\n4\n5\n");
        challenge("maps/tracks/1.Challenge.Gbx", MapType.RACE, 0);
        challenge("maps/tracks/2.Challenge.Gbx", MapType.STUNTS, 0);
        challenge("maps/tracks/3/any.Challenge.Gbx", MapType.RACE, 20);
        write("maps/tracks/4.Challenge.Gbx", "");

        CliRun plain = tmnf("filter", "maptype", "--input", "maps/track_ids_no_respawn.txt", "--output",
                "maps/track_ids_standard.txt", "--tracks-dir", "maps/tracks", "--jobs", "16");
        String kept = file("maps/track_ids_standard.txt");
        CliRun intro = tmnf("filter", "maptype", "--input", "maps/track_ids_no_respawn.txt", "--output",
                "maps/track_ids_standard.txt", "--tracks-dir", "maps/tracks", "--max-preview-duration",
                "15.0", "--jobs", "16", "--only-with-maps", "-v");

        assertThat(plain.code()).as(plain.err()).isEqualTo(3);
        assertThat(kept).isEqualTo("1\n3\n4\n5\n");
        assertThat(intro.err()).contains("dropped 2: another play mode (Stunts)",
                "dropped 3: the intro is too long (20.00 s)", "dropped 5: no challenge file",
                "Next: tmnf fix-names --track-ids maps/track_ids_standard.txt");
        assertThat(file("maps/track_ids_standard.txt")).isEqualTo("1\n");
    }

    @Test
    void takesTheOtherTracksFolderWithAWarning() throws IOException {
        write("maps/track_ids.txt", "1\n");
        challenge("maps/tracks/1.Challenge.Gbx", MapType.RACE, 0);

        CliRun run = tmnf("filter", "maptype", "--only-with-maps");
        CliRun typed = tmnf("filter", "maptype", "-t", "maps/tracks_tmnf");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning: there is no maps/tracks_tmnf, taking maps/tracks");
        assertThat(file("maps/track_ids_standard.txt")).isEqualTo("1\n");
        assertThat(typed.code()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "filter no-respawn -i maps/track_idz.txt            | 4 | did you mean maps/track_ids.txt?",
        "filter no-respawn -r maps/replay                   | 4 | did you mean maps/replays?",
        "filter no-respawn -i maps                          | 4 | a folder, not a file",
        "filter no-respawn -i empty.txt                     | 4 | no track id in empty.txt",
        "filter no-respawn -i binary.txt                    | 4 | not a text file",
        "filter no-respawn --top -1                         | 2 | --top -1 is negative",
        "filter no-respawn --workers -2                     | 2 | --workers -2 is negative",
        "filter no-respawn --report x.txt                   | 2 | neither .csv nor .json",
        "filter no-respawn -o maps                          | 2 | --output maps is a folder",
        "filter no-respawn --on-parse-error skip            | 2 | on-parse-error",
        "filter no-respawn --replay-dir x                   | 2 | did you mean --replays-dir?",
        "filter -i x.txt maptype                            | 2 | --input stands before maptype",
        "filter maptype -t maps/replays --environments Stadion | 2 | did you mean Stadium?",
        "filter maptype -t maps/replays --map-types Drift   | 2 | map-types",
        "filter maptype --max-preview-duration long         | 2 | 'long' is no duration",
        "filter maptype -t maps/trackz                      | 4 | no such folder: maps/trackz",
    })
    void saysWhatIsWrongAndHowToMendIt(String line, int code, String message) throws IOException {
        replays();
        write("empty.txt", "# nothing\n\n");
        Files.write(cwd.resolve("binary.txt"), CLEAN);

        CliRun text = tmnf(line.split(" "));
        CliRun json = tmnf((line + " --json").split(" "));

        assertThat(text.code()).as(text.err()).isEqualTo(code);
        assertThat(text.err()).contains(message);
        assertThat(text.out()).isEmpty();
        assertThat(json.json().get("exitCode").asInt()).isEqualTo(code);
        assertThat(json.json().get("status").asText()).isEqualTo("error");
    }

    @Test
    void upstreamTakesAMissingReplaysFolderAndAnEmptyListAsTheyAre() throws IOException {
        write("ids.txt", "1\n");
        write("none.txt", "");

        CliRun missing = tmnf("filter", "--style", "upstream", "-i", "ids.txt", "-o", "o.txt");
        CliRun empty = tmnf("filter", "--style", "upstream", "-i", "none.txt", "-o", "e.txt");

        assertThat(missing.code()).isZero();
        assertThat(missing.err()).contains("no such folder: maps/replays");
        assertThat(file("o.txt")).isEqualTo("1\n");
        assertThat(empty.code()).isZero();
        assertThat(file("e.txt")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-respawn", "maptype"})
    void aDryRunChangesNothing(String filter) throws IOException {
        replays();
        challenge("maps/tracks_tmnf/1.Challenge.Gbx", MapType.RACE, 0);
        Map<String, String> before = snapshot();

        CliRun run = tmnf("filter", filter, "--dry-run", "--report", "r.csv");

        assertThat(run.out()).contains("; nothing written");
        assertThat(run.err()).doesNotContain("Next:");
        assertThat(snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "no-respawn | -i, --input            | maps/track_ids.txt",
        "no-respawn | -o, --output           | maps/track_ids_no_respawn.txt",
        "no-respawn | -r, --replays-dir      | maps/replays",
        "no-respawn | --only-with-replays    | -",
        "no-respawn | -j, --workers, --jobs  | 0",
        "no-respawn | -v, --verbose          | -",
        "no-respawn | --report               | -",
        "no-respawn | --on-parse-error       | -",
        "no-respawn | --top                  | 0",
        "no-respawn | --events               | respawn,enter",
        "no-respawn | --style                | default",
        "maptype    | -i, --input            | maps/track_ids.txt",
        "maptype    | -o, --output           | maps/track_ids_standard.txt",
        "maptype    | -t, --tracks-dir       | maps/tracks_tmnf",
        "maptype    | --only-with-maps       | -",
        "maptype    | --max-preview-duration | -",
        "maptype    | -j, --jobs, --workers  | 0",
        "maptype    | --log-level            | -",
        "maptype    | --environments         | Stadium,Speed,Alpine,Rally,Bay,Island,Coast,Desert",
        "maptype    | --map-types            | Race",
        "maptype    | --on-parse-error       | -",
        "maptype    | --report               | -",
    })
    void hasTheOptionsOfTheScriptsItReplaces(String filter, String names, String value) {
        CommandLine command = new CommandLine(
                filter.equals("maptype") ? new MapTypeCommand() : new NoRespawnCommand());
        boolean common = List.of("-v, --verbose", "--log-level").contains(names);
        for (String name : names.split(", ")) {
            if (common) {
                assertThat(tmnf("filter", filter, "--help").out()).contains(name);
                continue;
            }
            OptionSpec option = command.getCommandSpec().findOption(name);
            assertThat(option).as(name).isNotNull();
            assertThat(option.defaultValue()).as(name).isEqualTo(value);
        }
    }

    @Test
    void everyOptionParsesAtOnce() throws IOException {
        replays();
        challenge("maps/tracks/1.Challenge.Gbx", MapType.RACE, 0);

        CliRun noRespawn = tmnf("filter", "no-respawn", "-i", "maps/track_ids.txt", "-o", "o.txt", "-r",
                "maps/replays", "--only-with-replays", "-j", "2", "-v", "--report", "r.json",
                "--on-parse-error=keep", "--top", "3", "--events", "respawn,enter", "--style=default",
                "--jobs=1");
        CliRun mapType = tmnf("filter", "maptype", "-i", "maps/track_ids.txt", "-o", "o2.txt", "-t",
                "maps/tracks", "--only-with-maps", "--max-preview-duration", "1m30s",
                "--workers", "2", "--log-level", "info", "--environments", "stadium,SNOW",
                "--map-types", "race,Stunts", "--on-parse-error", "drop", "--report", "r2.csv");

        assertThat(noRespawn.code()).as(noRespawn.err()).isEqualTo(3);
        assertThat(mapType.code()).as(mapType.err()).isZero();
        assertThat(file("o2.txt")).isEqualTo("1\n1\n");
    }

    @Test
    void helpOfTheGroupShowsBothFilters() {
        assertThat(tmnf("filter", "--help").out())
                .contains("no-respawn  Drop tracks with a replay that respawns.")
                .contains("maptype     Drop tracks of another");
    }

    @ParameterizedTest
    @CsvSource({"--output,x.csv,--report,./x.csv", "--clean-replays,x.json,--report,x.json",
        "--output,x.txt,--clean-replays,x.txt"})
    void twoResultsInOneFileAreRefused(String one, String file, String other, String same)
            throws IOException {
        replays();

        CliRun run = tmnf("filter", one, file, other, same);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("name one file");
        assertThat(cwd.resolve(file)).doesNotExist();
        assertThat(tmnf("filter", "--clean-replays", "-").code()).isEqualTo(2);
    }
}
