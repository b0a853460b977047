package tmnf.pretrain.objective;

import java.util.List;
import java.util.Map;
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

    /** Frames of a sample: those of a stack, and as many more as the objective looks at. */
    default int frames() {
        return encoder().frames();
    }

    /**
     * Fits weights as they were drawn to the first batch that is learned from, before its {@link #loss}; they
     * stay as they are unless an objective needs it. Called on a thread without gradients.
     */
    default void fit(Weights drawn, SampleTensors first) {
    }

    /**
     * The loss of a batch; all that it makes belongs to the manager of the pictures.
     *
     * @param samples of {@link #frames} frames each
     * @param random of this step alone, for noise and augmentation
     */
    StepLoss loss(Weights weights, SampleTensors samples, SplittableRandom random);

    /** {@link #loss} of a batch that is only looked at: without what is there for training alone. */
    default StepLoss evaluate(Weights weights, SampleTensors samples, SplittableRandom random) {
        return loss(weights, samples, random);
    }

    /** Figures of an epoch by name, made of what {@link StepLoss#tally} gave, added up over its samples. */
    default Map<String, Double> figures(double[] tally) {
        return Map.of();
    }

    /** Pictures as they are given back, like those that came in; empty where none are. */
    default Optional<NDArray> reconstruction(Weights weights, NDArray pictures) {
        return Optional.empty();
    }

    /** Whether a loss needs more than one sample, so that a smaller last batch is left out. */
    default boolean comparesSamples() {
        return false;
    }

    /**
     * Whether samples for validation are mixed, because the loss is one of the whole batch: neighbours, which
     * are much the same, would say little about all.
     */
    default boolean needsMixedSamples() {
        return false;
    }
}
