package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import tmnf.pretrain.engine.Tensors;

/**
 * What takes features to the space in which SimCLR compares them. Source: pretraining note, section 5.
 *
 * @param features that it gets
 * @param dimensions of the space, 2 at least
 */
public record ProjectionHead(int features, int dimensions) {

    private static final int HIDDEN = 256;

    /** Checks the range. */
    public ProjectionHead {
        if (dimensions < 2) {
            throw new IllegalArgumentException("a projection has 2 dimensions at least, not " + dimensions);
        }
    }

    /** The weights, their names behind a prefix. */
    public List<WeightSpec> specs(String prefix) {
        List<WeightSpec> specs = new ArrayList<>(WeightSpec.linear(prefix + "0", features, HIDDEN));
        specs.addAll(WeightSpec.linear(prefix + "2", HIDDEN, dimensions));
        return specs;
    }

    /** (B, features) -> (B, dimensions). */
    public NDArray forward(Weights weights, String prefix, NDArray encoded) {
        NDArray hidden = Activation.relu(Tensors.linear(encoded, weights.get(prefix + "0.weight"),
                weights.get(prefix + "0.bias")));
        return Tensors.linear(hidden, weights.get(prefix + "2.weight"), weights.get(prefix + "2.bias"));
    }
}
