package tmnf.pretrain.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.net.LatentDynamics;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/**
 * Tells what the features of the coming frames will be, from those of now and the actions in between, each
 * step from what the step before told. The loss is the mean squared difference to the features that those
 * frames really have, over all steps, and {@link LatentTerms}, without which features that never change would
 * be the best. Gradients flow into both sides of the difference: the features are to become such as can be
 * told, and it is the terms that keep them apart, not a side that is held.
 *
 * <p>Beside the loss, {@code rollout_1} and so on are its differences by step, and {@code copy_1} and so on
 * those of telling that nothing changes: means of squares over samples and features.
 *
 * @param steps that are told, at least 1
 */
public record ForwardModel(StackedEncoder encoder, LatentDynamics dynamics, Normalization normalization,
        int steps, LatentTerms terms) implements Objective {

    private static final String DYNAMICS = "dynamics.";

    /** Checks that the parts fit. */
    public ForwardModel {
        Objects.requireNonNull(normalization, "normalization");
        Objects.requireNonNull(terms, "terms");
        if (dynamics.features() != encoder.features() || steps < 1) {
            throw new IllegalArgumentException("encoder and dynamics do not fit, or " + steps
                    + " steps are fewer than 1");
        }
    }

    @Override
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>(encoder.specs());
        specs.addAll(dynamics.specs(DYNAMICS));
        return specs;
    }

    @Override
    public int frames() {
        return encoder.frames() + steps;
    }

    @Override
    public void fit(Weights drawn, SampleTensors first) {
        Transitions.fit(encoder, normalization, drawn, first.pictures(), steps);
    }

    @Override
    public StepLoss loss(Weights weights, SampleTensors samples, SplittableRandom random) {
        NDArray encoded = Transitions.encode(encoder, normalization, weights, samples.pictures(), steps);
        NDArray taken = Transitions.oneHot(Transitions.actions(encoder, samples, steps), dynamics.actions());
        NDArray first = encoded.get(0);
        NDArray told = first;
        NDList rollout = new NDList();
        NDList copy = new NDList();
        for (int i = 1; i <= steps; i++) {
            told = dynamics.forward(weights, DYNAMICS, told, taken.get(":, " + (i - 1)));
            NDArray real = encoded.get(i);
            rollout.add(told.sub(real).square().mean().reshape(new Shape(1)));
            copy.add(first.sub(real).square().mean().reshape(new Shape(1)));
        }
        NDArray errors = NDArrays.concat(rollout);
        NDArray prediction = errors.mean();
        NDArray all = encoded.reshape(-1, encoder.features());
        LatentTerms.Both both = LatentTerms.of(all);
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("prediction", prediction);
        parts.put("variance", both.variance());
        parts.put("covariance", both.covariance());
        for (int i = 0; i < steps; i++) {
            parts.put("rollout_" + (i + 1), rollout.get(i));
            parts.put("copy_" + (i + 1), copy.get(i));
        }
        return new StepLoss(prediction.add(terms.weighted(both)), parts,
                Optional.of(LatentTerms.tally(all)));
    }

    @Override
    public Map<String, Double> figures(double[] tally) {
        return LatentTerms.figures(tally, 0, encoder.features());
    }

    @Override
    public boolean comparesSamples() {
        return true;
    }

    @Override
    public boolean needsMixedSamples() {
        return true;
    }
}
