package tmnf.cli.sim;

import picocli.CommandLine.Command;

import tmnf.cli.command.GroupCommand;

/** {@code tmnf sim}: runs what the pipeline talks to, on this machine. */
@Command(name = "sim", header = "Stand in for what the pipeline talks to.",
        description = "Each subcommand runs a server until it is interrupted.",
        footer = {"Examples:",
            "  tmnf sim exchange --port 8080 --data maps",
            "  tmnf sim game --track circuit",
            "",
            "Next: tmnf sim game --help"},
        subcommands = {SimExchangeCommand.class, SimGameCommand.class})
public final class SimCommand extends GroupCommand {
}
