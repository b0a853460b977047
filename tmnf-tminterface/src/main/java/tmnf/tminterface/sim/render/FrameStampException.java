package tmnf.tminterface.sim.render;

import java.io.IOException;
import java.util.Objects;

/** A frame carries no stamp that can be read. */
public final class FrameStampException extends IOException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why a stamp can't be read. */
    public enum Reason {
        /** No stamp fits into a frame of this size. */
        TOO_SMALL,
        /** There is none: the cells that begin one hold something else. */
        MISSING,
        /** There is one, but some of its cells changed: the checksum doesn't fit. */
        DAMAGED
    }

    FrameStampException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    public Reason reason() {
        return reason;
    }
}
