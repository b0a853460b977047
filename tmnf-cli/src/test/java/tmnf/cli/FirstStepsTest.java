package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;
import tmnf.gbx.synthetic.SyntheticReplays;

/** What somebody meets who tries the program for the first time: slips, full disks, proposals to copy. */
class FirstStepsTest extends CliTestBase {

    private static final Path FULL = Path.of("/dev/full");
    private static final String LAUNCHER = SLASHES ? "tmnf" : "tmnf.cmd";

    @Command(name = "fill", header = "Fails.", footer = "Examples:")
    static final class FillCommand extends TmnfCommand {
        @Override
        protected CommandResult run(CommandContext context) throws IOException {
            throw new FileSystemException("out/list.txt", null, "No space left on device");
        }
    }

    @Command(name = "propose", header = "Proposes.", footer = "Examples:")
    static final class ProposeCommand extends TmnfCommand {
        @Override
        protected CommandResult run(CommandContext context) {
            return CommandResult.ok().withNext("tmnf inspect x").withNext("load x.txt");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "script                        | REPLAY is missing",
        "strip-intro                   | --output and CHALLENGE are missing",
        "backfill-actions              | --data-dir and --replays-dir are missing",
        "script x -o                   | --output needs a value: FILE|DIR",
        "pretrain --output-dir bc      | --output-dir needs a value: DIR, and 'bc' is a command",
        "pretrain --output-dir --json  | --output-dir needs a value: DIR, and '--json' is an option",
        "demo --bulk 3                 | --bulk: '3' is no number of tracks",
        "filter maptype --max-preview-duration abc | --max-preview-duration: 'abc' is no duration",
        "@nofile                       | no such file of arguments: nofile",
        "compare                       | RUN is missing",
        "eval                          | WEIGHTS is missing",
        "train                         | no map to race on",
        "inspect --trajectory x.jpg .  | --trajectory x.jpg is no PNG"})
    void slipsAreNamedByWhatWasTyped(String line, String error) {
        CliRun run = tmnf(line.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("tmnf: error: " + error).contains("\n  fix: ");
    }

    @Test
    void aFolderThatIsCalledAsACommandIsWrittenAsAPath() {
        assertThat(tmnf("pretrain", "--preprocess-cache-dir", "bc").err())
                .contains("\n  fix: a file or folder of that name is written ./bc; see tmnf pretrain --help");
    }

    @Test
    void aNameThatACommandHasIsNotWrittenAsAPath() {
        assertThat(tmnf("pretrain", "--run-name", "bc").err()).contains("\n  fix: the name of a command"
                + " cannot be given there: choose another one; see tmnf pretrain --help");
        assertThat(tmnf("pretrain", "--epochs", "bc").err()).contains("\n  fix: see tmnf pretrain --help");
    }

    @Test
    void aMissingEnvFileIsNotBlamedOnTheConfiguration() {
        assertThat(tmnf("--env-file", "none", "inspect", "x").err())
                .contains("--env-file none: no such file").doesNotContain("--config");
    }

    @Test
    void proposalsCanBeCopiedWhereTheUserIs() throws IOException {
        commands = List.of(ProposeCommand.class);
        assertThat(tmnf("propose").err()).isEqualTo("Next: tmnf inspect x\nNext: load x.txt\n");

        installation = cwd;
        Files.writeString(cwd.resolve(LAUNCHER), "");
        Path sub = Files.createDirectories(cwd.resolve("a b"));
        assertThat(tmnf("propose").err()).startsWith("Next: ./" + LAUNCHER + " inspect x\n")
                .endsWith("load x.txt\n");
        assertThat(shellQuotes(tmnf("-C", "a b", "propose")))
                .startsWith("Next: ./" + LAUNCHER + " -C 'a b' inspect x\n");
        assertThat(tmnf("propose", "--json").json().at("/next/0").asText()).isEqualTo("tmnf inspect x");

        cwd = sub;
        assertThat(tmnf("propose").err())
                .startsWith("Next: " + shown(installation.resolve(LAUNCHER)) + " inspect x");
        installation = installation.toRealPath();
        variables.put("PATH", scratch.resolve("none") + (SLASHES ? ":" : ";") + installation);
        assertThat(tmnf("propose").err()).startsWith("Next: tmnf inspect x\n");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void aLinkOnThePathIsTheProgram() throws IOException {
        commands = List.of(ProposeCommand.class);
        installation = Files.createDirectories(scratch.resolve("installed")).toRealPath();
        Files.writeString(installation.resolve("tmnf"), "");
        Path bin = Files.createDirectories(scratch.resolve("bin"));
        variables.put("PATH", scratch.resolve("none") + ":" + bin);
        assertThat(tmnf("propose").err()).startsWith("Next: " + installation.resolve("tmnf") + " inspect x");
        Files.createSymbolicLink(bin.resolve("tmnf"), installation.resolve("tmnf"));
        assertThat(tmnf("propose").err()).startsWith("Next: tmnf inspect x\n");
    }

    /** With the quotes of other shells, where those of Windows are others. */
    private static String shellQuotes(CliRun run) {
        return SLASHES ? run.err() : run.err().replace('"', '\'');
    }

    @Test
    void filtersProposeTheFoldersBesideThoseThatWereGiven() throws IOException {
        Files.createDirectories(cwd.resolve("my data/replays"));
        Files.createDirectories(cwd.resolve("my data/tracks"));
        Files.writeString(cwd.resolve("my data/ids.txt"), "1\n");

        CliRun respawns = tmnf("filter", "no-respawn", "-i", "my data/ids.txt", "-o", "my data/clean.txt",
                "-r", "my data/replays");
        CliRun types = tmnf("filter", "maptype", "-i", "my data/ids.txt", "-o", "my data/clean.txt",
                "-t", "my data/tracks");

        assertThat(shellQuotes(respawns)).contains("Next: tmnf filter maptype --input 'my data/clean.txt' "
                + "--output 'my data/track_ids_standard.txt' --tracks-dir 'my data/tracks'\n");
        assertThat(shellQuotes(types)).contains(
                "Next: tmnf fix-names --track-ids 'my data/clean.txt' --replays-dir 'my data/replays'\n");
    }

    @Test
    void aFullDiskIsCalledOne() {
        commands = List.of(FillCommand.class);

        assertThat(tmnf("fill").err()).startsWith("tmnf: error: the disk is full: out/list.txt cannot be "
                + "written\n").contains("\n  fix: make room");
    }

    private static void replay(Path file) throws IOException {
        SyntheticReplays track = SyntheticReplays.track("Test", 5, SyntheticReplays.Options.DEFAULT);
        Files.write(file, track.replayFile(
                track.drive(1, 0, new SyntheticReplays.Driver("anna", "Anna", false))));
    }

    @Test
    void jsonThatCannotBeWrittenIsReportedOnce() throws IOException {
        assumeThat(FULL).exists();
        replay(cwd.resolve("a.replay.gbx"));
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code;
        try (OutputStream full = Files.newOutputStream(FULL)) {
            code = tmnf(full, err, "inspect", "--inputs", "--json", "a.replay.gbx");
        }

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("""
                tmnf: error: can't write the result to stdout
                  cause: No space left on device
                  fix: check the place that stdout is redirected to
                """);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedOnceNotForEachReplay() throws IOException {
        replay(Files.createDirectories(cwd.resolve("replays")).resolve("a.replay.gbx"));
        replay(cwd.resolve("replays/b.replay.gbx"));
        Path locked = Files.createDirectories(cwd.resolve("locked"));
        assumeThat(locked.toFile().setWritable(false) && !Files.isWritable(locked))
                .as("a folder can be locked, which root does not feel").isTrue();
        try {
            for (String command : List.of("script", "extract-map", "vcp")) {
                CliRun run = tmnf(command, "replays", "-o", "locked/x");
                assertThat(run.code()).isEqualTo(1);
                assertThat(run.err()).startsWith("tmnf: error: locked/x cannot be written\n");
            }
        } finally {
            assertThat(locked.toFile().setWritable(true)).isTrue();
        }
    }
}
