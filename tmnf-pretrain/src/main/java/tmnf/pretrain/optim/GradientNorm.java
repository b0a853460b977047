package tmnf.pretrain.optim;

import ai.djl.ndarray.NDArray;

/** The length of a gradient, and its limit. */
public final class GradientNorm {

    private static final double EPS = 1e-6;

    private GradientNorm() {
    }

    /**
     * Makes a gradient shorter that is longer than the limit, as PyTorch's {@code clip_grad_norm_}: times
     * limit / (length + 1e-6).
     *
     * @param limit 0 for none
     * @return its length before; infinite or no number when one of its numbers is, and then nothing is
     *         changed
     */
    public static double clip(NDArray gradient, double limit) {
        double length;
        try (NDArray square = gradient.square(); NDArray sum = square.sum()) {
            length = Math.sqrt(sum.getFloat());
        }
        double scale = limit / (length + EPS);
        if (limit > 0 && Double.isFinite(length) && scale < 1) {
            gradient.muli((float) scale);
        }
        return length;
    }
}
