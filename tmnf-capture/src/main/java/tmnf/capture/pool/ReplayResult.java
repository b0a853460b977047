package tmnf.capture.pool;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a replay.
 *
 * @param trackId of its folder
 * @param name of its folder in the dataset
 * @param reason for people; empty when it was captured
 * @param attempts made in this run
 * @param figures of the last attempt; empty if there was none
 */
public record ReplayResult(String trackId, String name, Status status, String reason, int attempts,
        Optional<RunFigures> figures) {

    /** What can become of a replay. */
    public enum Status {
        /** In the dataset since this run. */
        CAPTURED,
        /** Not meant to be captured now: it is there already, or something is wrong with it or its track. */
        SKIPPED,
        /** The game did not let it be captured; a repeat of the command tries again. */
        FAILED,
        /** Captured twice, and wrong both times; a repeat leaves it alone. */
        QUARANTINED,
        /** The run ended before its turn came; a repeat of the command goes on with it. */
        LEFT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that nothing is missing. */
    public ReplayResult {
        Objects.requireNonNull(trackId, "trackId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(figures, "figures");
    }
}
