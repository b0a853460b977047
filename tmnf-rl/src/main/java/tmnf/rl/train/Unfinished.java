package tmnf.rl.train;

import java.util.List;

import tmnf.rl.metrics.RaceRow;
import tmnf.rl.rollout.Rollout;

/** Whether no greedy race of an attempt came to the finish. Thread-safe. */
final class Unfinished {

    private boolean raced;
    private boolean finished;

    /**
     * Goes on where a run was left.
     *
     * @param before races of the attempt until now
     */
    Unfinished(List<RaceRow> before) {
        before.forEach(race -> race(race.exploring(), race.finished()));
    }

    /** Takes note of a race. */
    void race(Rollout race) {
        race(race.exploring(), race.finished());
    }

    private synchronized void race(boolean exploring, boolean atFinish) {
        raced |= !exploring;
        finished |= !exploring && atFinish;
    }

    /** Whether one was finished. */
    synchronized boolean isOver() {
        return finished;
    }

    /** Whether there were greedy races, and none of them was finished. */
    synchronized boolean isSo() {
        return raced && !finished;
    }
}
