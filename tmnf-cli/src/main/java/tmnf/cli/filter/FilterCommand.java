package tmnf.cli.filter;

import picocli.CommandLine.Command;

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
}
