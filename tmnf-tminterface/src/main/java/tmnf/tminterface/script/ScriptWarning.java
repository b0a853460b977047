package tmnf.tminterface.script;

import java.util.Objects;

/**
 * Something odd in a script that can be read nevertheless.
 *
 * @param line number of the line, from 1
 * @param message what is odd and what becomes of it, without the line
 */
public record ScriptWarning(Kind kind, int line, String message) {

    /** What is odd. */
    public enum Kind {
        /** A time within a tick: the game never injects the command. */
        NOT_A_TICK,
        /** Digits beyond the hundredth of a second, which are cut off. */
        DIGITS_CUT,
        /** More than a day: most likely milliseconds with a decimal point, which stand for seconds. */
        LATE_TIME,
        /** A range whose end comes first; it is turned round. */
        RANGE_TURNED,
        /** A range of something that is not held down: the command is executed twice. */
        RANGE_OF_COMMAND,
        /** A console command that TMInterface does not have; perhaps one of a plugin. */
        UNKNOWN_COMMAND,
        /** A key that scripts do not have. */
        UNKNOWN_KEY,
        /** Words after an input, which are ignored. */
        EXTRA_WORDS,
        /** An analog amount beyond +-65536, which needs the variable {@code extended_steer}. */
        AMOUNT
    }

    public ScriptWarning {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(message);
    }

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
