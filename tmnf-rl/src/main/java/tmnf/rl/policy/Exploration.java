package tmnf.rl.policy;

/**
 * How much of a decision is left to chance. Source: training note, section 4.
 *
 * @param epsilon probability of an action drawn evenly
 * @param boltzmann probability, besides, of the best one after noise
 * @param noise size of that noise, in values
 */
public record Exploration(double epsilon, double boltzmann, double noise) {

    /** Greedy, with the same quantiles each time. */
    public static final Exploration NONE = new Exploration(0, 0, 0);

    /** Checks the ranges. */
    public Exploration {
        if (!(epsilon >= 0) || !(boltzmann >= 0) || !(epsilon + boltzmann <= 1) || !(noise >= 0)) {
            throw new IllegalArgumentException("epsilon " + epsilon + " and " + boltzmann
                    + " are probabilities whose sum is at most 1, noise " + noise + " is 0 or more");
        }
    }
}
