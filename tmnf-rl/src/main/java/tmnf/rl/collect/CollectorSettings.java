package tmnf.rl.collect;

import java.time.Duration;
import java.util.Objects;

/**
 * How a collector deals with games that die, and with those that run for long.
 *
 * @param firstPause before a game is opened again; it doubles with each failure in a row
 * @param longestPause the longest of those
 * @param lifetime after which a game that its source started is ended and started anew, between two races
 */
public record CollectorSettings(Duration firstPause, Duration longestPause, Duration lifetime) {

    /** From half a second to half a minute; half a day. */
    public static final CollectorSettings DEFAULT = new CollectorSettings(Duration.ofMillis(500),
            Duration.ofSeconds(30), Duration.ofHours(12));

    private static final int MOST_DOUBLINGS = 30;

    /** Checks the order. */
    public CollectorSettings {
        Objects.requireNonNull(firstPause, "firstPause");
        Objects.requireNonNull(longestPause, "longestPause");
        Objects.requireNonNull(lifetime, "lifetime");
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || lifetime.isNegative()) {
            throw new IllegalArgumentException("pauses from " + firstPause + " to " + longestPause
                    + ", a lifetime of " + lifetime);
        }
    }

    /** With the usual lifetime. */
    public CollectorSettings(Duration firstPause, Duration longestPause) {
        this(firstPause, longestPause, DEFAULT.lifetime());
    }

    /** The pause after so many failures in a row, from 1 on. */
    Duration pause(int inARow) {
        double longer = firstPause.toNanos() * Math.pow(2, Math.min(MOST_DOUBLINGS, inARow - 1));
        return Duration.ofNanos((long) Math.min(longestPause.toNanos(), longer));
    }
}
