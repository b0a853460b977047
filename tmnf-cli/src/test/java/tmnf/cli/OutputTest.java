package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ResultStream;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.env.Environment;

/** Streams, the envelope, errors and progress, with a command made for the purpose. */
class OutputTest extends CliTestBase {

    @Command(name = "act", header = "Ends as told.", footer = "Examples:")
    static final class ActCommand extends TmnfCommand {
        enum End { OK, PARTIAL, PROBLEM, CLI, IO, MISSING, BUG, STREAM, STREAM_BUG, PROGRESS, CONFIRM, WIDE }

        @Option(names = "--end", defaultValue = "ok", description = "How.")
        End end;

        @Override
        protected CommandResult run(CommandContext context) throws Exception {
            context.note("a note");
            context.warn("ODD", "something odd");
            context.out().println("text for people");
            switch (end) {
                case OK, PARTIAL:
                    return CommandResult.finished(end.ordinal()).withText("done")
                            .withJson(Map.of("file", context.resolve(java.nio.file.Path.of("a"))))
                            .withNext("tmnf next");
                case PROBLEM:
                    return CommandResult.of(ExitStatus.CHECK_FAILED).withProblem("it does not add up");
                case CLI:
                    throw new CliException(ExitStatus.BUSY, "LOCKED", "locked", "another tmnf", "wait");
                case IO:
                    throw new IOException("disk on fire");
                case MISSING:
                    context.requireFile(java.nio.file.Path.of("maps/track_idz.txt"));
                    return CommandResult.ok();
                case BUG:
                    throw new IllegalStateException("impossible");
                case STREAM, STREAM_BUG:
                    try (ResultStream files = context.stream("files")) {
                        files.add(Map.of("file", "a"));
                        files.add(Map.of("file", "b"));
                        if (end == End.STREAM_BUG) {
                            throw new IllegalStateException("half way");
                        }
                    }
                    return CommandResult.ok().withJson(Map.of("total", 2));
                case PROGRESS:
                    try (Progress progress = context.progress("Working", 20)) {
                        for (int i = 0; i < 20; i++) {
                            progress.advance(1);
                        }
                    }
                    return CommandResult.ok();
                case CONFIRM:
                    context.requireConfirmation("Delete everything?");
                    return CommandResult.ok().withText("deleted");
                default:
                    return CommandResult.ok().withText("née Łukasz 日本 🚗");
            }
        }
    }

    @BeforeEach
    void useActCommand() {
        commands = List.of(ActCommand.class);
    }

    @Test
    void separatesResultsFromEverythingElse() {
        CliRun run = tmnf("act");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("text for people\ndone\n");
        assertThat(run.err()).isEqualTo("a note\ntmnf: warning: something odd\nNext: tmnf next\n");
    }

    @Test
    void quietLeavesErrorsOnly() {
        assertThat(tmnf("act", "-q").err()).isEmpty();
        assertThat(tmnf("-q", "act", "--end=cli").err())
                .isEqualTo("tmnf: error: locked\n  cause: another tmnf\n  fix: wait\n");
    }

