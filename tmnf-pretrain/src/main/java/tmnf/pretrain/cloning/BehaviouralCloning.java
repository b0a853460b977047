package tmnf.pretrain.cloning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.Tensors;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.objective.SampleTensors;
import tmnf.pretrain.objective.StepLoss;

/**
 * Chooses the actions that the driver took: the sum over offsets of weight times cross entropy, which is a
 * mean over those samples of the batch whose action at that offset is known; {@code loss_mean} is the same
 * divided by the sum of the weights, so that other numbers of offsets can be compared. Those of an epoch are
 * of the means over all its samples whose action is known, whichever batches they were in. What is counted:
 * {@link CloningTally}. Source: pretraining note, section 10.
 *
 * @param columns which labels the samples have
 * @param weights of the offsets, 0 or more, not all 0
 */
public record BehaviouralCloning(PolicyNetwork network, Normalization normalization, ActionColumns columns,
        List<Double> weights) implements Objective {

    /** Checks that the parts fit. */
    public BehaviouralCloning {
        Objects.requireNonNull(normalization, "normalization");
        weights = List.copyOf(weights);
        if (network.heads() != columns.heads() || weights.size() != columns.heads()) {
            throw new IllegalArgumentException("there are " + columns.heads() + " offsets, "
                    + weights.size() + " weights of offsets and " + network.heads() + " heads");
        }
        if (weights.stream().anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))
                || weights.stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("weights of offsets are 0 or more, and not all 0, not "
                    + weights);
        }
    }

    @Override
    public StackedEncoder encoder() {
        return network.encoder();
    }

    @Override
    public List<WeightSpec> specs() {
        return network.specs();
    }

    @Override
    public StepLoss loss(Weights all, SampleTensors samples, SplittableRandom random) {
        return loss(all, samples, Optional.of(random));
    }

    /** Nothing is drawn. */
    @Override
    public StepLoss evaluate(Weights all, SampleTensors samples, SplittableRandom random) {
        return loss(all, samples, Optional.empty());
    }

    private StepLoss loss(Weights all, SampleTensors samples, Optional<SplittableRandom> random) {
        long[] labels = labels(samples);
        NDArray logits = network.logits(all, normalization.apply(samples.pictures()), samples.floats(),
                random);
        NDArray logarithms = logits.logSoftmax(2);
        NDArray total = logarithms.mul(factors(logits, labels)).sum();
        NDArray mean = total.mul(Tensors.number(total, 1 / sumOfWeights()));
        return new StepLoss(total, Map.of("loss_mean", mean),
                Optional.of(logits.getManager().create(tally(logits, logarithms.toFloatArray(), labels)
                        .counts())));
    }

    private double sumOfWeights() {
        return weights.stream().mapToDouble(Double::doubleValue).sum();
    }

    private long[] labels(SampleTensors samples) {
        NDArray actions = samples.actions().orElseThrow(() -> new IllegalArgumentException(
                "the samples have no actions to learn from"));
        if (actions.getShape().get(1) != columns.count()) {
            throw new IllegalArgumentException("the samples have " + actions.getShape().get(1)
                    + " actions each; " + columns.count() + " are needed: at " + columns.offsetsMs()
                    + " ms, and the one before");
        }
        long[] labels = actions.toLongArray();
        for (long label : labels) {
            if (label >= network.actions()) {
                throw new IllegalArgumentException("a sample is labelled with action " + label
                        + ", and there are " + network.actions());
            }
        }
        return labels;
    }

    /** What the logarithms of probabilities are multiplied with to be the loss. */
    private NDArray factors(NDArray logits, long[] labels) {
        int actions = network.actions();
        int heads = columns.heads();
        int batch = labels.length / columns.count();
        float[] factors = new float[batch * heads * actions];
        for (int head = 0; head < heads; head++) {
            int known = 0;
            for (int i = 0; i < batch; i++) {
                known += labels[i * columns.count() + head] >= 0 ? 1 : 0;
            }
            for (int i = 0; i < batch; i++) {
                long label = labels[i * columns.count() + head];
                if (label >= 0) {
                    int at = (i * heads + head) * actions + (int) label;
                    factors[at] = (float) (-weights.get(head) / known);
                }
            }
        }
        return logits.getManager().create(factors, new Shape(batch, heads, actions));
    }

    private CloningTally tally(NDArray logits, float[] logarithms, long[] labels) {
        CloningTally tally = CloningTally.empty(columns, network.actions());
        long[] chosen = logits.argMax(2).toLongArray();
        int heads = columns.heads();
        for (int i = 0; i < chosen.length; i++) {
            int row = i / heads * columns.count();
            long wanted = labels[row + i % heads];
            if (wanted >= 0) {
                tally.add(i % heads, (int) wanted, (int) chosen[i], labels[row + columns.previous()],
                        -logarithms[i * network.actions() + (int) wanted]);
            }
        }
        return tally;
    }

    @Override
    public Map<String, Double> figures(double[] tally) {
        CloningTally counted = CloningTally.of(columns, network.actions(), tally);
        Map<String, Double> figures = new LinkedHashMap<>();
        double total = 0;
        for (int head = 0; head < columns.heads(); head++) {
            OptionalDouble crossEntropy = counted.crossEntropy(head);
            if (crossEntropy.isPresent()) {
                total += weights.get(head) * crossEntropy.getAsDouble();
                figures.put("loss", total);
                figures.put("loss_mean", total / sumOfWeights());
            }
        }
        figures.putAll(counted.figures());
        return figures;
    }
}
