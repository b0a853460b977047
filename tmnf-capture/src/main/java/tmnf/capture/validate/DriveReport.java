package tmnf.capture.validate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.capture.run.RunOutcome;

/**
 * What was seen of one drive.
 *
 * @param finishTimeMs race time; empty if it did not finish
 * @param splitsMs of the checkpoints that were passed, the finish included
 * @param distance from the ghost
 * @param stop why it ended before its finish; empty if it did not
 * @param reasons why a capture would not take it; empty if it would
 */
public record DriveReport(OptionalInt finishTimeMs, List<Integer> splitsMs, GhostDistance distance,
        Optional<RunOutcome.Stop> stop, List<String> reasons) {

    /** Copies the lists. */
    public DriveReport {
        Objects.requireNonNull(finishTimeMs, "finishTimeMs");
        Objects.requireNonNull(distance, "distance");
        Objects.requireNonNull(stop, "stop");
        splitsMs = List.copyOf(splitsMs);
        reasons = List.copyOf(reasons);
    }

    /** Whether it did what the ghost did. */
    public boolean accepted() {
        return reasons.isEmpty();
    }
}
