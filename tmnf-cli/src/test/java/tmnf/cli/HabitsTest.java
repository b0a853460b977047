package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

import org.slf4j.LoggerFactory;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.env.Environment;

/** Colour, log, paths, locale, argument files, completion. */
class HabitsTest extends CliTestBase {

    private final Locale locale = Locale.getDefault();

    @Command(name = "talk", header = "Logs.", footer = "Examples:")
    static final class TalkCommand extends TmnfCommand {
        @Override
        protected CommandResult run(CommandContext context) {
            var log = LoggerFactory.getLogger("tmnf.talk");
            log.error("an error");
            log.warn("a warning");
            log.info("an info");
            log.debug("a debug", new IllegalStateException("for the trace"));
            log.trace("a trace");
            return CommandResult.ok().withText("result").withJson(List.of(1));
        }
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        // option, NO_COLOR, CLICOLOR_FORCE, TERM, terminal, colour
        "-,-,-,xterm,true,true", "-,-,-,xterm,false,false", "-,-,-,dumb,true,false", "-,-,1,dumb,false,true",
        "-,-,0,xterm,false,false", "-,1,1,xterm,true,false", "-,'',1,xterm,false,true",
        "-,'',-,xterm,true,true", "--color=always,1,-,dumb,false,true", "--color=never,-,1,xterm,true,false",
        "--no-color,-,1,xterm,true,false",
        "--color=AUTO,-,-,xterm,true,true"})
    void colourFollowsOptionThenEnvironmentThenTerminal(String option, String noColor, String force,
            String term, boolean terminal, boolean colour) {
        put("NO_COLOR", noColor);
        put("CLICOLOR_FORCE", force);
        put("TERM", term);
        if (terminal) {
            terminals.addAll(List.of(Environment.Stream.values()));
        }

        String[] args = option == null ? new String[] {"--help"} : new String[] {option, "--help"};
        assertThat(tmnf(args).out().contains("\u001b[")).isEqualTo(colour);
        String[] help = option == null ? new String[] {"help"} : new String[] {"help", option};
        assertThat(tmnf(help).out().contains("\u001b[")).isEqualTo(colour);
    }

    private void put(String name, String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    @Test
    void theLogGoesToStderrAtTheLevelAskedFor() {
        commands = List.of(TalkCommand.class);

        assertThat(tmnf("talk").err()).contains("a warning").doesNotContain("an info");
        assertThat(tmnf("talk", "-q").err()).contains("an error").doesNotContain("a warning");
        assertThat(tmnf("talk", "-v").err()).contains("a debug", "for the trace").doesNotContain("a trace");
        assertThat(tmnf("-v", "talk", "-v").err()).contains("a trace");
        assertThat(tmnf("talk", "-q", "--log-level", "INFO").err()).contains("an info")
                .doesNotContain("a debug");
        assertThat(tmnf("talk", "-vv").out()).isEqualTo("result\n");
        assertThat(tmnf("talk", "-vv", "--json").json().get("result").size()).isEqualTo(1);
    }

    @Test
    void theLogCanBeJsonAndGoToAFile() throws IOException {
        commands = List.of(TalkCommand.class);

        CliRun run = tmnf("talk", "--log-file", "logs/run.log", "--log-format=json");

        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"time\":\""));
        assertThat(Files.readAllLines(cwd.resolve("logs/run.log"))).hasSize(4)
                .anyMatch(line -> line.contains("\"level\":\"debug\"") && line.contains("for the trace"));
        assertThat(tmnf("talk", "--log-file", ".").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.yaml", "with space/a b.yaml", "ünïcödé 日本/ß.yaml",
        "deep/er/x.yaml", "./dot.yaml"})
    void pathsMayLookAsTheyLike(String name) {
        assumeThat(System.getProperty("sun.jnu.encoding")).as("a locale that can name files")
                .contains("UTF-8");

        CliRun run = tmnf("config", "init", "-o", name);

        assertThat(run.err()).doesNotContain("error");
        assertThat(run.code()).isZero();
        assertThat(cwd.resolve(name)).exists();
    }

    @Test
    void chdirMovesTheBaseOfRelativePathsOnly() throws IOException {
        Path other = Files.createDirectories(scratch.resolve("other place"));

        assertThat(tmnf("-C", "../other place/", "config", "init", "-o", "a.yaml").code()).isZero();
        assertThat(other.resolve("a.yaml")).exists();
        String absolute = cwd.resolve("b.yaml").toString();
        assertThat(tmnf("config", "init", "-C", other.toString(), "-o", absolute).code()).isZero();
        assertThat(cwd.resolve("b.yaml")).exists();
        CliRun nowhere = tmnf("-C", "../other plaice", "config", "path");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("is no folder").contains("other place");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG", "hi-IN-u-nu-deva"})
    void theLocaleChangesNothing(String tag) {
        String help = tmnf("--help").out();
        Locale.setDefault(Locale.forLanguageTag(tag));

        assertThat(tmnf("--help").out()).isEqualTo(help);
        assertThat(tmnf("version", "--log-level", "INFO", "--progress", "PLAIN", "--json").json()
                .get("exitCode").asText()).isEqualTo("0");
        assertThat(tmnf("version", "--log-level=info", "--color=AUTO").code()).isZero();
        variables.put("tmnf_log_file", "x");
        assertThat(tmnf("config", "show", "--origin").out()).contains("log-file: x  # environment");
    }

    @Test
    void theLastOccurrenceWinsAndArgumentFilesAreRead() throws IOException {
        assertThat(tmnf("--color=always", "help", "--color=never").out()).doesNotContain("\u001b");
        write("args.txt", "version\n--json\n");
        assertThat(tmnf("@" + cwd.resolve("args.txt")).json().get("command").asText()).isEqualTo("version");
    }

    @Test
    void bashAcceptsTheCompletionScript() throws IOException, InterruptedException {
        assumeThat(Path.of("/bin/bash")).exists();
        for (String shell : List.of("bash", "ZSH")) {
            Path script = write("completion." + shell, tmnf("completion", shell).out());
            Process bash = new ProcessBuilder("/bin/bash", "-n", script.toString()).inheritIO().start();

            assertThat(bash.waitFor()).isZero();
            assertThat(Files.readString(script)).contains("--log-level");
        }
    }

    @Test
    void otherShellsKnowEveryCommand() {
        for (String shell : List.of("fish", "powershell")) {
            String script = tmnf("completion", shell).out();

            CommandTreeTest.eachCommand((path, spec) -> assertThat(script).contains(String.join(" ", path)));
            assertThat(script).contains("log-level").containsPattern("\\bno-entry-state\\b");
        }
        assertThat(tmnf("completion", "tcsh").err()).contains("tcsh").contains("bash, zsh, fish, powershell");
    }
}
