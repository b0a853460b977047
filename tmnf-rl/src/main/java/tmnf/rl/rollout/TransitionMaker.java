package tmnf.rl.rollout;

import java.util.Objects;

/**
 * Makes transitions of n steps, as Linesight does: a finished race keeps its last one. On demand the last
 * state of a race that was cut off because it got no further has one, too, as if the car stood there until
 * the mini-race ends: else nothing says what such states are worth, and what is guessed of them spreads to
 * all from which the car comes there. Immutable. Source: training note, section 6.
 */
public final class TransitionMaker {

    private final Rewards rewards;
    private final int nSteps;
    private final double gamma;
    private final boolean cutAtChance;
    private final boolean standStill;

    /** A maker of what Linesight makes. */
    public TransitionMaker(Rewards rewards, int nSteps, double gamma, boolean cutAtChance) {
        this(rewards, nSteps, gamma, cutAtChance, false);
    }

    /**
     * A maker.
     *
     * @param rewards for arriving somewhere
     * @param nSteps the most steps, 1 or more
     * @param gamma discount of a step
     * @param cutAtChance whether steps end before an action that was not the best one
     * @param standStill whether the car stands still where a race was cut off without progress
     */
    public TransitionMaker(Rewards rewards, int nSteps, double gamma, boolean cutAtChance,
            boolean standStill) {
        if (nSteps < 1 || !(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException(nSteps + " steps with gamma " + gamma
                    + " must be 1 or more, and from 0 to 1");
        }
        this.rewards = Objects.requireNonNull(rewards, "rewards");
        this.nSteps = nSteps;
        this.gamma = gamma;
        this.cutAtChance = cutAtChance;
        this.standStill = standStill;
    }

    /** The transitions of a race; none for a race of one state that was cut off, unless it stands there. */
    public Transitions of(Rollout race) {
        boolean stands = standStill && race.end() == RaceEnd.NO_PROGRESS;
        int between = race.entries() - 1;
        int count = stands ? race.entries() : between;
        double[] arriving = rewards.of(race);
        float[] potential = new float[race.decisions()];
        for (int i = 0; i < potential.length; i++) {
            potential[i] = (float) rewards.potential(race, i);
        }
        int[] steps = new int[count];
        int[] remaining = new int[count];
        float[] sums = new float[count * nSteps];
        float[] before = new float[count];
        float[] after = new float[count];
        for (int i = 0; i < between; i++) {
            steps[i] = steps(race, i, Math.min(nSteps, between - i));
            double sum = 0;
            double factor = 1;
            for (int j = 0; j < steps[i]; j++) {
                sum += factor * arriving[i + 1 + j];
                factor *= gamma;
                sums[i * nSteps + j] = (float) sum;
            }
            remaining[i] = race.finished() ? between - i : Transitions.NO_FINISH;
            before[i] = potential[i];
            int next = i + steps[i];
            after[i] = next < potential.length ? potential[next] : 0;
        }
        if (stands) {
            steps[between] = 1;
            sums[between * nSteps] = (float) rewards.standing(race);
            remaining[between] = Transitions.STANDS_STILL;
            before[between] = potential[between];
        }
        return new Transitions(race, nSteps, gamma, steps, sums, remaining, before, after);
    }

    private int steps(Rollout race, int from, int most) {
        if (cutAtChance) {
            for (int n = 1; n < most; n++) {
                if (!race.greedy()[from + n]) {
                    return n;
                }
            }
        }
        return most;
    }
}
