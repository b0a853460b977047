package tmnf.cli.command;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a command may know about the world outside its options: places, streams, the terminal, signals.
 * A command never touches {@code System} itself. Safe for use by several threads.
 */
public interface CommandContext {

    /** Makes a path of the user absolute: relative ones count from {@link #baseDirectory()}. */
    Path resolve(Path path);

    /** The directory of the caller, or that of {@code -C}. */
    Path baseDirectory();

    /** Like {@link #resolve}, but refuses what is no readable file with exit 4 and a suggestion. */
    Path requireFile(Path path);

    /** Like {@link #resolve}, but refuses what is no directory with exit 4 and a suggestion. */
    Path requireDirectory(Path path);

    /**
     * Like {@link #resolve} for a file that may be missing; refuses a folder as {@link #requireFile} does.
     */
    default Path fileOrNothing(Path path) {
        return Files.exists(resolve(path)) ? requireFile(path) : resolve(path);
    }

    /** Like {@link #resolve} for a folder that may be missing; refuses a file with exit 4. */
    default Path directoryOrNothing(Path path) {
        return Files.exists(resolve(path)) ? requireDirectory(path) : resolve(path);
    }

    /**
     * Text for people on stdout. What is written here vanishes under {@code --json} and {@code --json-lines}.
     */
    PrintWriter out();

    /**
     * Raw stderr, for the rare text that {@link #note} and {@link #warn} don't fit; it clears the progress
     * bar.
     */
    PrintWriter err();

    /** Stdin, for a file operand {@code -}. */
    InputStream in();

    /** Whether stdout carries one JSON document. */
    boolean isJson();

    /** Whether stdout carries one JSON document a line. */
    boolean isJsonLines();

    /** -1 with {@code -q}, 0 normally, 1 with {@code -v}, 2 with {@code -vv}. */
    int verbosity();

    /** A line for people on stderr; silent with {@code -q}. */
    void note(String message);

    /** A warning on stderr (silent with {@code -q}) and in the JSON envelope. The code is for scripts. */
    void warn(String code, String message);

    /** A line {@code {"e":name,...}} on stdout under {@code --json-lines}, nothing otherwise. */
    void event(String name, Map<String, ?> fields);

    /**
     * Opens the list {@code result.<name>} of the JSON envelope for output that is too large to collect:
     * elements are written while the command works. Open at most one at a time.
     */
    ResultStream stream(String name);

    /** Starts progress on stderr; a total of 0 means unknown. Close it when the work is over. */
    Progress progress(String title, long total);

    /**
     * Whether the user or the system asked us to stop. A command that asks gets up to 2 s to end by itself.
     */
    boolean interrupted();

    /**
     * Runs an action on the signal thread when we are asked to stop, for example to shut a pool down. The
     * returned handle takes the action back.
     */
    Registration onInterrupt(Runnable action);

    /**
     * The same for a command that cannot leave a consistent state in 2 s: it gets as long as {@code grace}
     * before the process ends. Tell the user that a second Ctrl+C ends it at once.
     */
    Registration onInterrupt(Runnable action, Duration grace);

    /**
     * Asks the user, on stderr. {@code -y} answers yes; without a terminal or with {@code --no-input} it
     * throws a {@link CliException} with exit 2 instead of reading.
     */
    boolean confirm(String prompt);

    /** Throws unless the user agrees: exit 1 when declined, exit 2 when nobody can be asked. */
    default void requireConfirmation(String prompt) {
        if (!confirm(prompt)) {
            throw new CliException(ExitStatus.FAILURE, "DECLINED", "stopped: you declined", "",
                    "answer y, or give --yes");
        }
    }

    /** Whether stderr is a terminal. */
    boolean isTerminal();

    /** Whether text on stdout and stderr may carry colour. */
    boolean useColor();

    /** Now. */
    Clock clock();

    /** An environment variable, or what {@code .env} says about it. */
    Optional<String> variable(String name);

    /** The home folder of the user. */
    Path home();

    /** Whether this is Windows. */
    boolean isWindows();

    /** How the user can start the program again, up to the name of a command: {@code ./tmnf -C DIR}. */
    String program();

    /** Takes back what was registered. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
