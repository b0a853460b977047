package tmnf.rl.demonstration;

import java.io.IOException;
import java.util.Objects;

/** Captured races cannot be used; the message names the folder, what does not fit, and what to do. */
public final class DemonstrationException extends IOException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** What does not fit. */
    public enum Reason {
        /** The folder is no dataset. */
        DATASET,
        /** Frames of another size, or that show what the driver does not see. */
        PICTURES,
        /** Frames, states or labels are not at the times of decisions. */
        TIMING,
        /** There are no labels, or the driver has no such action. */
        ACTIONS,
        /** No race is of the maps that are trained on. */
        NOTHING,
        /** One race is damaged or not like a race of the driver; others may be used. */
        RACE
    }

    DemonstrationException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What does not fit. */
    public Reason reason() {
        return reason;
    }
}
