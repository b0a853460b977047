package tmnf.gbx.npy;

import java.io.IOException;

/**
 * A NumPy file that does not hold what is asked of it; the message names the file and what is wrong with it.
 */
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
        /** An array of something else than the numbers asked for. */
        UNSUPPORTED_TYPE,
        /** An array of another shape than asked for. */
        WRONG_SHAPE,
        /** Ends before the last number, or goes on after it. */
        WRONG_LENGTH,
        /** Larger than anything of its kind. */
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
