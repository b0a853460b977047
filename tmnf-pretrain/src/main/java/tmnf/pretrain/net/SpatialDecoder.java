package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import tmnf.pretrain.engine.Tensors;

/**
 * The encoder mirrored by transposed convolutions, so that it fits every size that the encoder takes, not
 * only squares, with as few weights as the encoder has. Its layers are called 0, 2, 4 and 6. Where it gets
 * something else than what the encoder makes, such as latent numbers, a linear layer called {@code input}
 * comes first.
 *
 * @param encoder that it mirrors
 * @param features that it gets, at least 1
 * @param widened whether the linear layer comes first; needed where the encoder makes another number of
 *     features
 */
public record SpatialDecoder(Encoder encoder, int features, boolean widened) implements Decoder {

    private static final List<Encoder.Layer> LAYERS = Encoder.LAYERS;
    private static final String INPUT = "input";

    /** Checks the range. */
    public SpatialDecoder {
        if (features < 1) {
            throw new IllegalArgumentException("a decoder gets 1 feature or more, not " + features);
        }
        if (!widened && features != encoder.features()) {
            throw new IllegalArgumentException("a decoder of " + features + " features, whose encoder makes "
                    + encoder.features() + ", has to be widened");
        }
    }

    /** The mirror that gets what the encoder makes. */
    public SpatialDecoder(Encoder encoder) {
        this(encoder, encoder.features(), false);
    }

    @Override
    public List<WeightSpec> specs(String prefix) {
        List<WeightSpec> specs = new ArrayList<>();
        if (widened) {
            specs.addAll(WeightSpec.linear(prefix + INPUT, features, encoder.features()));
        }
        for (int i = LAYERS.size() - 1; i >= 0; i--) {
            specs.addAll(WeightSpec.transposedConv(name(prefix, i), LAYERS.get(i).channels(), before(i),
                    LAYERS.get(i).kernel()));
        }
        return specs;
    }

    private static String name(String prefix, int layer) {
        return prefix + 2 * (LAYERS.size() - 1 - layer);
    }

    private int before(int layer) {
        return layer == 0 ? encoder.channels() : LAYERS.get(layer - 1).channels();
    }

    @Override
    public NDArray forward(Weights weights, String prefix, NDArray encoded) {
        int[] heights = Encoder.lengths(encoder.height());
        int[] widths = Encoder.lengths(encoder.width());
        int last = LAYERS.size();
        NDArray first = widened ? Tensors.leakyRelu(Tensors.linear(encoded, weights.get(prefix + INPUT
                + ".weight"), weights.get(prefix + INPUT + ".bias"))) : encoded;
        NDArray x = first.reshape(encoded.getShape().get(0), LAYERS.get(last - 1).channels(), heights[last],
                widths[last]);
        for (int i = last - 1; i >= 0; i--) {
            NDArray y = unfold(LAYERS.get(i), weights, name(prefix, i), x, heights[i], widths[i]);
            x = i == 0 ? Activation.sigmoid(y) : Tensors.leakyRelu(y);
        }
        return x;
    }

    /** Whether there are sides whose end no kernel reaches, so that what is there is repeated. */
    public boolean repeatsEdges() {
        return repeatsEdge(encoder.height()) || repeatsEdge(encoder.width());
    }

    private static boolean repeatsEdge(int side) {
        int[] lengths = Encoder.lengths(side);
        return IntStream.range(0, LAYERS.size()).anyMatch(i -> lacking(LAYERS.get(i), lengths[i + 1],
                lengths[i]) > 0);
    }

    /**
     * (B, in, ...) -> (B, out, height, width). What the convolution left over at the end of a side, because
     * its stride did not fit, no kernel would reach from what it made: so the last row or column is there
     * twice, and what is too much of the output is cut. An output padding would draw that border of every
     * picture alike, at 40x40 pixels the last 6 of them.
     */
    private static NDArray unfold(Encoder.Layer layer, Weights weights, String name, NDArray x, int height,
            int width) {
        NDArray high = Tensors.repeatEdge(x, 2, lacking(layer, x.getShape().get(2), height));
        NDArray wide = Tensors.repeatEdge(high, 3, lacking(layer, x.getShape().get(3), width));
        return Tensors.transposedConv2d(wide, weights.get(name + ".weight"), weights.get(name + ".bias"),
                layer.stride(), 0, height - reach(layer, wide.getShape().get(2)),
                width - reach(layer, wide.getShape().get(3)));
    }

    /** How many more numbers of a side's input it takes to reach all of its output. */
    private static int lacking(Encoder.Layer layer, long small, int large) {
        return (large - reach(layer, small) + layer.stride() - 1) / layer.stride();
    }

    private static int reach(Encoder.Layer layer, long small) {
        return Math.toIntExact(Tensors.length(small, layer.kernel(), layer.stride(), 0, 0));
    }
}
