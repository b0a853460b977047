package tmnf.rl.collect;

import java.util.List;
import java.util.Objects;

import tmnf.rl.rollout.Rollout;

/**
 * A race that came to its end, and how.
 *
 * @param collector whose it is
 * @param task what was to be driven
 * @param rollout what it left
 * @param timing where the wall time went
 * @param splitsMs race times of the checkpoints that were passed, the finish included
 */
public record CollectedRace(int collector, RaceTask task, Rollout rollout, RaceTiming timing,
        List<Integer> splitsMs) {

    /** Copies the list. */
    public CollectedRace {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(rollout, "rollout");
        Objects.requireNonNull(timing, "timing");
        splitsMs = List.copyOf(splitsMs);
    }
}
