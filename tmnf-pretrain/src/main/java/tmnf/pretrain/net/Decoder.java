package tmnf.pretrain.net;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** What makes a picture of features. */
public sealed interface Decoder permits LinearDecoder, SpatialDecoder {

    /** Number of features that it gets. */
    int features();

    /** The weights, their names behind a prefix such as {@code decoder.}. */
    List<WeightSpec> specs(String prefix);

    /** (B, features) -> (B, channels, height, width), 0 to 1. */
    NDArray forward(Weights weights, String prefix, NDArray encoded);
}
