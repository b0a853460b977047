package tmnf.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/** Runs the body of a command inside a session: context, output, errors and exit code are its business. */
public interface CommandRunner {

    /** Runs the body and returns the exit code. Everything that the body throws is reported here. */
    int run(CommandSpec spec, Body body);

    /** What a command does. */
    @FunctionalInterface
    interface Body {
        CommandResult run(CommandContext context) throws Exception;
    }
}
