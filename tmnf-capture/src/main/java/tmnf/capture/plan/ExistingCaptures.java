package tmnf.capture.plan;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

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
     * @param zoneCentres hash of the zone centres it refers to, {@value #NO_ZONES} when it has none; empty
     *     when that is not known, or does not matter
     */
    record Found(PlanStatus status, String detail, Optional<String> zoneCentres) {

        /** Of captures without zone fields. */
        public static final String NO_ZONES = "none";

        /** Nothing. */
        public static final Found NOTHING = new Found(PlanStatus.NEW, "");

        /** Without zone centres that matter. */
        public Found(PlanStatus status, String detail) {
            this(status, detail, Optional.empty());
        }

        /** Checks the status. */
        public Found {
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(zoneCentres, "zoneCentres");
            if (Objects.requireNonNull(status, "status") == PlanStatus.REFUSED) {
                throw new IllegalArgumentException("what exists was not refused");
            }
        }
    }
}
