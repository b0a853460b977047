package tmnf.rl.collect;

import java.time.Duration;
import java.util.Objects;

/**
 * How a collector deals with games that die.
 *
 * @param firstPause before a game is opened again; it doubles with each failure in a row
 * @param longestPause the longest of those
 */
public record CollectorSettings(Duration firstPause, Duration longestPause) {

    /** From half a second to half a minute. */
    public static final CollectorSettings DEFAULT = new CollectorSettings(Duration.ofMillis(500),
            Duration.ofSeconds(30));

    private static final int MOST_DOUBLINGS = 30;

    /** Checks the order. */
    public CollectorSettings {
        Objects.requireNonNull(firstPause, "firstPause");
        Objects.requireNonNull(longestPause, "longestPause");
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("pauses from " + firstPause + " to " + longestPause);
        }
    }

    /** The pause after so many failures in a row, from 1 on. */
    Duration pause(int inARow) {
        double longer = firstPause.toNanos() * Math.pow(2, Math.min(MOST_DOUBLINGS, inARow - 1));
        return Duration.ofNanos((long) Math.min(longestPause.toNanos(), longer));
    }
}
