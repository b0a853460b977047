package tmnf.cli.info;

import picocli.CommandLine.Command;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;

/** {@code tmnf version}: what is running here. */
@Command(name = "version", header = "Print the version, the commit, and the Java that runs it.",
        footer = {"Examples:",
            "  tmnf version",
            "  tmnf version --json"})
@WithoutConfiguration
public final class VersionCommand extends TmnfCommand {

    @Override
    protected CommandResult run(CommandContext context) {
        BuildInfo build = BuildInfo.load();
        return CommandResult.ok().withText(String.join("\n", build.lines())).withJson(build.facts());
    }
}
