package tmnf.tminterface.script;

import java.io.IOException;

/** A script that cannot be understood, or one beyond the limits; the message names the line. */
public final class ScriptFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why a script was refused. */
    public enum Reason {
        /** A command begins like a time but is none, or is one that cannot be. */
        BAD_TIME,
        /** A time, and nothing to do at it. */
        NO_COMMAND,
        /** An input without its key or amount, or with an amount that is no whole number. */
        BAD_INPUT,
        /** A quotation mark that is never closed, or one inside a word. */
        BAD_QUOTES,
        /** An invisible character that is neither a blank nor a line end. */
        BAD_CHARACTER,
        /** Longer than {@link ScriptLimits} allows. */
        LIMIT
    }

    private final Reason reason;
    private final int line;

    ScriptFormatException(Reason reason, int line, String detail) {
        super("line " + line + ": " + detail);
        this.reason = reason;
        this.line = line;
    }

    /** The same trouble, in a script that has a name. */
    ScriptFormatException(String source, ScriptFormatException inner) {
        super(source + ", " + inner.getMessage(), inner);
        this.reason = inner.reason;
        this.line = inner.line;
    }

    public Reason reason() {
        return reason;
    }

    /** Number of the line, from 1. */
    public int line() {
        return line;
    }
}
