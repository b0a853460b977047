package tmnf.exchange.download;

import java.util.List;
import java.util.Map;

/**
 * How a download ended.
 *
 * @param excluded rows left out, by reason
 * @param failures what could not be had, the first {@value #MOST_FAILURES}
 * @param progress tracks settled from the start of the list
 */
public record DownloadReport(Ending ending, Tracks tracks, Replays replays, Challenges challenges,
        Map<String, Long> excluded, long bytes, long requests, long retries, long elapsedMillis, int progress,
        List<Failure> failures) {

    public static final int MOST_FAILURES = 1_000;

    /** How a run ended. */
    public enum Ending {
        /** All that was asked for is on disk, or gone. */
        COMPLETE,
        /** Some items failed. */
        PARTIAL,
        /** Stopped before the end. */
        INTERRUPTED,
        /** Ended before its time by the site or the disk. */
        FAILED
    }

    /** Counts of tracks; gone and legacy ones are settled. */
    public record Tracks(int total, int settled, int gone, int failed) {}

    /** Counts of replays: of all plans, on disk, fetched by this run, gone, failed. */
    public record Replays(long planned, long present, long fetched, long gone, long failed) {}

    /** Counts of challenges: on disk, written by this run, impossible, failed. */
    public record Challenges(long present, long written, long impossible, long failed) {}

    /** One thing that could not be had; replay 0 is the list or the challenge of the track. */
    public record Failure(long track, long replay, String what, String why) {}
}
