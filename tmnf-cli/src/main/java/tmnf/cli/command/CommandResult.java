package tmnf.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command hands back: how it ended, the text for people, the object for scripts, and the commands that
 * may follow. Immutable; the {@code with} methods return a copy.
 *
 * <p>The text goes to stdout, or nowhere under {@code --json}; the object becomes {@code result} in the
 * envelope. The object may be a map, a record or a list of such: paths are written as text, instants in
 * ISO-8601, durations in milliseconds. A command with too much output for memory writes to {@link
 * CommandContext#out()} and {@link CommandContext#stream(String)} while it works and leaves both empty here.
 */
public final class CommandResult {

    private final ExitStatus status;
    private final List<String> lines;
    private final Object json; // null: the result is an empty object
    private final List<String> next;
    private final String problem;

    private CommandResult(ExitStatus status, List<String> lines, Object json, List<String> next,
            String problem) {
        this.status = status;
        this.lines = List.copyOf(lines);
        this.json = json;
        this.next = List.copyOf(next);
        this.problem = problem;
    }

    /** Success with nothing to say yet. */
    public static CommandResult ok() {
        return of(ExitStatus.OK);
    }

    /** An end with the given status and nothing to say yet. */
    public static CommandResult of(ExitStatus status) {
        return new CommandResult(Objects.requireNonNull(status, "status"), List.of(), null, List.of(), "");
    }

    /** {@link ExitStatus#OK}, or {@link ExitStatus#PARTIAL} when some items failed. */
    public static CommandResult finished(long failedItems) {
        return of(failedItems == 0 ? ExitStatus.OK : ExitStatus.PARTIAL);
    }

    /** Adds text for stdout: one line, or several separated by line feeds. */
    public CommandResult withText(String text) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(text.lines().toList());
        return new CommandResult(status, all, json, next, problem);
    }

    /** Adds lines for stdout. */
    public CommandResult withLines(List<String> more) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(more);
        return new CommandResult(status, all, json, next, problem);
    }

    /** Sets the object that becomes {@code result} under {@code --json}. */
    public CommandResult withJson(Object result) {
        return new CommandResult(status, lines, Objects.requireNonNull(result, "result"), next, problem);
    }

    /** Adds a command that the user may want to run next, with the user's own paths filled in. */
    public CommandResult withNext(String command) {
        List<String> all = new ArrayList<>(next);
        all.add(command);
        return new CommandResult(status, lines, json, all, problem);
    }

    /**
     * Says in one sentence what is wrong, for an end that is no success: shown on stderr, and in the
     * envelope.
     */
    public CommandResult withProblem(String sentence) {
        return new CommandResult(status, lines, json, next, Objects.requireNonNull(sentence, "sentence"));
    }

    public ExitStatus status() {
        return status;
    }

    /** Lines for stdout. */
    public List<String> lines() {
        return lines;
    }

    /** Object for {@code result}, if any. */
    public Optional<Object> json() {
        return Optional.ofNullable(json);
    }

    /** Commands that may follow. */
    public List<String> next() {
        return next;
    }

    /** What is wrong; empty when nothing is. */
    public String problem() {
        return problem;
    }
}
