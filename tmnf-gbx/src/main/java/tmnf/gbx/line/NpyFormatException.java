package tmnf.gbx.line;

import java.io.IOException;

/** A file that is no NumPy array of points; the message names the file and what is wrong with it. */
public final class NpyFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why a file was refused. */
    public enum Reason {
        /** Does not begin like a NumPy file, or is empty. */
        NOT_NPY,
        /** A format version that is not known. */
        UNSUPPORTED_VERSION,
        /** A header that cannot be understood. */
        MALFORMED_HEADER,
        /** An array of something else than 4- or 8-byte floats. */
        UNSUPPORTED_TYPE,
        /** An array that is not (n, 3) with n of at least 2. */
        WRONG_SHAPE,
        /** Ends before the last number, or goes on after it. */
        WRONG_LENGTH,
        /** Larger than any line. */
        LIMIT,
        /** Holds a number that is infinite or none. */
        NOT_FINITE
    }

    private final Reason reason;

    public NpyFormatException(Reason reason, String file, String detail) {
        super(file + ": " + detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
