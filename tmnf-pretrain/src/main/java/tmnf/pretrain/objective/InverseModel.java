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
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.TransitionHead;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/**
 * Tells which action led from a frame to the next. The loss is the cross entropy, and {@link LatentTerms}, so
 * that features do not keep the little that actions need and nothing else. Source of the idea: Pathak et al.
 * 2017, arXiv 1705.05363.
 *
 * <p>Beside the loss, {@code acc} is the share of actions that are told right, and {@code acc_majority} that
 * of always telling the most frequent one.
 */
public record InverseModel(StackedEncoder encoder, TransitionHead head, Normalization normalization,
        LatentTerms terms) implements Objective {

    private static final String HEAD = "inverse.";
    private static final int STEPS = 1;

    /** Checks that the parts fit. */
    public InverseModel {
        Objects.requireNonNull(normalization, "normalization");
        Objects.requireNonNull(terms, "terms");
        if (head.features() != encoder.features()) {
            throw new IllegalArgumentException("the head takes " + head.features()
                    + " features, the encoder makes " + encoder.features());
        }
    }

    @Override
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>(encoder.specs());
        specs.addAll(head.specs(HEAD));
        return specs;
    }

    @Override
    public int frames() {
        return encoder.frames() + STEPS;
    }

    @Override
    public void fit(Weights drawn, SampleTensors first) {
        Transitions.fit(encoder, normalization, drawn, first.pictures(), STEPS);
    }

    @Override
    public StepLoss loss(Weights weights, SampleTensors samples, SplittableRandom random) {
        NDArray encoded = Transitions.encode(encoder, normalization, weights, samples.pictures(), STEPS);
        NDArray actions = Transitions.actions(encoder, samples, STEPS);
        NDArray taken = Transitions.oneHot(actions, head.actions()).get(":, 0");
        NDArray logits = head.forward(weights, HEAD, encoded.get(0), encoded.get(1));
        NDArray entropy = logits.logSoftmax(1).gather(actions, 1).mean().neg();
        NDArray all = encoded.reshape(-1, encoder.features());
        LatentTerms.Both both = LatentTerms.of(all);
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("entropy", entropy);
        parts.put("variance", both.variance());
        parts.put("covariance", both.covariance());
        NDArray hits = logits.argMax(1).eq(actions.get(":, 0")).toType(DataType.FLOAT32, false).sum()
                .reshape(new Shape(1));
        NDArray tally = NDArrays.concat(new NDList(hits, taken.sum(new int[] {0}), LatentTerms.tally(all)));
        return new StepLoss(entropy.add(terms.weighted(both)), parts, Optional.of(tally));
    }

    @Override
    public Map<String, Double> figures(double[] tally) {
        double samples = 0;
        double most = 0;
        for (int action = 0; action < head.actions(); action++) {
            samples += tally[1 + action];
            most = Math.max(most, tally[1 + action]);
        }
        Map<String, Double> figures = LatentTerms.figures(tally, 1 + head.actions(), encoder.features());
        figures.put("acc", tally[0] / samples);
        figures.put("acc_majority", most / samples);
        return figures;
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
