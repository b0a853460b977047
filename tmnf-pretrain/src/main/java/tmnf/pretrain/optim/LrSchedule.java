package tmnf.pretrain.optim;

import java.util.Objects;

/**
 * How the step size goes over a run, as a share of the one that was asked for. It is a function of the step
 * alone, so that a resumed run needs to know no more than where it is. PyTorch has the same as {@code
 * LinearLR}, from a share of {@code 1 / (w + 1)} on, and behind it {@code CosineAnnealingLR}, both advanced
 * with each step; t counts from 0, w are the steps of the warm-up, T all of the run:
 *
 * <pre>
 * t < w:  (t + 1) / (w + 1)
 * else:   constant: 1,  cosine: (1 + cos(pi (t - w) / (T - w))) / 2
 * </pre>
 *
 * <p>Source: Loshchilov and Hutter 2016, arXiv 1608.03983, without restarts.
 *
 * @param shape behind the warm-up
 * @param warmupEpochs epochs until the step size is the one that was asked for, 0 or more
 */
public record LrSchedule(Shape shape, double warmupEpochs) {

    /** Always the step size that was asked for: PyTorch without a schedule. */
    public static final LrSchedule CONSTANT = new LrSchedule(Shape.CONSTANT, 0);

    /** How it goes on behind the warm-up. */
    public enum Shape {
        /** As it is. */
        CONSTANT,
        /** Down to almost 0 at the end of the run, along half a wave: slowly, faster, slowly. */
        COSINE
    }

    /** Checks the range. */
    public LrSchedule {
        Objects.requireNonNull(shape, "shape");
        if (!(warmupEpochs >= 0 && Double.isFinite(warmupEpochs))) {
            throw new IllegalArgumentException("warmupEpochs is 0 or more, not " + warmupEpochs);
        }
    }

    /** Whether the step size of a step depends on how long the run is to be. */
    public boolean dependsOnLength() {
        return shape == Shape.COSINE;
    }

    /**
     * Share of the step size that a step has: above 0, to 1.
     *
     * @param step counted over all epochs, from 0
     * @param stepsPerEpoch at least 1
     * @param epochs of the whole run
     */
    public double share(long step, long stepsPerEpoch, int epochs) {
        long all = stepsPerEpoch * epochs;
        if (step < 0 || stepsPerEpoch < 1 || step >= all) {
            throw new IllegalArgumentException("step " + step + " of " + epochs + " epochs of "
                    + stepsPerEpoch);
        }
        long warmup = Math.round(warmupEpochs * stepsPerEpoch); // maybe more than all: the run is a part
        if (step < warmup) {
            return (step + 1.0) / (warmup + 1.0);
        }
        if (shape == Shape.CONSTANT) {
            return 1;
        }
        // (1 + cos(2x)) / 2 in a form that does not lose the last steps of a long run to rounding.
        double cosine = StrictMath.cos(Math.PI / 2 * (step - warmup) / (all - warmup));
        return cosine * cosine;
    }
}
