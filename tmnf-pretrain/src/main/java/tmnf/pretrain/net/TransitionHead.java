package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.engine.Tensors;

/**
 * Which action led from a frame to the next, by the features of both: it gets those of the first and by how
 * much they changed.
 *
 * @param features of a frame
 * @param actions to choose from
 */
public record TransitionHead(int features, int actions) {

    private static final int HIDDEN = 256;

    /** Checks the ranges. */
    public TransitionHead {
        if (features < 1 || actions < 2) {
            throw new IllegalArgumentException("no head for " + features + " features and " + actions
                    + " actions");
        }
    }

    /** The weights, their names behind a prefix. */
    public List<WeightSpec> specs(String prefix) {
        List<WeightSpec> specs = new ArrayList<>(WeightSpec.linear(prefix + "0", 2 * features, HIDDEN));
        specs.addAll(WeightSpec.linear(prefix + "2", HIDDEN, actions));
        return specs;
    }

    /** (B, features), (B, features) -> (B, actions), logits. */
    public NDArray forward(Weights weights, String prefix, NDArray before, NDArray after) {
        NDArray hidden = Tensors.leakyRelu(Tensors.linear(before.concat(after.sub(before), 1),
                weights.get(prefix + "0.weight"), weights.get(prefix + "0.bias")));
        return Tensors.linear(hidden, weights.get(prefix + "2.weight"), weights.get(prefix + "2.bias"));
    }
}
