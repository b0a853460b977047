package tmnf.cli.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.CliTestBase;

/** {@code tmnf fix-names}. */
class FixNamesCommandTest extends CliTestBase {

    @BeforeEach
    void replays() throws IOException {
        write("maps/replays/1/pos1_ok_1ms.replay.gbx", "");
        write("maps/replays/1/pos2_a b_1ms.replay.gbx", "");
        write("maps/replays/1/pos2_a_b_1ms.replay.gbx", "");
        write("maps/replays/2/c d.replay.gbx", "");
        write("maps/replays/2/e f.txt", "");
    }

    private List<String> files() throws IOException {
        Path root = cwd.resolve("maps/replays");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/')).sorted().toList();
        }
    }

    @Test
    void dropsDuplicatesOnRequestShowsThemAndTakesThemBack() throws IOException {
        write("maps/replays/3/g h.replay.gbx", "same");
        write("maps/replays/3/g_h.replay.gbx", "same");

        CliRun preview = tmnf("fix-names", "--drop-duplicates", "--dry-run");
        CliRun run = tmnf("fix-names", "--drop-duplicates", "--json");

        assertThat(preview.out()).contains("  WOULD DROP: 3/g h.replay.gbx -> g_h.replay.gbx (same bytes)\n",
                "Would rename: 1, Conflicts: 0, Dropped: 2\n");
        assertThat(preview.err()).contains("--drop-duplicates");
        assertThat(run.json().at("/result/dropped").asInt()).isEqualTo(2);
        assertThat(files()).doesNotContain("3/g h.replay.gbx");
        CliRun undo = tmnf("fix-names", "--undo", "maps/replays/.fix_names.tsv");
        assertThat(undo.code()).isZero();
        assertThat(undo.out()).contains("  RESTORED: 3/g_h.replay.gbx -> g h.replay.gbx (same bytes)\n");
        assertThat(cwd.resolve("maps/replays/3/g h.replay.gbx")).hasContent("same");
    }

    @Test
    void aPreviewWithoutRenamesProposesNothing() throws IOException {
        tmnf("fix-names");

        CliRun preview = tmnf("fix-names", "--dry-run");

        assertThat(preview.out()).isEqualTo("\nDone. Would rename: 0, Conflicts: 0\n");
        assertThat(preview.err()).isEmpty();
    }

    @Test
    void theCommandsOfTheManualWork() throws IOException {
        List<String> before = files();

        CliRun preview = tmnf("fix-names", "--dry-run");
        List<String> afterPreview = files();
        CliRun run = tmnf("fix-names");

        assertThat(preview.code()).isZero();
        assertThat(preview.out()).isEqualTo("""
                  WOULD RENAME: 1/pos2_a b_1ms.replay.gbx -> pos2_a_b_2_1ms.replay.gbx
                  WOULD RENAME: 2/c d.replay.gbx -> c_d.replay.gbx

                Done. Would rename: 2, Conflicts: 0
                Run without --dry-run to apply changes.
                """);
        assertThat(preview.err()).isEqualTo("Next: tmnf fix-names --replays-dir maps/replays\n");
        assertThat(afterPreview).isEqualTo(before);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                  RENAMED: 1/pos2_a b_1ms.replay.gbx -> pos2_a_b_2_1ms.replay.gbx
                  RENAMED: 2/c d.replay.gbx -> c_d.replay.gbx

                Done. Renamed: 2, Conflicts: 0
                """);
        assertThat(run.err()).contains("Next: tmnf fix-names --undo maps/replays/.fix_names.tsv");
        assertThat(files()).containsExactly(".fix_names.tsv", "1/pos1_ok_1ms.replay.gbx",
                "1/pos2_a_b_1ms.replay.gbx", "1/pos2_a_b_2_1ms.replay.gbx", "2/c_d.replay.gbx", "2/e f.txt");
    }

    @Test
    void undoBringsTheNamesBack() throws IOException {
        List<String> before = files();
        tmnf("fix-names");

        CliRun preview = tmnf("fix-names", "--undo", "maps/replays/.fix_names.tsv", "-n");
        CliRun undo = tmnf("fix-names", "--undo", "maps/replays/.fix_names.tsv");

        assertThat(preview.out()).contains("WOULD RENAME: 2/c_d.replay.gbx -> c d.replay.gbx");
        assertThat(undo.code()).isZero();
        assertThat(files()).containsAll(before).contains(".fix_names.tsv.undone").hasSize(before.size() + 1);
    }

    @Test
    void undoWorksWithALogElsewhereWhenTheFolderIsGiven() throws IOException {
        tmnf("fix-names");
        Files.move(cwd.resolve("maps/replays/.fix_names.tsv"), cwd.resolve("log.tsv"));

        assertThat(tmnf("fix-names", "--undo", "log.tsv", "-r", "maps/replays").out()).contains("Renamed: 2");
    }

    @Test
    void upstreamStyleSkipsConflictsAndEndsWell() throws IOException {
        CliRun run = tmnf("fix-names", "--style", "upstream");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                  CONFLICT: 1/pos2_a b_1ms.replay.gbx -> pos2_a_b_1ms.replay.gbx (target exists, skipping)
                  RENAMED: 2/c d.replay.gbx -> c_d.replay.gbx
                  RENAMED: 2/e f.txt -> e_f.txt

                Done. Renamed: 2, Conflicts: 1
                """);
    }

    @Test
    void aSkippedFileIsAPartialSuccess() {
        assertThat(tmnf("fix-names", "--on-conflict", "skip").code()).isEqualTo(3);
    }

    @Test
    void failRenamesNothingAtAll() throws IOException {
        List<String> before = files();

        CliRun preview = tmnf("fix-names", "--on-conflict", "fail", "--dry-run");
        CliRun run = tmnf("fix-names", "--on-conflict", "fail");

        assertThat(preview.code()).isEqualTo(1);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("nothing was renamed", "1/pos2_a b_1ms.replay.gbx", "--on-conflict suffix");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void jsonListsEveryRename() {
        CliRun run = tmnf("fix-names", "--json");

        JsonNode result = run.json().get("result");
        assertThat(result.get("renamed").asInt()).isEqualTo(2);
        assertThat(result.get("files").asInt()).isEqualTo(4);
        assertThat(result.get("fine").asInt()).isEqualTo(2);
        assertThat(result.get("renames").get(1).toString())
                .isEqualTo("{\"what\":\"renamed\",\"folder\":\"2\",\"old\":\"c d.replay.gbx\","
                        + "\"new\":\"c_d.replay.gbx\"}");
        assertThat(tmnf("fix-names", "--json", "-n").json().get("result").get("renames")).isEmpty();
    }

    @Test
    void looksAtTheTracksOfAListOnly() throws IOException {
        write("ids.txt", "# second\n2\n");

        assertThat(tmnf("fix-names", "--track-ids", "ids.txt").out()).contains("Renamed: 1");
        assertThat(files()).contains("1/pos2_a b_1ms.replay.gbx", "2/c_d.replay.gbx");
    }

    @Test
    void saysWhenThereIsNothingToLookAt() throws IOException {
        Files.createDirectories(cwd.resolve("empty"));

        CliRun run = tmnf("fix-names", "-r", "empty");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("no replays in empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "fix-names -r maps/replay              | 4 | did you mean maps/replays?",
        "fix-names --undo maps/replays/log.tsv | 4 | no such file: maps/replays/log.tsv",
        "fix-names --style nice                | 2 | style",
        "fix-names --on-conflict replace       | 2 | on-conflict",
        "fix-names --track-ids none.txt        | 4 | no such file: none.txt",
        "fix-names --undo bad.tsv              | 1 | bad.tsv, line 1: not a mapping",
    })
    void saysWhatIsWrongAndHowToMendIt(String line, int code, String message) throws IOException {
        write("bad.tsv", "../x\t../y\n");

        CliRun text = tmnf(line.split(" "));
        CliRun json = tmnf((line + " --json").split(" "));

        assertThat(text.code()).as(text.err()).isEqualTo(code);
        assertThat(text.err()).contains(message);
        assertThat(json.json().get("exitCode").asInt()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "-n, --dry-run     | false",
        "-r, --replays-dir | maps/replays",
        "--style           | safe",
        "--on-conflict     | -",
        "--undo            | -",
        "--recursive       | -",
        "--drop-duplicates | -",
        "--track-ids       | -",
    })
    void hasTheOptionsOfTheManual(String names, String value) {
        CommandLine command = new CommandLine(new FixNamesCommand());
        for (String name : names.split(", ")) {
            OptionSpec option = command.getCommandSpec().findOption(name);
            assertThat(option).as(name).isNotNull();
            assertThat(option.defaultValue()).as(name).isEqualTo(value);
        }
    }

    @Test
    void thePreviewProposesTheSameCommand() throws IOException {
        Files.createDirectories(cwd.resolve("maps/replays/1"));
        write("ids.txt", "1\n");

        assertThat(tmnf("fix-names", "-n", "--track-ids", "ids.txt", "--recursive", "--style", "upstream",
                "--on-conflict", "fail").err()).contains("Next: tmnf fix-names --replays-dir maps/replays "
                + "--track-ids ids.txt --recursive --style upstream --on-conflict fail\n");
    }
}
