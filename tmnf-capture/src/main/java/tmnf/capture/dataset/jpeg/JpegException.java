package tmnf.capture.dataset.jpeg;

import java.io.IOException;
import java.util.Objects;

/** A picture cannot be encoded, or a file cannot be decoded. The message says what is wrong with it. */
public final class JpegException extends IOException {

    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public enum Reason {
        /** The bytes are no JPEG file, or break its format. */
        NO_JPEG,
        /** The file ends too early. */
        TRUNCATED,
        /** A JPEG, but of a kind that frames never are: 12 bits, CMYK, lossless. */
        UNSUPPORTED,
        /** More pixels or bytes than the limit allows. */
        TOO_LARGE,
        /** The library did not do its work. */
        LIBRARY
    }

    private final Reason reason;

    /** Makes an exception. */
    public JpegException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Makes an exception with what a library said. */
    public JpegException(Reason reason, String message, Throwable cause) {
        this(reason, message);
        initCause(cause);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
