package tmnf.cli.config;

import picocli.CommandLine.Command;

import tmnf.cli.command.GroupCommand;

/** {@code tmnf config}: where settings come from. */
@Command(name = "config", header = "Show, find, create and check the configuration.",
        description = "Strongest first: command line, environment (TMNF_SECTION__KEY), .env, the --config "
                + "files or else config/tmnf.yaml, the file of the user, built-in defaults.",
        footer = {"Examples:",
            "  tmnf config show --origin",
            "  tmnf config check",
            "  tmnf config init"},
        subcommands = {ConfigShowCommand.class, ConfigPathCommand.class, ConfigInitCommand.class,
            ConfigCheckCommand.class})
public final class ConfigCommand extends GroupCommand {
}
