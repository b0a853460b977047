package tmnf.rl.policy;

/**
 * What the driver does next.
 *
 * @param action index among the actions
 * @param greedy whether it is the best one by the values
 * @param values of all actions, means over quantiles
 * @param version of the weights that it was decided with
 */
public record Decision(int action, boolean greedy, float[] values, long version) {
}
