package tmnf.capture.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the verification measured: the part of the metadata that says how true the race is. Ours.
 *
 * @param finishTimeMs of the captured race; empty if its finish was not reached
 * @param checkpointTimesMs of the captured race, in the order of passing, the finish included
 * @param largestDistanceMetres from the ghost
 * @param largestDistanceAtMs race time at which it was largest
 * @param samplesCompared number of the ghost's samples that were compared
 */
public record CaptureProof(OptionalInt finishTimeMs, List<Integer> checkpointTimesMs,
        double largestDistanceMetres, int largestDistanceAtMs, int samplesCompared) {

    /** Copies the list. */
    public CaptureProof {
        checkpointTimesMs = List.copyOf(checkpointTimesMs);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        finishTimeMs.ifPresent(time -> map.put("finish_time_ms", time));
        map.put("checkpoint_times_ms", checkpointTimesMs);
        map.put("ghost_distance_max_m", largestDistanceMetres);
        map.put("ghost_distance_max_at_ms", largestDistanceAtMs);
        map.put("ghost_samples_compared", samplesCompared);
        return map;
    }
}
