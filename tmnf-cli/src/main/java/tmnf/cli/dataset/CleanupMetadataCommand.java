package tmnf.cli.dataset;

import java.io.IOException;

import picocli.CommandLine.Command;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.OptionsBefore;

/** {@code tmnf cleanup metadata}: removes frames that no observation can be made for. */
@Command(name = "metadata", header = "Remove frames without a usable snapshot of the car.",
        description = {"Training needs, for each frame, what the car's sensors said. A frame goes when its "
            + "file is missing, when it has no time, when no snapshot is near in time, or when the nearest "
            + "one is incomplete or no number. Then replays without frames go, and tracks without replays.",
            "Without --apply it only reports. A cleanup that was interrupted is finished by the next one."},
        footer = {"Examples:",
            "  tmnf cleanup metadata --data-dir maps/img",
            "  tmnf cleanup metadata --data-dir maps/img --apply",
            "  tmnf cleanup metadata --data-dir maps/img --apply --yes --quarantine bad --broken-frames",
            "",
            "Next: tmnf inspect --check maps/img"})
public final class CleanupMetadataCommand extends CleanupMetadataBase {

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        OptionsBefore.refuse(spec());
        return super.run(context);
    }
}
