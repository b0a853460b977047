package tmnf.gbx.line;

import java.io.IOException;

/** A ghost from which no reference line can be made; the message says why. */
public final class LineException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why there is no line. */
    public enum Reason {
        /** The replay holds no ghost, or not the one asked for. */
        NO_GHOST,
        /** The race was not finished. */
        NOT_FINISHED,
        /** Fewer than two samples within the race, or samples that end long before the finish. */
        NO_SAMPLES,
        /** The driver respawned: the line would jump back. */
        RESPAWNS,
        /** The car jumps further than its speed allows, without a respawn that explains it. */
        JUMP,
        /** A position that is not finite or far outside any map. */
        BAD_POSITION,
        /** The drive is shorter than one zone. */
        TOO_SHORT,
        /** More points than any track has. */
        TOO_LONG
    }

    private final Reason reason;

    public LineException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
