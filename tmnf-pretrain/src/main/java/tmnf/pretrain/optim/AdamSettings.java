package tmnf.pretrain.optim;

/**
 * Numbers of {@link Adam}, under PyTorch's names.
 *
 * @param lr size of a step, above 0
 * @param beta1 decay of the mean of gradients, 0 to below 1
 * @param beta2 decay of the mean of their squares, 0 to below 1
 * @param eps added to the root of that mean
 * @param weightDecay share of each weight, biases too, that a step takes off, times {@code lr}: AdamW's; 0
 *     for Adam
 */
public record AdamSettings(double lr, double beta1, double beta2, double eps, double weightDecay) {

    /** PyTorch's defaults. */
    public static final AdamSettings DEFAULT = new AdamSettings(1e-3, 0.9, 0.999, 1e-8, 0);

    /** Checks the ranges. */
    public AdamSettings {
        if (!(lr > 0) || !(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(eps >= 0)
                || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("lr is above 0, betas are 0 to below 1, eps and weight "
                    + "decay 0 or "
                    + "more: lr " + lr + ", betas " + beta1 + " and " + beta2 + ", eps " + eps
                    + ", weight decay " + weightDecay);
        }
    }

    /** The same with another step size. */
    public AdamSettings withLr(double value) {
        return new AdamSettings(value, beta1, beta2, eps, weightDecay);
    }

    /** The same with another weight decay. */
    public AdamSettings withWeightDecay(double value) {
        return new AdamSettings(lr, beta1, beta2, eps, value);
    }
}
