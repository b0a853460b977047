package tmnf.capture.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * The longest that each phase of a run may take, in wall time; in countdown and race at speed 1 or more, and
 * at a lower one that much longer.
 *
 * @param connect until the connect turn
 * @param menu until a turn in which the challenge can be asked for
 * @param mapLoad until the first run step of the challenge
 * @param countdown until race time 0
 * @param raceMessage between two messages in the race
 * @param raceStep between two run steps in the race
 * @param drain after the race
 * @param run the whole run, at least; {@link #run(int, double, int)} may be more
 */
public record PhaseDeadlines(Duration connect, Duration menu, Duration mapLoad, Duration countdown,
        Duration raceMessage, Duration raceStep, Duration drain, Duration run) {

    /** A computer that renders fewer than ten frames a second is too slow. */
    private static final long FRAME_MS = 100;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The numbers of the Python capture. */
    public static final PhaseDeadlines DEFAULT = new PhaseDeadlines(
            Duration.ofSeconds(30), Duration.ofSeconds(25), Duration.ofSeconds(25), Duration.ofSeconds(25),
            Duration.ofSeconds(20), Duration.ofSeconds(25), Duration.ofSeconds(10), Duration.ofMinutes(5));

    /** Checks the ranges: above 0, at most a day. */
    public PhaseDeadlines {
        check("connect", connect);
        check("menu", menu);
        check("map-load", mapLoad);
        check("countdown", countdown);
        check("race message", raceMessage);
        check("race step", raceStep);
        check("drain", drain);
        check("run", run);
    }

    private static void check(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the deadline for " + name + " is above 0 and at most a day, not " + value);
        }
    }

    /** The limit of a whole run: {@link #run()}, or twice the race time at the speed if that is more. */
    public Duration run(int raceTimeMs, double speed) {
        Duration twice = Duration.ofMillis((long) Math.ceil(2.0 * raceTimeMs / speed));
        return twice.compareTo(run) > 0 ? twice : run;
    }

    /** The same, and {@value #FRAME_MS} ms for each frame: slow rendering is no fault. */
    public Duration run(int raceTimeMs, double speed, int frames) {
        return run(raceTimeMs, speed).plusMillis(FRAME_MS * frames);
    }
}
