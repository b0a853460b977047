package tmnf.rl.policy;

import java.util.SplittableRandom;

/** From values to an action. Source: training note, section 4. */
public final class ActionChoice {

    private ActionChoice() {
    }

    /** Index of the largest value, the lowest of equal ones. */
    public static int best(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * The action for numbers that were drawn already.
     *
     * @param values of all actions
     * @param chance 0 to below 1: which of the ways is taken
     * @param normals standard normal, one for each action; not looked at where the best one is taken
     */
    public static int choose(float[] values, Exploration exploration, double chance, double[] normals) {
        boolean even = chance < exploration.epsilon();
        if (!even && !(chance < exploration.epsilon() + exploration.boltzmann())) {
            return best(values);
        }
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            double score = even ? normals[i] : values[i] + exploration.noise() * normals[i];
            if (score > largest) {
                largest = score;
                best = i;
            }
        }
        return best;
    }

    /** The same with numbers drawn here; greedy ones draw none. */
    public static int choose(float[] values, Exploration exploration, SplittableRandom random) {
        if (exploration.epsilon() + exploration.boltzmann() == 0) {
            return best(values);
        }
        double chance = random.nextDouble();
        if (chance >= exploration.epsilon() + exploration.boltzmann()) {
            return best(values);
        }
        double[] normals = new double[values.length];
        for (int i = 0; i < normals.length; i++) {
            normals[i] = random.nextGaussian();
        }
        return choose(values, exploration, chance, normals);
    }
}
