package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.engine.Tensors;

/**
 * What makes a mean and a logarithm of a variance for each latent number. Source: pretraining note, section
 * 5.
 *
 * @param features that it gets
 * @param latent numbers that it makes, 2 at least
 */
public record VaeHead(int features, int latent) {

    private static final int HIDDEN = 256;

    /** Checks the range. */
    public VaeHead {
        if (latent < 2) {
            throw new IllegalArgumentException("latent numbers are 2 at least, not " + latent);
        }
    }

    /** The weights, their names behind a prefix. */
    public List<WeightSpec> specs(String prefix) {
        List<WeightSpec> specs = new ArrayList<>(WeightSpec.linear(prefix + "0", features, HIDDEN));
        specs.addAll(WeightSpec.linear(prefix + "2", HIDDEN, 2 * latent));
        return specs;
    }

    /** (B, features) -> (B, 2 * latent): the means, then the logarithms of the variances. */
    public NDArray forward(Weights weights, String prefix, NDArray encoded) {
        NDArray hidden = Tensors.leakyRelu(Tensors.linear(encoded, weights.get(prefix + "0.weight"),
                weights.get(prefix + "0.bias")));
        return Tensors.linear(hidden, weights.get(prefix + "2.weight"), weights.get(prefix + "2.bias"));
    }
}
