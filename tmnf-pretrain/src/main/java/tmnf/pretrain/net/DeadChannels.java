package tmnf.pretrain.net;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.engine.Tensors;

/**
 * Wakes channels of a drawn encoder that are on the flat side of their rectifier everywhere in some pictures,
 * where they would learn a hundred times slower than others: their biases are moved so that the mean over
 * the pictures is 0. Drawn layers make numbers of pictures that hardly differ, so that of 32 channels some
 * are dead. All others stay as they were drawn. Krähenbühl et al. 2016 (arXiv 1511.06856) centre and scale
 * every channel; features that vary so much from the start came to tell less of speed and way here.
 */
final class DeadChannels {

    private static final int[] ALONG = {1};

    private DeadChannels() {
    }

    /**
     * Changes biases of the encoder, layer after layer; needs a thread without gradients.
     *
     * @param pictures (B, channels, height, width), as the encoder gets them; what is made here belongs to
     *        their manager
     */
    static void wake(Weights weights, String prefix, NDArray pictures) {
        NDArray x = pictures;
        for (Encoder.Layer layer : Encoder.LAYERS) {
            NDArray made = layer.convolve(weights, prefix, x).transpose(1, 0, 2, 3)
                    .reshape(layer.channels(), -1);
            NDArray dead = made.max(ALONG).lte(0);
            NDArray bias = weights.get(prefix + layer.name() + ".bias");
            bias.subi(made.mean(ALONG).mul(dead.toType(bias.getDataType(), false)));
            x = Tensors.leakyRelu(layer.convolve(weights, prefix, x));
        }
    }
}
