package tmnf.pretrain.train;

import java.util.Objects;

/** A run that cannot begin; the message says what to do. */
public final class PretrainException extends Exception {

    private static final long serialVersionUID = 1;

    /** What is in the way. */
    public enum Kind {
        /** There is no dataset, or nothing in it can be learned from. */
        NO_DATA,
        /** The settings do not fit each other or the data. */
        SETTINGS,
        /** There is a run where a new one should be, or none to go on with. */
        RUN_FOLDER,
        /** Another process works there; later it may go. */
        BUSY,
        /** The disk is too small for what the run writes. */
        NO_SPACE,
        /** The weights to begin with are missing, damaged or of another network. */
        WEIGHTS,
        /** The checkpoint is damaged, or of other settings. */
        CHECKPOINT,
        /** It was asked to stop, or its time was over, before there was anything to learn from. */
        STOPPED
    }

    private final Kind kind;

    /** With what to do in the message. */
    public PretrainException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** The same with a cause, which may be null. */
    public PretrainException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What is in the way. */
    public Kind kind() {
        return kind;
    }
}
