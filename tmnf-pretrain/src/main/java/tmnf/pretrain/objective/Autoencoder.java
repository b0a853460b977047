package tmnf.pretrain.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.net.Decoder;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/**
 * Gives back the picture: the mean of the squared differences of all pixels, of 0 to 1 whatever the encoder
 * gets. (Upstream compares with what the encoder gets, which a decoder that ends in a sigmoid cannot reach
 * below 0.) Source: pretraining note, sections 5 and 6.
 *
 * @param decoder of as many channels as a stack has frames
 */
public record Autoencoder(StackedEncoder encoder, Decoder decoder, Normalization normalization)
        implements Objective {

    /** Prefix of the decoder's weights. */
    public static final String DECODER = "decoder.";

    /** Checks that the parts fit. */
    public Autoencoder {
        Objects.requireNonNull(normalization, "normalization");
        if (decoder.features() != encoder.features()) {
            throw new IllegalArgumentException("the decoder takes " + decoder.features()
                    + " features, the encoder makes " + encoder.features());
        }
    }

    @Override
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>(encoder.specs());
        specs.addAll(decoder.specs(DECODER));
        return specs;
    }

    /** Pictures as they are given back: (B, frames, height, width), 0 to 1. */
    NDArray reconstruct(Weights weights, NDArray pictures) {
        return decoder.forward(weights, DECODER, encoder.forward(weights, normalization.apply(pictures)));
    }

    @Override
    public Optional<NDArray> reconstruction(Weights weights, NDArray pictures) {
        return Optional.of(reconstruct(weights, pictures));
    }

    @Override
    public StepLoss loss(Weights weights, SampleTensors samples, SplittableRandom random) {
        NDArray pictures = samples.pictures();
        return StepLoss.of(reconstruct(weights, pictures).sub(pictures).square().mean());
    }
}
