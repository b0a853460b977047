package tmnf.rl.collect;

import java.io.IOException;
import java.util.Objects;

/** A race did not come to an end that can be learned from. What was driven of it is void. */
public final class RaceBrokenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** Nobody listens on the port. */
        UNREACHABLE,
        /** The connection ended, or what came over it is not the protocol. */
        CONNECTION_LOST,
        /** No turn came: menus, a dialog, a hang. */
        NO_TURN,
        /** The race of the map that was asked for did not begin. */
        MAP_NOT_LOADED,
        /** Another map runs than was asked for, or the reference line does not begin where the car does. */
        WRONG_MAP,
        /** With each loading of the map there was a new personal best, whose ghost would be drawn. */
        GHOST,
        /** The countdown did not reach race time 0. */
        NO_START,
        /** No run step came in the race. */
        RACE_SILENT,
        /** A run step is of another tick than the one that was due. */
        WRONG_TICK,
        /** A frame that was asked for did not come. */
        FRAME_MISSING,
        /** A frame, or its state, is of another tick than the one that it was asked for in. */
        FRAME_LATE,
        /** The game left the race. */
        RACE_LEFT,
        /** Somebody asked to stop. Not the game's fault. */
        STOPPED
    }

    /** With what happened, where, and what to do. */
    public RaceBrokenException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** With the cause, too. */
    public RaceBrokenException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
