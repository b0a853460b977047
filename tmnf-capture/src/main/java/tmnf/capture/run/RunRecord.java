package tmnf.capture.run;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What was seen of a race, for the verdict.
 *
 * @param finishTimeMs race time of the finish, as the game's checkpoint data has it; empty without a finish
 * @param checkpointTimesMs in the order in which they were passed, the finish included
 * @param frames labels of all frames, held against what was asked for
 * @param largestDistanceMetres from the ghost's samples; 0 if none was compared
 * @param largestDistanceAtMs race time of it
 * @param distancesCompared number of samples of the ghost that a position was compared with
 * @param phaseMillis wall time of each phase
 */
public record RunRecord(OptionalInt finishTimeMs, List<Integer> checkpointTimesMs, FrameTimes frames,
        double largestDistanceMetres, int largestDistanceAtMs, int distancesCompared,
        Map<CapturePhase, Long> phaseMillis) {

    /** Copies the collections. */
    public RunRecord {
        Objects.requireNonNull(finishTimeMs, "finishTimeMs");
        checkpointTimesMs = List.copyOf(checkpointTimesMs);
        Objects.requireNonNull(frames, "frames");
        phaseMillis = Map.copyOf(phaseMillis);
    }
}
