package tmnf.rl.train;

import java.util.List;
import java.util.function.DoubleSupplier;

import tmnf.rl.metrics.RaceRow;
import tmnf.rl.rollout.Rollout;

/**
 * In which share of their time races that explore have a limit of speed: that of the schedule, times the
 * share of the last greedy races that did not come to the finish. In that one each race counts for a tenth,
 * and those before it for what is left; none finished at the beginning. Thread-safe.
 */
final class LimitShare implements DoubleSupplier {

    private static final double NEW = 0.1;

    private final LiveSettings live;
    private final RunClock clock;
    private double unfinished = 1;

    /**
     * Goes on where a run was left.
     *
     * @param before races of the attempt until now
     */
    LimitShare(LiveSettings live, RunClock clock, List<RaceRow> before) {
        this.live = live;
        this.clock = clock;
        before.forEach(race -> race(race.exploring(), race.finished()));
    }

    /** Takes note of a race. */
    void race(Rollout race) {
        race(race.exploring(), race.finished());
    }

    private synchronized void race(boolean exploring, boolean finished) {
        if (!exploring) {
            unfinished += NEW * ((finished ? 0 : 1) - unfinished);
        }
    }

    /** The share now, from 0 to 1. */
    @Override
    public synchronized double getAsDouble() {
        return live.schedules().limitSpeed().at(clock.frames()) * unfinished;
    }
}
