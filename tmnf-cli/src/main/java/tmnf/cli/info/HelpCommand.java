package tmnf.cli.info;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;
import tmnf.gbx.file.AtomicFile;

/** {@code tmnf help}: the help of any command. */
@Command(name = "help", header = "Show the help of a command.",
        footer = {"Examples:",
            "  tmnf help",
            "  tmnf help config show",
            "  tmnf help --man train | man -l -          the same as a page for man",
            "  tmnf help --man --output-dir man/man1     pages of all commands"})
@WithoutConfiguration
public final class HelpCommand extends TmnfCommand {

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, word by word.")
    private List<String> path = new ArrayList<>();

    @Option(names = "--man", description = "Print the page for man, in its own language.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean man;

    @Option(names = "--output-dir", paramLabel = "DIR", description = "With --man: write the pages of this"
            + " command and of all below it into this folder, and print nothing.")
    @HelpSection(HelpSection.PLACES)
    private Path outputDir; // null: print

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        CliException.require(man || outputDir == null, "--output-dir does not count without --man",
                "add --man");
        CommandLine command = command();
        if (man) {
            ManPages pages = new ManPages(BuildInfo.load());
            return outputDir == null ? text(pages.page(command.getCommandSpec()))
                    : write(context, pages.pages(command.getCommandSpec()));
        }
        return text(command.getUsageMessage(context.useColor() ? Ansi.ON : Ansi.OFF));
    }

    private CommandLine command() {
        CommandLine command = man ? ((ProgramModel) spec().root().userObject()).completeTree()
                : spec().root().commandLine();
        for (String word : path) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        return command;
    }

    private static CommandResult text(String text) {
        return CommandResult.ok().withText(text).withJson(Map.of("help", text));
    }

    private CommandResult write(CommandContext context, Map<String, String> pages) throws IOException {
        Path folder = context.resolve(outputDir);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            AtomicFile.write(folder.resolve(page.getKey()), page.getValue());
        }
        return CommandResult.ok().withJson(Map.of("outputDir", outputDir, "pages", pages.keySet()));
    }
}
