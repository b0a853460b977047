package tmnf.cli.download;
import picocli.CommandLine.Command;
import tmnf.cli.command.*;
@Command(name = "verify", header = "X.", footer = "Examples:")
public final class DownloadVerifyCommand extends TmnfCommand {
    @Override protected CommandResult run(CommandContext c) { return CommandResult.ok(); }
}
