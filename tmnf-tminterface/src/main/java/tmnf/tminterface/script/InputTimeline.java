package tmnf.tminterface.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What a script does, tick by tick: its timed commands in the order in which they are executed, by time
 * and at equal times in the order of the lines. A range is a press and a release, or an amount and a 0.
 * Immutable; cursors walk through it independently of each other.
 *
 * <p>Script time t is the tick whose inputs the game logs at race time t + 10.
 */
public final class InputTimeline {

    /** Takes what is due. */
    public interface Sink {

        /**
         * An input changes.
         *
         * @param type never {@link InputType#UNKNOWN}; {@link InputType#RESPAWN}, {@link InputType#RESET} and
         *     {@link InputType#HORN} act when they are pressed, their releases come too
         * @param state keys: 1 pressed, 0 released; axes: the amount, within the limit of the timeline
         */
        void input(InputType type, int state);

        /** Any other command is to be executed. */
        void command(TimedCommand command);
    }

    /** Amounts of steering and gas without {@code extended_steer}. */
    public static final int NORMAL_LIMIT = 65_536;
    /** Amounts of steering and gas with {@code extended_steer}. */
    public static final int EXTENDED_LIMIT = 6_553_600;

    private final int analogLimit;
    private final ScheduledCommand[] commands;
    private final long[] timesMs;
    private final List<ScheduledCommand> ignored;

    private InputTimeline(int analogLimit, List<ScheduledCommand> commands, List<ScheduledCommand> ignored) {
        this.analogLimit = analogLimit;
        this.commands = commands.toArray(ScheduledCommand[]::new);
        this.timesMs = commands.stream().mapToLong(ScheduledCommand::timestampMs).toArray();
        this.ignored = Collections.unmodifiableList(ignored);
    }

    /** The timeline of a list, analog amounts clamped to +-65536. */
    public static InputTimeline of(CommandList list) {
        return of(list, NORMAL_LIMIT);
    }

    /** The timeline of a list as it is now, analog amounts clamped to +-{@code analogLimit}. */
    public static InputTimeline of(CommandList list, int analogLimit) {
        if (analogLimit < 0) {
            throw new IllegalArgumentException("negative limit of analog amounts: " + analogLimit);
        }
        List<ScheduledCommand> executed = new ArrayList<>(list.timedCommands().size());
        List<ScheduledCommand> ignored = new ArrayList<>();
        for (ScheduledCommand command : list.sortedTimedCommands()) {
            (isExecuted(command) ? executed : ignored).add(command);
        }
        return new InputTimeline(analogLimit, executed, ignored);
    }

    private static boolean isExecuted(ScheduledCommand command) {
        boolean onTick = command.timestampMs() >= 0 && command.timestampMs() % ScriptTimes.TICK_MS == 0;
        boolean known = !(command instanceof InputCommand input) || input.type() != InputType.UNKNOWN;
        return onTick && known;
    }

    /** How many commands are executed. */
    public int size() {
        return commands.length;
    }

    /** What the game does not inject: times within a tick or before 0, and unknown inputs. */
    public List<ScheduledCommand> ignored() {
        return ignored;
    }

    /** A cursor before the first command. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** A place in the timeline. Confined to one thread; walking allocates nothing. */
    public final class Cursor {

        private int next;

        private Cursor() {}

        /**
         * Hands over, in order, all that is due at this time or earlier and has not been handed over yet.
         *
         * @return how many commands that were
         */
        public int runTo(long timeMs, Sink sink) {
            Objects.requireNonNull(sink);
            int first = next;
            while (next < commands.length && timesMs[next] <= timeMs) {
                // Moved on first: the sink may seek.
                ScheduledCommand command = commands[next++];
                if (command instanceof InputCommand input) {
                    sink.input(input.type(), state(input));
                } else {
                    sink.command((TimedCommand) command);
                }
            }
            return next - first;
        }

        private int state(InputCommand input) {
            if (!input.type().isAnalog()) {
                return input.state() != 0 ? 1 : 0;
            }
            return (int) Math.max(-analogLimit, Math.min(analogLimit, input.state()));
        }

        /**
         * Goes, forwards or back, to where the commands of this time are the next; nothing is handed
         * over.
         */
        public void seek(long timeMs) {
            int found = Arrays.binarySearch(timesMs, timeMs);
            if (found < 0) {
                next = -found - 1;
                return;
            }
            // Any of several commands of that time may have been found.
            while (found > 0 && timesMs[found - 1] == timeMs) {
                found--;
            }
            next = found;
        }

        /** Whether nothing is left. */
        public boolean isAtEnd() {
            return next == commands.length;
        }

        /** Time of the next command; {@link Long#MAX_VALUE} at the end. */
        public long nextTimeMs() {
            return isAtEnd() ? Long.MAX_VALUE : timesMs[next];
        }
    }
}
