package tmnf.cli.dataset;

import picocli.CommandLine.Command;

/** {@code tmnf cleanup}: without the name of a cleanup it is {@code metadata}. */
@Command(name = "cleanup", header = "Remove bad samples from a dataset, or from a cache made of one.",
        description = "Without a subcommand it does what tmnf cleanup metadata does.",
        subcommands = {CleanupMetadataCommand.class, SkipIndicesCommand.class},
        footer = {"Examples:",
            "  tmnf cleanup --data-dir maps/img",
            "  tmnf cleanup metadata --data-dir maps/img --apply --yes",
            "  tmnf cleanup skip-indices --cache-dir cache/v0 --fix-npy",
            "",
            "Next: tmnf inspect --check maps/img"})
public final class CleanupCommand extends CleanupMetadataBase {
}
