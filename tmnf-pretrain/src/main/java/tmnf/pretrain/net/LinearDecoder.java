package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import tmnf.pretrain.engine.Tensors;

/**
 * Upstream's decoder: one large linear layer to 32 maps of side b = side / 16, then four transposed
 * convolutions that double the side. Only for squares whose side is a multiple of 16; at 128 pixels the
 * linear layer has 9.4 million weights. Source: pretraining note, section 5.
 *
 * @param features that it gets
 * @param channels of the picture that it makes
 * @param side of the picture
 */
public record LinearDecoder(int features, int channels, int side) implements Decoder {

    private static final int MAPS = 32;
    private static final int FACTOR = 16;

    private record Layer(String name, int out, int kernel, int outputPadding) {
    }

    /** Checks the ranges. */
    public LinearDecoder {
        if (!makes(side)) {
            throw new IllegalArgumentException("this decoder makes squares of a multiple of 16 pixels, not "
                    + side);
        }
    }

    /** Whether it can make squares of a side. */
    public static boolean makes(int side) {
        return side >= FACTOR && side % FACTOR == 0;
    }

    private List<Layer> layers() {
        return List.of(new Layer("3", 64, 3, 1), new Layer("5", 32, 3, 1), new Layer("7", 16, 4, 0),
                new Layer("9", channels, 4, 0));
    }

    @Override
    public List<WeightSpec> specs(String prefix) {
        int base = side / FACTOR;
        List<WeightSpec> specs = new ArrayList<>(
                WeightSpec.linear(prefix + "0", features, MAPS * base * base));
        int in = MAPS;
        for (Layer layer : layers()) {
            specs.addAll(WeightSpec.transposedConv(prefix + layer.name(), in, layer.out(), layer.kernel()));
            in = layer.out();
        }
        return specs;
    }

    @Override
    public NDArray forward(Weights weights, String prefix, NDArray encoded) {
        int base = side / FACTOR;
        NDArray x = Tensors.leakyRelu(Tensors.linear(encoded, weights.get(prefix + "0.weight"),
                weights.get(prefix + "0.bias"))).reshape(encoded.getShape().get(0), MAPS, base, base);
        for (Layer layer : layers()) {
            NDArray y = Tensors.transposedConv2d(x, weights.get(prefix + layer.name() + ".weight"),
                    weights.get(prefix + layer.name() + ".bias"), 2, 1, layer.outputPadding());
            x = layer.name().equals("9") ? Activation.sigmoid(y) : Tensors.leakyRelu(y);
        }
        return x;
    }
}
