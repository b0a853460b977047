package tmnf.pretrain.data;

import java.io.IOException;
import java.util.Objects;

/** A file cannot be read as a picture. The message says why, without the file's name: who reads knows it. */
public final class PictureException extends IOException {

    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Reason {
        /** The file does not begin like a picture of any kind that we know. */
        NO_PICTURE,
        /** The file ends too early, or its content is broken. */
        DAMAGED,
        /** A picture of a kind that frames never are. */
        UNSUPPORTED,
        /** More pixels or bytes than the limits allow. */
        TOO_LARGE
    }

    private final Reason reason;

    /** Makes an exception. */
    public PictureException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Makes an exception with what a library said; the cause may be null. */
    public PictureException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
