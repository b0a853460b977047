package tmnf.pretrain.engine;

/** PyTorch cannot be had as it was asked for; the message says why and what to do. */
public final class EngineUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Its libraries are missing or do not load. */
        LIBRARY,
        /** There is no GPU that it can use. */
        NO_GPU,
        /** It runs in this process with other settings, which are fixed. */
        OTHER_SETTINGS
    }

    private final Reason reason;

    EngineUnavailableException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
