package tmnf.pretrain.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/** Moves weights towards others. On threads without gradients. */
public final class Mixing {

    private Mixing() {
    }

    /**
     * {@code weights = (1 - share) * weights + share * other}, all of them.
     *
     * @param share 0 to 1
     */
    public static void mix(Weights weights, Weights other, double share) {
        requireShare(share);
        mix(weights.flat(), other.flat(), share);
    }

    /** The same with the weights whose names begin with a prefix. */
    public static void mix(Weights weights, Weights other, double share, String prefix) {
        requireShare(share);
        long at = 0;
        for (WeightSpec spec : weights.specs()) {
            long end = at + spec.size();
            if (spec.name().startsWith(prefix)) {
                NDIndex range = new NDIndex(at + ":" + end);
                try (NDArray to = weights.flat().get(range); NDArray from = other.flat().get(range)) {
                    mix(to, from, share);
                }
            }
            at = end;
        }
    }

    private static void mix(NDArray to, NDArray from, double share) {
        try (NDArray part = from.mul((float) share)) {
            to.muli((float) (1 - share)).addi(part);
        }
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is 0 to 1, not " + share);
        }
    }
}
