package tmnf.capture.plan;

import java.util.List;
import java.util.Objects;

/**
 * A whole plan in memory: for printing, and for sets that fit. {@link CapturePlanner#stream} gives the same
 * piece by piece.
 *
 * @param tracks in the order of work, those without a selected replay left out
 */
public record CapturePlan(List<TrackTask> tracks, PlanSummary summary) {

    /** Copies the list. */
    public CapturePlan {
        tracks = List.copyOf(tracks);
        Objects.requireNonNull(summary, "summary");
    }
}
