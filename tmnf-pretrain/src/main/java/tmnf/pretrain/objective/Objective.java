package tmnf.pretrain.objective;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/** What an encoder is trained for. Immutable; holds no tensor. */
public interface Objective {

    /** The encoder that is trained. */
    StackedEncoder encoder();

    /** All weights, those of the encoder first. */
    List<WeightSpec> specs();

    /**
     * The loss of a batch; all that it makes belongs to the manager of the pictures.
     *
     * @param pictures (B, frames, height, width), 0 to 1
     * @param random of this step alone, for noise and augmentation
     */
    StepLoss loss(Weights weights, NDArray pictures, SplittableRandom random);

    /** Pictures as they are given back, like those that came in; empty where none are. */
    default Optional<NDArray> reconstruction(Weights weights, NDArray pictures) {
        return Optional.empty();
    }

    /** Whether a loss needs more than one sample, so that a smaller last batch is left out. */
    default boolean comparesSamples() {
        return false;
    }
}
