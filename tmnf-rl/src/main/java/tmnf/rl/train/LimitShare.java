package tmnf.rl.train;

import java.util.function.DoubleSupplier;

import tmnf.rl.rollout.Rollout;

/**
 * In which share of their time races that explore have a limit of speed: that of the schedule, times the
 * share of the last greedy races that did not come to the finish. In that one each race counts for a tenth,
 * and those before it for what is left; none finished at the beginning, and where a run goes on. Thread-safe.
 */
final class LimitShare implements DoubleSupplier {

    private static final double NEW = 0.1;

    private final LiveSettings live;
    private final RunClock clock;
    private double unfinished = 1;

    LimitShare(LiveSettings live, RunClock clock) {
        this.live = live;
        this.clock = clock;
    }

    /** Takes note of a race. */
    synchronized void race(Rollout race) {
        if (!race.exploring()) {
            unfinished += NEW * ((race.finished() ? 0 : 1) - unfinished);
        }
    }

    /** The share now, from 0 to 1. */
    @Override
    public synchronized double getAsDouble() {
        return live.schedules().limitSpeed().at(clock.frames()) * unfinished;
    }
}
