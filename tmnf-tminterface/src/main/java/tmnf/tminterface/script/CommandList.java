package tmnf.tminterface.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tmnf.tminterface.script.ScriptFormatException.Reason;

/**
 * The commands of a script: immediate ones, and ones that wait for their time. Parsed from a script, or put
 * together and printed as one. Not thread-safe.
 *
 * <p>In {@linkplain ScriptMode#STRICT strict mode} a script that cannot be understood is refused,
 * oddities are {@link #warnings()}, and what {@link #toScript()} prints reads back as an equal list, but
 * for comments, for the order of timed commands (printed by time) and for what scripts cannot express
 * (printed as comments).
 */
public final class CommandList {

    private static final int MAX_WARNINGS = 1_000;

    private final ScriptMode mode;
    private final String content;
    private final List<Command> commands = new ArrayList<>();
    private final List<ScheduledCommand> timedCommands = new ArrayList<>();
    private final List<ScriptWarning> warnings = new ArrayList<>();
    private int moreWarnings;

    /** An empty list in strict mode. */
    public CommandList() {
        this(ScriptMode.STRICT);
    }

    /** An empty list. */
    public CommandList(ScriptMode mode) {
        this(mode, "");
    }

    private CommandList(ScriptMode mode, String content) {
        this.mode = Objects.requireNonNull(mode);
        this.content = Objects.requireNonNull(content);
    }

    /** The commands of a script, read strictly. */
    public static CommandList parse(String script) throws ScriptFormatException {
        return parse(script, ScriptMode.STRICT);
    }

    /** The commands of a script; in upstream mode only {@link ScriptLimits#DEFAULT} can make it throw. */
    public static CommandList parse(String script, ScriptMode mode) throws ScriptFormatException {
        return parse(script, mode, ScriptLimits.DEFAULT);
    }

    /** The commands of a script within these limits. */
    public static CommandList parse(String script, ScriptMode mode, ScriptLimits limits)
            throws ScriptFormatException {
        CommandList list = new CommandList(mode, script);
        ScriptLines.Parser parser = mode == ScriptMode.STRICT
                ? new StrictParser(list, limits)
                : new UpstreamParser(list, limits);
        ScriptLines.parse(script, mode, limits, parser);
        return list;
    }

    /**
     * The commands of a script file: UTF-8, or Windows-1252 where it is no UTF-8; a byte order mark is
     * skipped. Line ends of every system count as such in both modes, as they do in files that Python
     * opens.
     *
     * @throws ScriptFormatException as {@link #parse(String, ScriptMode)} does, with the file's name
     */
    public static CommandList read(Path file, ScriptMode mode) throws IOException {
        try {
            long size = Files.size(file);
            if (size > ScriptLimits.DEFAULT.characters()) {
                throw new ScriptFormatException(Reason.LIMIT, 1, "the file has " + size
                        + " bytes, the limit is " + ScriptLimits.DEFAULT.characters()
                        + "; is this a script at all?");
            }
            return parse(ScriptText.decode(Files.readAllBytes(file)), mode);
        } catch (ScriptFormatException e) {
            throw new ScriptFormatException(file.toString(), e);
        }
    }

    /** A time of a script in ms, read strictly; -1 when it is none. */
    public static long parseTime(String time) {
        return ScriptTimes.parse(time, ScriptMode.STRICT);
    }

    /** A time of a script or a range, read strictly; -1 stands for what is absent or no time. */
    public static TimeRange parseTimeRange(String range) {
        return ScriptTimes.parseRange(range, ScriptMode.STRICT);
    }

    /** The rules that this list was parsed by, and is changed and printed by. */
    public ScriptMode mode() {
        return mode;
    }

    /** The script that the list was parsed from; empty when it was not. */
    public String content() {
        return content;
    }

    /** The immediate commands. The list itself: it may be changed. */
    public List<Command> commands() {
        return commands;
    }

    /** The timed commands in the order they were added in. The list itself: it may be changed. */
    public List<ScheduledCommand> timedCommands() {
        return timedCommands;
    }

    /** How many commands there are, immediate and timed. */
    public int size() {
        return commands.size() + timedCommands.size();
    }

    /** What was odd in the script, the first 1,000; nothing in upstream mode. */
    public List<ScriptWarning> warnings() {
        return List.copyOf(warnings);
    }

    /** How many warnings there were beyond {@link #warnings()}. */
    public int moreWarnings() {
        return moreWarnings;
    }

    void warn(ScriptWarning warning) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(warning);
        } else {
            moreWarnings++;
        }
    }

    /** Adds a command at the end of its list, a timed one as an {@link InputCommand} if it is an input. */
    public void addCommand(BaseCommand command) {
        if (command instanceof Command immediate) {
            commands.add(immediate);
        } else if (command instanceof TimedCommand timed) {
            InputCommand input = timed.toInputCommand(mode).orElse(null);
            timedCommands.add(input == null ? timed : input);
        } else {
            timedCommands.add((InputCommand) command);
        }
    }

    /** Takes all commands away; the content stays. */
    public void clear() {
        commands.clear();
        timedCommands.clear();
    }

    /** The timed commands by time, those of one time in the order they were added in. */
    public List<ScheduledCommand> sortedTimedCommands() {
        List<ScheduledCommand> sorted = new ArrayList<>(timedCommands);
        sorted.sort(Comparator.comparingLong(ScheduledCommand::timestampMs));
        return sorted;
    }

    /**
     * The list as a script, one command in a line, each ended by a line feed: the immediate ones, then
     * the timed ones by time. Ranges come out as two commands, times as whole milliseconds.
     */
    public String toScript() {
        StringBuilder script = new StringBuilder(size() * 16);
        commands.forEach(command -> script.append(command.toScript(mode)).append('\n'));
        sortedTimedCommands().forEach(command -> script.append(command.toScript(mode)).append('\n'));
        return script.toString();
    }
}
