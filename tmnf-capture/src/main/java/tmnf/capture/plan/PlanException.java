package tmnf.capture.plan;

import java.io.IOException;

/** A plan cannot be made, or not be carried out any more; the message says what to do. */
public final class PlanException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There is no folder of replays. */
        NO_REPLAYS_DIR,
        /** A list of tracks cannot be read. */
        BAD_LIST,
        /** A replay is not what it was when the plan was made. */
        REPLAY_CHANGED,
        /** A challenge is not what it was when the plan was made. */
        CHALLENGE_CHANGED
    }

    private final Reason reason;

    /** Makes one. */
    public PlanException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The same with what brought it about. */
    public PlanException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
