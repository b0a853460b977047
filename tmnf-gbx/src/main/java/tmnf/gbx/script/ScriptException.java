package tmnf.gbx.script;

import java.io.IOException;

/** A replay from which no script can be made; the message says why. */
public final class ScriptException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why there is no script. */
    public enum Reason {
        /** The replay holds no ghost, or not the one asked for. */
        NO_GHOST,
        /** The race was not finished, so the inputs lead nowhere. */
        NOT_FINISHED,
        /** The ghost has no recorded inputs; ghosts from servers often have none. */
        NO_INPUTS
    }

    private final Reason reason;

    public ScriptException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