    @ParameterizedTest
    @CsvSource({"ok,0,ok", "partial,3,partial", "problem,6,error", "cli,5,error", "io,1,error",
        "missing,4,error", "bug,1,error", "stream,0,ok", "stream-bug,1,error"})
    void jsonIsOneDocumentHoweverItEnds(String end, int code, String status) {
        CliRun run = tmnf("act", "--json", "--end", end.replace('-', '_'));

        assertThat(run.code()).isEqualTo(code);
        JsonNode json = run.json();
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("command").asText()).isEqualTo("act");
        assertThat(json.get("version").asText()).isNotEmpty();
        assertThat(json.get("status").asText()).isEqualTo(status);
        assertThat(json.get("exitCode").asInt()).isEqualTo(code);
        assertThat(json.get("warnings").get(0).get("code").asText()).isEqualTo("ODD");
        assertThat(json.get("error").isNull()).isEqualTo(!status.equals("error"));
        assertThat(json.get("elapsedMs").isNumber()).isTrue();
        assertThat(json.get("result").isObject()).isTrue();
    }

    @Test
    void jsonOfUsageErrorsIsADocumentToo() {
        for (String[] args : List.of(new String[] {"act", "--ned", "--json"}, new String[] {"--json", "atc"},
                new String[] {"act", "--end", "never", "--json"})) {
            CliRun run = tmnf(args);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.json().get("error").get("code").asText()).isEqualTo("USAGE");
            assertThat(run.json().get("status").asText()).isEqualTo("error");
        }
    }

    @Test
    void streamedElementsAndTheRestShareTheResult() {
        JsonNode result = tmnf("act", "--json", "--end", "stream").json().get("result");

        assertThat(result.get("files").size()).isEqualTo(2);
        assertThat(result.get("total").asInt()).isEqualTo(2);
        assertThat(tmnf("act", "--json", "--end", "stream_bug").json().get("result").get("files").size())
                .isEqualTo(2);
    }

    @Test
    void jsonLinesEndWithTheResult() throws IOException {
        List<String> lines = tmnf("act", "--json-lines", "--end", "stream").out().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"e\":\"item\"").contains("\"list\":\"files\"");
        assertThat(lines.get(2)).startsWith("{\"e\":\"result\"").contains("\"exitCode\":0");
    }

    @Test
    void bugsAreCalledBugsAndTracesNeedVerbose() {
        CliRun plain = tmnf("act", "--end", "bug");
        CliRun verbose = tmnf("act", "-v", "--end", "bug");

        assertThat(plain.code()).isEqualTo(1);
        assertThat(plain.err()).contains("IllegalStateException: impossible", "this is a bug in tmnf")
                .doesNotContain("\tat ");
        assertThat(verbose.err()).contains("\tat tmnf.cli.OutputTest");
    }

    @Test
    void missingFilesGetASuggestion() throws IOException {
        write("maps/track_ids.txt", "1\n");

        CliRun run = tmnf("act", "--end", "missing");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("no such file: maps/track_idz.txt")
                .contains("did you mean maps/track_ids.txt?");
    }

    @Test
    void aReaderThatLeavesEndsUsQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        for (String[] args : List.of(new String[] {"act", "-q"}, new String[] {"act", "-q", "--json"},
                new String[] {"--help"}, new String[] {"act", "-q", "--json", "--end", "stream"})) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();

            assertThat(tmnf(closed, err, args)).isEqualTo(141);
            assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Test
    void aFullDiskBehindStdoutIsAnError() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(tmnf(full, err, "act", "-q")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("No space left on device");

        err.reset();
        assertThat(tmnf(full, err, "act", "--json")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).containsOnlyOnce("No space left on device")
                .containsOnlyOnce("tmnf: error:");
    }

    @Test
    void progressAwayFromATerminalIsPlainLines() {
        clock = new TickingClock(1_000);
        String err = tmnf("act", "--end", "progress").err();

        assertThat(err).contains("Working: 2/20 (10 %)").doesNotContain("\r").doesNotContain("\u001b");
        assertThat(tmnf("act", "--end", "progress", "--no-progress").err()).doesNotContain("Working");
        assertThat(tmnf("act", "--end", "progress", "--no-tqdm").err()).doesNotContain("Working");
        assertThat(tmnf("act", "--end", "progress", "--json").err()).doesNotContain("Working");
    }

    @Test
    void shortJobsAwayFromATerminalShowNoProgress() {
        clock = new TickingClock(0);

        assertThat(tmnf("act", "--end", "progress").err()).doesNotContain("Working");
    }

    @Test
    void progressOnATerminalIsOneLineThatGoesAway() {
        terminals.add(Environment.Stream.ERR);
        clock = new TickingClock(50);

        String err = tmnf("act", "-v", "--end", "progress").err();

        assertThat(err).contains("\r\u001b[KWorking: ").endsWith("\r\u001b[K");
        variables.put("TERM", "dumb");
        assertThat(tmnf("act", "--end", "progress").err()).doesNotContain("\r");
    }

    @Test
    void questionsNeedATerminalOrYes() {
        CliRun nobody = tmnf("act", "--end", "confirm");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("nobody to ask").contains("--yes");
        assertThat(tmnf("act", "--end", "confirm", "-y").code()).isZero();

        terminals.addAll(List.of(Environment.Stream.values()));
        stdin = "y\n";
        assertThat(tmnf("act", "--end", "confirm").code()).isZero();
        stdin = "n\n";
        assertThat(tmnf("act", "--end", "confirm").code()).isEqualTo(1);
        stdin = "";
        assertThat(tmnf("act", "--end", "confirm").code()).isEqualTo(1);
        assertThat(tmnf("act", "--end", "confirm", "--no-input").code()).isEqualTo(2);
    }

    @Test
    void textIsUtf8Everywhere() {
        assertThat(tmnf("act", "--end", "wide").out()).contains("née Łukasz 日本 🚗");
    }

    @Test
    void theLogFileKeepsWhatPeopleAreTold() throws IOException {
        tmnf("act", "--log-file", "run.log", "-q");
        tmnf("act", "--log-file", "run.log");

        assertThat(Files.readAllLines(cwd.resolve("run.log")))
                .filteredOn(line -> line.contains("something odd")).hasSize(2)
                .allMatch(line -> line.contains(" warn message: "));
        assertThat(Files.readString(cwd.resolve("run.log"))).contains("a note");
    }

    @Test
    void jsonLogLinesReplaceTextOnStderr() {
        CliRun run = tmnf("act", "--log-format", "json", "--no-progress");

        assertThat(run.err()).contains("something odd").doesNotContain("tmnf: warning");
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }
}
