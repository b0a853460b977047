package tmnf.pretrain.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.net.ProjectionHead;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/**
 * Tells two views of a sample from views of all others. Source: Chen et al. 2020, arXiv 2002.05709;
 * pretraining note, sections 5 and 6.
 *
 * @param temperature above 0
 */
public record SimClr(StackedEncoder encoder, ProjectionHead head, Normalization normalization,
        double temperature) implements Objective {

    private static final String HEAD = "projection.";

    /** Checks that the parts fit. */
    public SimClr {
        Objects.requireNonNull(normalization, "normalization");
        if (head.features() != encoder.features() || !(temperature > 0)) {
            throw new IllegalArgumentException("encoder and head do not fit, or the temperature "
                    + temperature
                    + " is not above 0");
        }
    }

    @Override
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>(encoder.specs());
        specs.addAll(head.specs(HEAD));
        return specs;
    }

    @Override
    public StepLoss loss(Weights weights, SampleTensors samples, SplittableRandom random) {
        NDArray pictures = samples.pictures();
        NDArray first = Augmentation.apply(pictures, random);
        NDArray second = Augmentation.apply(pictures, random);
        return StepLoss.of(compare(weights, first, second));
    }

    /** The loss of two views that are given. */
    NDArray compare(Weights weights, NDArray first, NDArray second) {
        return NtXent.loss(project(weights, first), project(weights, second), temperature);
    }

    private NDArray project(Weights weights, NDArray view) {
        return head.forward(weights, HEAD, encoder.forward(weights, normalization.apply(view)));
    }

    @Override
    public boolean comparesSamples() {
        return true;
    }

    /** Views of neighbours, which are much the same, are hard to tell apart: the loss would be theirs. */
    @Override
    public boolean needsMixedSamples() {
        return true;
    }
}
