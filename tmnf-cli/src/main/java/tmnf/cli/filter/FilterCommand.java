package tmnf.cli.filter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import tmnf.cli.command.CliException;

/** {@code tmnf filter}: the filters; without the name of one it is {@code no-respawn}. */
@Command(name = "filter", header = "Drop tracks that cannot be captured well.",
        description = "Without a subcommand it does what tmnf filter no-respawn does.",
        subcommands = {NoRespawnCommand.class, MapTypeCommand.class},
        footer = {"Examples:",
            "  tmnf filter no-respawn",
            "  tmnf filter maptype --max-preview-duration 15",
            "",
            "Next: tmnf fix-names"})
public final class FilterCommand extends NoRespawnBase {

    /** Refuses options between {@code filter} and the name of a filter, which would be lost. */
    static void refuseOptionsBefore(CommandSpec filter) {
        ParseResult group = filter.parent().commandLine().getParseResult();
        for (OptionSpec option : group.matchedOptions()) {
            if (!option.inherited()) {
                throw CliException.usage(option.longestName() + " stands before " + filter.name(),
                        "write it behind: tmnf filter " + filter.name() + " " + option.longestName());
            }
        }
    }
}
