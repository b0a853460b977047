package tmnf.capture.run;

import java.util.Objects;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param record what was seen of the race
 * @param stop why it ended before its finish; empty if it did not
 */
public record RunOutcome(RunRecord record, Optional<Stop> stop) {

    /** Checks that nothing is missing. */
    public RunOutcome {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(stop, "stop");
    }

    /**
     * The end of a run before its finish.
     *
     * @param phase in which it happened
     * @param detail for people: what was waited for and how long, or what differs
     */
    public record Stop(StopReason reason, CapturePhase phase, String detail) {

        /** Checks that nothing is missing. */
        public Stop {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public String toString() {
            return reason + " in " + phase + ": " + detail;
        }
    }
}
