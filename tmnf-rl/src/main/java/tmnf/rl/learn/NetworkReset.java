package tmnf.rl.learn;

import java.util.List;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.optim.Mixing;

/**
 * Mixes fresh weights into the online network: a little into all, then much into the last layers. With a
 * larger share for all it is shrink-and-perturb. Frozen weights stay. Sources: training note, section 9.5;
 * Ash and Adams 2020, arXiv 1910.08475.
 *
 * @param all share of fresh weights in all ({@code overall_reset_mul_factor})
 * @param last share of fresh weights in the last layers of both heads, after that ({@code
 *     last_layer_reset_factor})
 */
public record NetworkReset(double all, double last) {

    /** Upstream's. */
    public static final NetworkReset DEFAULT = new NetworkReset(0.01, 0.8);
    /** Shrink-and-perturb: half of each weight stays, in the last layers too. */
    public static final NetworkReset SHRINK_AND_PERTURB = new NetworkReset(0.5, 0);

    private static final List<String> LAST = List.of("A_head.2.", "V_head.2.");

    /** Checks the ranges. */
    public NetworkReset {
        if (!(all >= 0 && all <= 1) || !(last >= 0 && last <= 1)) {
            throw new IllegalArgumentException("shares of fresh weights are 0 to 1, not " + all + " and "
                    + last);
        }
    }

    /**
     * Mixes, on the thread that owns the weights.
     *
     * @param seed of the fresh weights
     * @param frozen prefixes of names of weights that stay as they are
     */
    public void apply(TorchEngine engine, Weights weights, List<String> frozen, long seed) {
        try (NDManager manager = engine.manager();
                Weights fresh = new Weights(manager, weights.specs(), false)) {
            fresh.draw(seed);
            for (WeightSpec spec : weights.specs()) {
                String name = spec.name();
                if (frozen.stream().noneMatch(name::startsWith)) {
                    Mixing.mix(weights, fresh, all, name);
                    if (LAST.stream().anyMatch(name::startsWith)) {
                        Mixing.mix(weights, fresh, last, name);
                    }
                }
            }
        }
    }
}
