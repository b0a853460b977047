package tmnf.rl.learn;

/**
 * What a batch gave.
 *
 * @param loss mean over transitions, weighted and normalised by self losses, before the step
 * @param norm length of the gradient before it was cut; 0 for test batches
 * @param clippedNorm its length after both cuts; 0 for test batches
 * @param errors for each transition how far its value lay from its target, both means over quantiles: what
 *     priorities are made of; not to be modified
 * @param learned whether the weights were changed: not by test batches, nor where loss or gradient were not
 *     finite
 * @param nanos that it took
 */
public record StepFigures(double loss, double norm, double clippedNorm, float[] errors, boolean learned,
        long nanos) {

    /** Whether loss and gradient are numbers. */
    public boolean finite() {
        return Double.isFinite(loss) && Double.isFinite(norm);
    }
}
