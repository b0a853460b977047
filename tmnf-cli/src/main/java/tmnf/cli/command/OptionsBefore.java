package tmnf.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** For commands that do something themselves and have subcommands too. */
public final class OptionsBefore {

    private OptionsBefore() {
    }

    /** Refuses options between the name of a command and that of its subcommand, which would be lost. */
    public static void refuse(CommandSpec subcommand) {
        ParseResult group = subcommand.parent().commandLine().getParseResult();
        for (OptionSpec option : group.matchedOptions()) {
            if (!option.inherited()) {
                throw CliException.usage(option.longestName() + " stands before " + subcommand.name(),
                        "write it behind: " + subcommand.qualifiedName() + " " + option.longestName());
            }
        }
    }
}
