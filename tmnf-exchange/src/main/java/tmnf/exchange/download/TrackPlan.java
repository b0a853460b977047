package tmnf.exchange.download;

import java.time.Instant;
import java.util.List;

/**
 * Which replays of a track have to exist.
 *
 * @param replays by rank, all {@code WANTED}
 * @param excluded rows that were left out, with the reason, for people
 */
public record TrackPlan(long trackId, String uid, Instant trackAt, PlanKey key, List<ReplayEntry> replays,
        List<Excluded> excluded) {

    public TrackPlan {
        replays = List.copyOf(replays);
        excluded = List.copyOf(excluded);
    }

    /** Whether the site listed no replay at all. */
    boolean isEmpty() {
        return replays.isEmpty() && excluded.isEmpty();
    }

    /** A listed replay that is not wanted. */
    public record Excluded(long replayId, String reason) {}
}
