package tmnf.capture.write;

import java.io.IOException;
import java.util.Objects;

/** A capture cannot be written. The message says what failed, where, and what to do. */
public final class CaptureWriteException extends IOException {

    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Reason {
        /** The disk is full or broken, or the folder may not be written. */
        CANNOT_WRITE,
        /** A frame could not be encoded. */
        CANNOT_ENCODE,
        /** The pool did not get on for too long. */
        STALLED,
        /** There is no frame. */
        NO_FRAME,
        /** Frames with a bad float observation were to be left out, and all have one. */
        NO_GOOD_FRAME,
        /** A complete capture is there already, and was not to be replaced. */
        EXISTS
    }

    private final Reason reason;

    /** Makes an exception. */
    public CaptureWriteException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Makes an exception with its cause. */
    public CaptureWriteException(Reason reason, String message, Throwable cause) {
        this(reason, message);
        initCause(cause);
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
