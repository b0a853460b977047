package tmnf.cli.info;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;

/** {@code tmnf help}: the help of any command. */
@Command(name = "help", header = "Show the help of a command.",
        footer = {"Examples:",
            "  tmnf help",
            "  tmnf help config show"})
@WithoutConfiguration
public final class HelpCommand extends TmnfCommand {

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, word by word.")
    private List<String> path = new ArrayList<>();

    @Override
    protected CommandResult run(CommandContext context) {
        CommandLine command = spec().root().commandLine();
        for (String word : path) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        String text = command.getUsageMessage(context.useColor() ? Ansi.ON : Ansi.OFF);
        return CommandResult.ok().withText(text).withJson(Map.of("help", text));
    }
}
