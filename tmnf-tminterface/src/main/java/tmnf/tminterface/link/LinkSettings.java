package tmnf.tminterface.link;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the game is, and how patient the link is with it.
 *
 * @param address where the plugin listens
 * @param replyTime how long the reply to a query may take
 * @param writeTime how long the game may take to make room for what is sent
 * @param firstRetry pause after the first refused connection; it doubles from there
 * @param longestRetry the longest pause between two attempts to connect
 */
public record LinkSettings(InetSocketAddress address, Duration replyTime, Duration writeTime,
        Duration firstRetry, Duration longestRetry) {

    /** The port that one instance of the game usually listens on. */
    public static final int USUAL_PORT = 8478;

    /** Checks that all times are above zero. */
    public LinkSettings {
        Objects.requireNonNull(address, "address");
        requirePositive(replyTime, "replyTime");
        requirePositive(writeTime, "writeTime");
        requirePositive(firstRetry, "firstRetry");
        requirePositive(longestRetry, "longestRetry");
    }

    /** A game on this machine, with 10 s for replies and writes, and attempts to connect 0.1 to 2 s apart. */
    public static LinkSettings of(int port) {
        return new LinkSettings(new InetSocketAddress("127.0.0.1", port), Duration.ofSeconds(10),
                Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(2));
    }

    /** The same with another patience for replies and for writes. */
    public LinkSettings withPatience(Duration forReplies, Duration forWrites) {
        return new LinkSettings(address, forReplies, forWrites, firstRetry, longestRetry);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " has to be above zero: " + duration);
        }
    }
}
