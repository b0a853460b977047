package tmnf.rl.policy;

/** No decision was made: the service is closed, has failed, or was too slow. The message says which. */
public final class InferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why there is no decision. */
    public enum Reason {
        /** The service was closed. */
        CLOSED,
        /** Its thread ended with an error, which is the cause. */
        FAILED,
        /** No answer within the deadline. */
        LATE,
        /** The weights answer with infinite values or with none. */
        BROKEN_WEIGHTS
    }

    /** With what happened and what to do; the cause may be null. */
    public InferenceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why there is no decision. */
    public Reason reason() {
        return reason;
    }

    /** Whether a later decision may come: the service still works. */
    public boolean mayPass() {
        return reason == Reason.LATE || reason == Reason.BROKEN_WEIGHTS;
    }
}
