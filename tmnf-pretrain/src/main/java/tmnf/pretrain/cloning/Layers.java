package tmnf.pretrain.cloning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.Tensors;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.tminterface.observation.Normalisation;

/** Layers that both kinds of policies are made of. */
final class Layers {

    private static final float SMALLEST_STD = 1e-6f;

    private Layers() {
    }

    static NDArray linear(Weights weights, String name, NDArray input) {
        return Tensors.linear(input, weights.get(name + ".weight"), weights.get(name + ".bias"));
    }

    static NDArray leaky(Weights weights, String name, NDArray input) {
        return Tensors.leakyRelu(linear(weights, name, input));
    }

    /** Two linear layers with a rectifier in between, {@code 0} and {@code 2} behind the prefix. */
    static List<WeightSpec> twoLayers(String prefix, int in, int hidden, int out) {
        List<WeightSpec> specs = new ArrayList<>(WeightSpec.linear(prefix + "0", in, hidden));
        specs.addAll(WeightSpec.linear(prefix + "2", hidden, out));
        return specs;
    }

    static NDArray twoLayers(Weights weights, String prefix, NDArray input, double dropped,
            Optional<SplittableRandom> random) {
        NDArray hidden = Dropout.drop(leaky(weights, prefix + "0", input), dropped, random);
        return linear(weights, prefix + "2", hidden);
    }

    /** Features of an observation, which is scaled first: (B, numbers) -> (B, hidden). */
    static NDArray ofFloats(Weights weights, String prefix, Normalisation scaling, Optional<NDArray> floats) {
        NDArray given = floats.orElseThrow(() -> new IllegalArgumentException("the network looks at "
                + scaling.size() + " numbers beside the picture, and the samples have none"));
        NDManager scope = given.getManager();
        float[] std = scaling.std();
        for (int i = 0; i < std.length; i++) {
            std[i] = Math.max(std[i], SMALLEST_STD);
        }
        NDArray scaled = given.sub(scope.create(scaling.mean())).div(scope.create(std));
        return leaky(weights, prefix + "2", leaky(weights, prefix + "0", scaled));
    }
}
