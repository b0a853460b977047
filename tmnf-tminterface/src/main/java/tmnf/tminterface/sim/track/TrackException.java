package tmnf.tminterface.sim.track;

import java.io.IOException;

/** A challenge, replay or line of which no track can be made; the message says why and what to do. */
public final class TrackException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why there is no track. */
    public enum Reason {
        /** The map is not one of the Stadium, whose blocks alone are known. */
        ENVIRONMENT,
        /** No block of the map is a start. */
        NO_START,
        /** No block of the map is a finish. */
        NO_FINISH,
        /** The map is larger than any real one. */
        SIZE,
        /** The line is too short, too long or leaves every map. */
        LINE,
        /** The replay holds neither a map that can be built nor a drive that can be followed. */
        REPLAY
    }

    private final Reason reason;

    public TrackException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public TrackException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
