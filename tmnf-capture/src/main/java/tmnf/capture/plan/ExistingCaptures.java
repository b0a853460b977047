package tmnf.capture.plan;

import java.io.IOException;
import java.util.Objects;

/** What was captured, or tried, before. Asked once for each selected replay, from several threads. */
@FunctionalInterface
public interface ExistingCaptures {

    /** An empty dataset. */
    ExistingCaptures NONE = (task, settings) -> Found.NOTHING;

    /**
     * Looks for a replay in the dataset.
     *
     * @param settings whose {@link CaptureSettings#digest()} tells whether a capture is the same
     * @throws IOException if the dataset cannot be read
     */
    Found find(ReplayTask task, CaptureSettings settings) throws IOException;

    /**
     * What was found.
     *
     * @param status any but {@link PlanStatus#REFUSED}
     * @param detail for people: what differs, or why it was quarantined; may be empty
     */
    record Found(PlanStatus status, String detail) {

        /** Nothing. */
        public static final Found NOTHING = new Found(PlanStatus.NEW, "");

        /** Checks the status. */
        public Found {
            Objects.requireNonNull(detail, "detail");
            if (Objects.requireNonNull(status, "status") == PlanStatus.REFUSED) {
                throw new IllegalArgumentException("what exists was not refused");
            }
        }
    }
}
