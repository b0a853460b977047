package tmnf.capture.pool;

import java.util.List;
import java.util.Objects;

import tmnf.capture.pool.ReplayResult.Status;

/**
 * What a run of the workers came to.
 *
 * @param ending how it ended
 * @param reason for people, when the end is not {@link Ending#COMPLETE}; else empty
 * @param results of all replays, in the order of the plan
 * @param frames that were captured in this run
 * @param raceMillis race time of the captures
 * @param wallMillis the run took
 */
public record CaptureReport(Ending ending, String reason, List<ReplayResult> results, long frames,
        long raceMillis, long wallMillis) {

    /** How a run can end. */
    public enum Ending {
        /** Nothing is left to do. */
        COMPLETE,
        /** Somebody asked to stop. */
        INTERRUPTED,
        /** No worker has a game any more. */
        NO_GAME,
        /** Files could not be read or written. */
        CANNOT_WRITE
    }

    /** Copies the list. */
    public CaptureReport {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(reason, "reason");
        results = List.copyOf(results);
    }

    /** How many replays ended so. */
    public int count(Status status) {
        return (int) results.stream().filter(result -> result.status() == status).count();
    }

    /** Race time by wall time, all workers together. */
    public double realTimeFactor() {
        return raceMillis / (double) Math.max(1, wallMillis);
    }
}
