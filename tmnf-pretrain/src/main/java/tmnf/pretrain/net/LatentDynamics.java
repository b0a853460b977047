package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.engine.Tensors;

/**
 * What features become by an action: they and what a small network adds to them. Its last layer is 0 at
 * first, so that an untrained one says that nothing changes.
 *
 * @param features of a frame
 * @param actions to choose from
 */
public record LatentDynamics(int features, int actions) {

    private static final int HIDDEN = 512;

    /** Checks the ranges. */
    public LatentDynamics {
        if (features < 1 || actions < 1) {
            throw new IllegalArgumentException("no dynamics of " + features + " features and " + actions
                    + " actions");
        }
    }

    /** The weights, their names behind a prefix. */
    public List<WeightSpec> specs(String prefix) {
        List<WeightSpec> specs = new ArrayList<>(WeightSpec.linear(prefix + "0", features + actions, HIDDEN));
        WeightSpec.linear(prefix + "2", HIDDEN, features).forEach(spec ->
                specs.add(new WeightSpec(spec.name(), spec.shape(), new Initial.Zero())));
        return specs;
    }

    /**
     * One step on.
     *
     * @param encoded (B, features)
     * @param action (B, actions), 1 for the one that was taken and 0 for the others
     * @return (B, features)
     */
    public NDArray forward(Weights weights, String prefix, NDArray encoded, NDArray action) {
        NDArray hidden = Tensors.leakyRelu(Tensors.linear(encoded.concat(action, 1),
                weights.get(prefix + "0.weight"), weights.get(prefix + "0.bias")));
        return encoded.add(Tensors.linear(hidden, weights.get(prefix + "2.weight"),
                weights.get(prefix + "2.bias")));
    }
}
