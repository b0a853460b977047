package tmnf.rl.metrics;

/**
 * A step of the learner, or a batch of the test part.
 *
 * @param test whether nothing was learned from it
 * @param transitions in the batch
 * @param loss mean of a transition
 * @param normBefore of all gradients, before clipping; NaN in a test
 * @param normAfter of all gradients, after clipping; NaN in a test
 * @param seconds that it took
 */
public record StepFigures(boolean test, int transitions, double loss, double normBefore, double normAfter,
        double seconds) {
}
