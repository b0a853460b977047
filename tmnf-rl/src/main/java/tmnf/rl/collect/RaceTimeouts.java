package tmnf.rl.collect;

import java.time.Duration;
import java.util.Objects;

/**
 * How long each phase may take, in wall time, before the game counts as dead.
 *
 * @param connect until somebody accepts the connection
 * @param firstTurn from there to the connect turn
 * @param mapLoad from the command to the first run step of the new race
 * @param countdown from there to race time 0
 * @param step from one run step, or answer, to the next
 * @param frame from the request to the frame
 * @param answer how long the plugin waits for us in a turn; a decision has to be made in that time
 */
public record RaceTimeouts(Duration connect, Duration firstTurn, Duration mapLoad, Duration countdown,
        Duration step, Duration frame, Duration answer) {

    /** As patient as an ordinary machine needs. */
    public static final RaceTimeouts DEFAULT = new RaceTimeouts(Duration.ofSeconds(30),
            Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofMillis(10_100));

    /** Checks that all are above zero. */
    public RaceTimeouts {
        requirePositive("connect", connect);
        requirePositive("firstTurn", firstTurn);
        requirePositive("mapLoad", mapLoad);
        requirePositive("countdown", countdown);
        requirePositive("step", step);
        requirePositive("frame", frame);
        requirePositive("answer", answer);
    }

    private static void requirePositive(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("the timeout " + name + " has to be above zero, is " + value);
        }
    }

    /** The same with another patience before races: for each of connecting, the turn, map and countdown. */
    public RaceTimeouts withStart(Duration each) {
        return new RaceTimeouts(each, each, each, each, step, frame, answer);
    }
}
