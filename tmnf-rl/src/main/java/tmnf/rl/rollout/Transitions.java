package tmnf.rl.rollout;

import java.util.Objects;

/**
 * Transitions of one race: number i starts at its state i. Arrays are handed over. Source: training note,
 * section 6.
 *
 * @param race that they are of
 * @param nSteps the most steps of one
 * @param gamma discount of a step
 * @param steps of each: 1 to nSteps
 * @param rewards discounted sums of the first 1, 2, ... steps, nSteps places for each
 * @param remaining decisions from the state to the finish; {@link #NO_FINISH} where the race has none; {@link
 *         #STANDS_STILL} of the last state of a race that was cut off, where it has a transition
 * @param potentials of the states
 * @param nextPotentials of the states behind their steps; 0 after the finish
 */
public record Transitions(Rollout race, int nSteps, double gamma, int[] steps, float[] rewards,
        int[] remaining, float[] potentials, float[] nextPotentials) {

    /** {@link #remaining} of a race that was cut off. */
    public static final int NO_FINISH = Integer.MAX_VALUE;
    /**
     * {@link #remaining} of a last state at which the car is taken to stand until the mini-race ends: the one
     * reward is that of each decision there.
     */
    public static final int STANDS_STILL = -1;

    /** Checks the lengths. */
    public Transitions {
        Objects.requireNonNull(race, "race");
        int count = steps.length;
        boolean standsStill = count > 0 && remaining.length == count && remaining[count - 1] == STANDS_STILL;
        int expected = race.entries() - (standsStill ? 0 : 1);
        if (count != expected || rewards.length != count * nSteps || remaining.length != count
                || potentials.length != count || nextPotentials.length != count) {
            throw new IllegalArgumentException("a race of " + race.entries() + " entries has " + count
                    + " transitions with " + rewards.length + " rewards");
        }
    }

    /** How many there are. */
    public int count() {
        return steps.length;
    }

    /**
     * Whether no observation is behind the steps of a transition: they end at the finish, or the car stands
     * still.
     */
    public boolean leadsNowhere(int transition) {
        return race.finished() && transition + steps[transition] == race.entries() - 1
                || remaining[transition] == STANDS_STILL;
    }
}
