package tmnf.rl.eval;

import java.util.List;
import java.util.Objects;

import tmnf.rl.rollout.Rollout;

/**
 * A race of an evaluation.
 *
 * @param number among those on its map, from 1 on
 * @param rollout what it left, without frames
 * @param splitsMs race times of the checkpoints that were passed, the finish included
 */
public record EvalRace(int number, Rollout rollout, List<Integer> splitsMs) {

    /** Copies the list. */
    public EvalRace {
        Objects.requireNonNull(rollout, "rollout");
        splitsMs = List.copyOf(splitsMs);
    }

    /** The same race without its frames: they are large, and nobody looks at them. */
    static EvalRace of(int number, Rollout race, List<Integer> splitsMs) {
        return new EvalRace(number, new Rollout(race.map(), race.exploring(), race.end(), race.raceTimeMs(),
                race.floats(), 0, new byte[0], race.states(), race.actions(), race.greedy(), race.values(),
                race.versions(), race.meters(), race.zones(), race.startedNanos(), race.wallNanos()),
                splitsMs);
    }

    /** Short name of the map. */
    public String map() {
        return rollout.map();
    }

    public boolean finished() {
        return rollout.finished();
    }

    /** Of a finished race; else until it was cut off. */
    public int raceTimeMs() {
        return rollout.raceTimeMs();
    }

    /** The furthest zone. */
    public int zone() {
        return rollout.furthestZone();
    }

    /** Mean of the best action's value over all decisions: what the driver expected. */
    public double meanValue() {
        float[] values = rollout.values();
        int actions = values.length / rollout.decisions();
        double sum = 0;
        for (int i = 0; i < rollout.decisions(); i++) {
            float best = Float.NEGATIVE_INFINITY;
            for (int action = 0; action < actions; action++) {
                best = Math.max(best, values[i * actions + action]);
            }
            sum += best;
        }
        return sum / rollout.decisions();
    }
}
