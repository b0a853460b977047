package tmnf.cli.download;
import picocli.CommandLine.Command;
import tmnf.cli.command.*;
@Command(name = "status", header = "X.", footer = "Examples:")
public final class DownloadStatusCommand extends TmnfCommand {
    @Override protected CommandResult run(CommandContext c) { return CommandResult.ok(); }
}
