package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import tmnf.pretrain.engine.Tensors;

/**
 * IMPALA's residual encoder, with the mean over all places at its end instead of all of them: sections of 16,
 * 32 and 32 channels, each a 3x3 convolution, the largest of 3x3 every 2 pixels, and two residual blocks.
 * Weights are called {@code <section>.conv}, {@code <section>.<block>.<layer>}. Sources: Espeholt et al.
 * 2018, arXiv 1802.01561; the mean: Sokar et al. 2024, arXiv 2410.05117.
 *
 * @param channels of the picture
 * @param height of the picture
 * @param width of the picture
 */
public record ResidualEncoder(int channels, int height, int width) {

    private static final int[] SECTIONS = {16, 32, 32};
    private static final int BLOCKS = 2;
    private static final int KERNEL = 3;
    private static final int SMALLEST = 8;

    /** Checks the ranges. */
    public ResidualEncoder {
        if (channels < 1 || height < SMALLEST || width < SMALLEST) {
            throw new IllegalArgumentException("a residual encoder takes 1 channel or more and sides of "
                    + SMALLEST + " pixels or more, not " + channels + " x " + height + " x " + width);
        }
    }

    /** Number of features, whatever the size of the picture. */
    public int features() {
        return SECTIONS[SECTIONS.length - 1];
    }

    /** The weights, their names behind a prefix. */
    public List<WeightSpec> specs(String prefix) {
        List<WeightSpec> specs = new ArrayList<>();
        int in = channels;
        for (int section = 0; section < SECTIONS.length; section++) {
            int out = SECTIONS[section];
            specs.addAll(WeightSpec.conv(prefix + section + ".conv", in, out, KERNEL));
            for (int block = 0; block < BLOCKS; block++) {
                specs.addAll(WeightSpec.conv(layer(prefix, section, block, 0), out, out, KERNEL));
                specs.addAll(WeightSpec.conv(layer(prefix, section, block, 1), out, out, KERNEL));
            }
            in = out;
        }
        return specs;
    }

    private static String layer(String prefix, int section, int block, int layer) {
        return prefix + section + "." + block + "." + layer;
    }

    /** (B, channels, height, width) -> (B, features). */
    public NDArray forward(Weights weights, String prefix, NDArray pictures) {
        NDArray x = pictures;
        for (int section = 0; section < SECTIONS.length; section++) {
            x = Pool.maxPool2d(conv(weights, prefix + section + ".conv", x), new Shape(KERNEL, KERNEL),
                    new Shape(2, 2), new Shape(1, 1), false);
            for (int block = 0; block < BLOCKS; block++) {
                NDArray inner = conv(weights, layer(prefix, section, block, 0), Tensors.leakyRelu(x));
                x = x.add(conv(weights, layer(prefix, section, block, 1), Tensors.leakyRelu(inner)));
            }
        }
        return Tensors.leakyRelu(x).reshape(x.getShape().get(0), features(), -1).mean(new int[] {2}, false);
    }

    private static NDArray conv(Weights weights, String name, NDArray input) {
        return Tensors.sameConv2d(input, weights.get(name + ".weight"), weights.get(name + ".bias"));
    }
}
