package tmnf.pretrain.optim;

/**
 * What {@link Adam} has learned of the gradients; in the order of {@link tmnf.pretrain.net.Weights#flat}.
 *
 * @param steps that were taken
 * @param mean of gradients, PyTorch's {@code exp_avg}; not to be modified
 * @param meanSquare of gradients, PyTorch's {@code exp_avg_sq}; not to be modified
 */
public record AdamState(long steps, float[] mean, float[] meanSquare) {

    /** Checks that they fit together. */
    public AdamState {
        if (steps < 0 || mean.length != meanSquare.length) {
            throw new IllegalArgumentException(steps + " steps, " + mean.length + " means and "
                    + meanSquare.length + " mean squares");
        }
    }
}
