package tmnf.rl.collect;

import java.util.Objects;

import tmnf.rl.policy.Exploration;

/**
 * One race that shall be driven.
 *
 * @param target where
 * @param exploring whether actions may be drawn; else it is an evaluation, and the best actions are taken
 * @param exploration how much is left to chance; {@link Exploration#NONE} in an evaluation
 */
public record RaceTask(MapTarget target, boolean exploring, Exploration exploration) {

    /** An evaluation leaves nothing to chance. */
    public RaceTask {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(exploration, "exploration");
        if (!exploring && !exploration.equals(Exploration.NONE)) {
            throw new IllegalArgumentException("an evaluation with " + exploration);
        }
    }
}
