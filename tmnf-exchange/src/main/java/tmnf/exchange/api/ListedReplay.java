package tmnf.exchange.api;

import java.time.Instant;
import java.util.Objects;

/**
 * A replay as the site lists it. What the site does not say is -1, an empty string, {@link
 * Track#UNKNOWN_TIME} or {@code UNKNOWN}.
 *
 * @param userName free text
 * @param timeMs race time; -1 also for 0 and for what no race time can be
 * @param respawns -1: unknown
 * @param trackAt version of the track that was driven
 */
public record ListedReplay(long id, long userId, String userName, long timeMs, long score, int respawns,
        int position, Flag best, Flag onLeaderboard, Flag validated, Instant trackAt, Instant uploadedAt) {

    /** Yes, no, or not said. */
    public enum Flag { YES, NO, UNKNOWN }

    public ListedReplay {
        Objects.requireNonNull(userName, "userName");
        Objects.requireNonNull(trackAt, "trackAt");
    }
}
