package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.InnerCommands;
import tmnf.cli.command.TmnfCommand;

/** Commands that run others. How they pass signals on is tested in {@link SignalTest}. */
class InnerCommandsTest extends CliTestBase {

    @Command(name = "outer", header = "Runs another.", footer = "Examples:")
    static final class OuterCommand extends TmnfCommand {
        @Override
        protected CommandResult run(CommandContext context) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            InnerCommands program = (InnerCommands) spec().root().userObject();
            int code = program.run(context, out, err, List.of("inner", "--json"));
            int wrong = program.run(context, out, err, List.of("inner", "--wrong"));
            LoggerFactory.getLogger("tmnf.outer").warn("from the outer");
            return CommandResult.ok().withJson(Map.of("code", code, "wrong", wrong,
                    "out", out.toString(), "err", err.toString()));
        }
    }

    @Command(name = "inner", header = "Is run.", footer = "Examples:")
    static final class InnerCommand extends TmnfCommand {
        @Override
        protected CommandResult run(CommandContext context) {
            context.progress("unseen", 1).close();
            LoggerFactory.getLogger("tmnf.inner").warn("from the inner");
            return CommandResult.finished(1)
                    .withJson(Map.of("base", context.resolve(Path.of("x")), "terminal", context.isTerminal()));
        }
    }

    @Test
    void theInnerRunHasItsOwnStreamsAndEndsWithItsOwnCode() throws Exception {
        commands = List.of(OuterCommand.class, InnerCommand.class);
        Path base = Files.createDirectories(cwd.resolve("base"));
        terminals.addAll(List.of(tmnf.cli.env.Environment.Stream.values()));

        CliRun run = tmnf("outer", "-C", "base", "--json", "--log-file", "log");

        var result = run.json().get("result");
        assertThat(result.get("code").asInt()).isEqualTo(3);
        assertThat(result.get("wrong").asInt()).isEqualTo(2);
        var inner = new CliRun(3, result.get("out").asText(), "").json().get("result");
        assertThat(inner.get("base").asText()).isEqualTo(base.resolve("x").toString());
        assertThat(inner.get("terminal").asBoolean()).isFalse();
        assertThat(result.get("err").asText()).contains("from the inner", "unknown option '--wrong'")
                .doesNotContain("unseen");
        assertThat(run.err()).contains("from the outer").doesNotContain("from the inner");
        assertThat(base.resolve("log")).content().contains("from the outer");
    }
}
