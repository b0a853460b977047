package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.Tensors;

/**
 * What makes features of a picture: four convolutions without padding, each with a leaky rectifier, as {@code
 * img_head} of the IQN network. Source: pretraining note, section 5.
 *
 * <pre>
 * name  layer               64x64
 * 0     4x4, stride 2       16 x 31 x 31
 * 2     4x4, stride 2       32 x 14 x 14
 * 4     3x3, stride 2       64 x 6 x 6
 * 6     3x3                 32 x 4 x 4, as 512 features
 * </pre>
 *
 * @param channels of the picture: frames of a stack
 * @param height of the picture, at least {@value #SMALLEST}
 * @param width of the picture, at least {@value #SMALLEST}
 */
public record Encoder(int channels, int height, int width) {

    /** Shortest side of a picture of which anything is left at the end. */
    public static final int SMALLEST = 34;

    /** A convolution: name, output channels, kernel, stride. */
    record Layer(String name, int channels, int kernel, int stride) {

        int length(int input) {
            return (input - kernel) / stride + 1;
        }

        /** Without the rectifier, of weights that may still change. */
        NDArray convolve(Weights weights, String prefix, NDArray input) {
            return Tensors.conv2dOfKernel(input, Tensors.kernel(input.getManager(), weights.get(prefix + name
                    + ".weight")), weights.get(prefix + name + ".bias"), stride);
        }
    }

    static final List<Layer> LAYERS = List.of(new Layer("0", 16, 4, 2), new Layer("2", 32, 4, 2),
            new Layer("4", 64, 3, 2), new Layer("6", 32, 3, 1));

    /** Checks the ranges. */
    public Encoder {
        if (channels < 1 || height < SMALLEST || width < SMALLEST) {
            throw new IllegalArgumentException("an encoder takes 1 channel or more and sides of " + SMALLEST
                    + " pixels or more, not " + channels + " x " + height + " x " + width);
        }
    }

    /** Lengths of a side before the first layer and behind each. */
    static int[] lengths(int side) {
        int[] lengths = new int[LAYERS.size() + 1];
        lengths[0] = side;
        for (int i = 0; i < LAYERS.size(); i++) {
            lengths[i + 1] = LAYERS.get(i).length(lengths[i]);
        }
        return lengths;
    }

    /** Number of features. */
    public int features() {
        int last = LAYERS.size();
        return LAYERS.get(last - 1).channels() * lengths(height)[last] * lengths(width)[last];
    }

    /** The weights, their names behind a prefix such as {@code encoder.}. */
    public List<WeightSpec> specs(String prefix) {
        List<WeightSpec> specs = new ArrayList<>();
        int in = channels;
        for (Layer layer : LAYERS) {
            specs.addAll(WeightSpec.conv(prefix + layer.name(), in, layer.channels(), layer.kernel()));
            in = layer.channels();
        }
        return specs;
    }

    /** (B, channels, height, width) -> (B, features). */
    public NDArray forward(Weights weights, String prefix, NDArray pictures) {
        return forward(weights, prefix, kernels(weights, prefix, pictures.getManager()), pictures);
    }

    /** Its convolutions as they are computed with, for {@link #forward}, in a scope. */
    List<NDArray> kernels(Weights weights, String prefix, NDManager scope) {
        return LAYERS.stream().map(layer -> Tensors.kernel(scope, weights.get(prefix + layer.name()
                + ".weight"))).toList();
    }

    /** The same with {@link #kernels} that were made of the weights before. */
    NDArray forward(Weights weights, String prefix, List<NDArray> kernels, NDArray pictures) {
        NDArray x = pictures;
        for (int i = 0; i < kernels.size(); i++) {
            Layer layer = LAYERS.get(i);
            x = Tensors.leakyRelu(Tensors.conv2dOfKernel(x, kernels.get(i), weights.get(prefix + layer.name()
                    + ".bias"), layer.stride()));
        }
        return x.reshape(x.getShape().get(0), features());
    }
}
