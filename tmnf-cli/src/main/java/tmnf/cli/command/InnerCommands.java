package tmnf.cli.command;

import java.io.OutputStream;
import java.util.List;

/** Runs commands inside a running one, as if the user had typed them. The root of the command tree offers it. */
public interface InnerCommands {

    /**
     * Runs one command line and returns its exit code. It sees the variables and the configuration of the outer
     * command; its relative paths count from the outer base directory, it has no terminal, empty input and no
     * progress, and when the outer command is asked to stop, so is it.
     *
     * @param outer the context of the command that runs it
     * @param out takes its stdout
     * @param err takes its stderr
     * @param args the words after the name of the program
     */
    int run(CommandContext outer, OutputStream out, OutputStream err, List<String> args);
}
