package tmnf.tminterface.launch;

import java.io.IOException;
import java.util.Objects;

/** No game was started, found or reached. The message says where, and what to do. */
public final class LaunchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What went wrong, for programs. */
    public enum Reason {
        /** Another start takes too long. */
        LOCK_BUSY,
        /** Something listens on the port already. */
        PORT_TAKEN,
        /** The operating system, the loader or the script refused. */
        NOT_STARTED,
        /** The process of the game did not appear. */
        NO_GAME,
        /** More than one process may be the game. */
        AMBIGUOUS,
        /** The game ended before its port answered. */
        DIED_EARLY,
        /** The game runs, and nobody listens on its port. */
        PORT_SILENT
    }

    /** Without a cause. */
    public LaunchException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** With the exception behind it. */
    public LaunchException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
