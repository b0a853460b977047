package tmnf.pretrain.data;

import java.io.IOException;
import java.util.Objects;

/** Decoded frames cannot be had from a folder, or not be put there. The message says what to do. */
public final class FrameCacheException extends IOException {

    private static final long serialVersionUID = 1;

    /** What is in the way. */
    public enum Reason {
        /** There is no cache. */
        MISSING,
        /** It is not what it should be. */
        BROKEN,
        /** The disk is too small for it. */
        NO_SPACE,
        /** The memory is too small for it. */
        NO_MEMORY,
        /** Not one picture of the dataset can be read. */
        NOTHING_READABLE,
        /** A file of the dataset could not be read, whatever is in it. */
        NOT_READ,
        /** Another process has been building it for too long. */
        BUSY
    }

    private final Reason reason;

    /** Makes the message. */
    public FrameCacheException(Reason reason, Object file, String rule, String advice) {
        this(reason, file, rule, advice, null);
    }

    /** The same with a cause, which may be null. */
    public FrameCacheException(Reason reason, Object file, String rule, String advice, Throwable cause) {
        super(file + ": " + rule + ". " + advice, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What is in the way. */
    public Reason reason() {
        return reason;
    }
}
