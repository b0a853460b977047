package tmnf.capture.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import tmnf.capture.plan.PhaseDeadlines;

/**
 * How replays are shared out.
 *
 * @param workers games at a time, from 1 to {@value #MOST_WORKERS}
 * @param mostAttempts at one replay, on whatever game
 * @param mostRejections captures of one replay that may be wrong before it is put aside
 * @param longestSilence a worker that shows no sign of life for so long is taken for dead; longer than every
 *     deadline of a run
 * @param endTime how long a worker may take to end when asked, before it is interrupted
 */
public record PoolSettings(int workers, int mostAttempts, int mostRejections, Duration longestSilence,
        Duration endTime) {

    /** More games than any machine runs. */
    public static final int MOST_WORKERS = 256;

    /** 4 attempts, 2 of which may be wrong; 3 minutes of silence; 1.2 s to end. */
    public static PoolSettings of(int workers) {
        return new PoolSettings(workers, 4, 2, Duration.ofMinutes(3), Duration.ofMillis(1200));
    }

    /** Checks the ranges. */
    public PoolSettings {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers outside [1, " + MOST_WORKERS + "]: " + workers);
        }
        if (mostAttempts < 1 || mostRejections < 1) {
            throw new IllegalArgumentException("at least one attempt: " + mostAttempts + ", "
                    + mostRejections);
        }
        Objects.requireNonNull(longestSilence, "longestSilence");
        Objects.requireNonNull(endTime, "endTime");
    }

    /** A silence that no run in order reaches, whichever of its deadlines it waits for. */
    public static Duration beyond(PhaseDeadlines deadlines) {
        Duration longest = Stream.of(deadlines.connect(), deadlines.menu(), deadlines.mapLoad(),
                deadlines.countdown(), deadlines.raceMessage(), deadlines.raceStep(), deadlines.drain())
                .max(Duration::compareTo).orElseThrow();
        Duration usual = of(1).longestSilence();
        Duration twice = longest.multipliedBy(2);
        return twice.compareTo(usual) > 0 ? twice : usual;
    }

    /** The same with another number of captures that may be wrong. */
    public PoolSettings withRejections(int rejections) {
        return new PoolSettings(workers, Math.max(mostAttempts, rejections), rejections, longestSilence,
                endTime);
    }

    /** The same with another patience. */
    public PoolSettings withLongestSilence(Duration silence) {
        return new PoolSettings(workers, mostAttempts, mostRejections, silence, endTime);
    }
}
