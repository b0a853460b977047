package tmnf.pretrain.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.data.Batch;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.objective.SampleTensors;
import tmnf.pretrain.objective.StepLoss;
import tmnf.pretrain.optim.Adam;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.GradientNorm;

/**
 * An objective with its weights and optimiser; takes batches of bytes, gives numbers. No tensor leaves a
 * call. Confined to one thread, which is one without gradients. Owns its tensors until it is closed.
 */
final class TrainedModel implements AutoCloseable {

    private static final float WHITE = 255;

    private final Objective objective;
    private final double gradientLimit;
    private final NDManager manager;
    private final Weights weights;
    private final Adam adam;

    /**
     * What a step gave.
     *
     * @param figures of the batch before the step
     * @param gradientNorm length of the gradient before it was cut
     * @param taken whether the weights were changed: not where a figure was infinite or no number
     */
    record Step(BatchFigures figures, double gradientNorm, boolean taken) {
    }

    /** A model whose weights are drawn from a seed. */
    TrainedModel(TorchEngine engine, Objective objective, AdamSettings settings, double gradientLimit,
            long seed) {
        this.objective = objective;
        this.gradientLimit = gradientLimit;
        manager = engine.manager();
        weights = new Weights(manager, objective.specs(), true);
        weights.draw(seed);
        adam = new Adam(weights, settings);
    }

    Objective objective() {
        return objective;
    }

    Weights weights() {
        return weights;
    }

    Adam adam() {
        return adam;
    }

    /** The size of steps from now on, as a schedule wants it. */
    void stepSize(double lr) {
        adam.settings(adam.settings().withLr(lr));
    }

    /** A step along the gradient of a batch. */
    Step train(Batch batch, SampleLabels labels, SplittableRandom random) {
        return train(scope -> samples(scope, batch, labels), random);
    }

    /** A step along the gradient of samples without labels: (samples, frames, height, width), bytes. */
    Step train(ByteBuffer pixels, int samples, SplittableRandom random) {
        return train(scope -> SampleTensors.of(pictures(scope, pixels, samples)), random);
    }

    private Step train(Function<NDManager, SampleTensors> given, SplittableRandom random) {
        try (NDManager scope = manager.newSubManager()) {
            SampleTensors samples = given.apply(scope);
            if (adam.steps() == 0) {
                objective.fit(weights, samples);
            }
            BatchFigures figures;
            try (Recording recording = Recording.begin()) {
                StepLoss loss = objective.loss(weights, samples, random);
                recording.backward(loss.total());
                figures = BatchFigures.of(loss);
            }
            NDArray gradient = weights.gradient(scope);
            double norm = GradientNorm.clip(gradient, gradientLimit);
            boolean finite = Double.isFinite(norm) && Double.isFinite(figures.loss());
            if (finite) {
                adam.step(gradient);
            }
            weights.clearGradients();
            return new Step(figures, norm, finite);
        }
    }

    /** The figures of a batch, without a step. */
    BatchFigures evaluate(Batch batch, SampleLabels labels, SplittableRandom random) {
        try (NDManager scope = manager.newSubManager()) {
            return BatchFigures.of(objective.evaluate(weights, samples(scope, batch, labels), random));
        }
    }

    /** The figures of samples without labels. */
    BatchFigures evaluate(ByteBuffer pixels, int samples, SplittableRandom random) {
        try (NDManager scope = manager.newSubManager()) {
            return BatchFigures.of(objective.evaluate(weights,
                    SampleTensors.of(pictures(scope, pixels, samples)), random));
        }
    }

    /** Pictures as they are given back, bytes in the same order; empty where the objective gives none. */
    byte[] reconstruct(ByteBuffer pixels, int samples) {
        try (NDManager scope = manager.newSubManager()) {
            return objective.reconstruction(weights, pictures(scope, pixels, samples))
                    .map(TrainedModel::toBytes).orElseGet(() -> new byte[0]);
        }
    }

    private SampleTensors samples(NDManager scope, Batch batch, SampleLabels labels) {
        int count = batch.samples();
        LongBuffer actions = LongBuffer.allocate(count * labels.actions());
        FloatBuffer floats = FloatBuffer.allocate(count * labels.floats());
        for (int i = 0; i < count; i++) {
            labels.copyActions(batch.window(i), actions);
            labels.copyFloats(batch.window(i), floats);
        }
        return new SampleTensors(pictures(scope, batch.pixels(), count),
                labels.actions() == 0 ? Optional.empty()
                        : Optional.of(scope.create(actions.array(), new Shape(count, labels.actions()))),
                labels.floats() == 0 ? Optional.empty()
                        : Optional.of(scope.create(floats.array(), new Shape(count, labels.floats()))));
    }

    private NDArray pictures(NDManager scope, ByteBuffer pixels, int samples) {
        StackedEncoder encoder = objective.encoder();
        Shape shape = new Shape(samples, objective.frames(), encoder.height(), encoder.width());
        return scope.create(pixels, shape, DataType.UINT8).toType(DataType.FLOAT32, true)
                .divi(scope.create(WHITE));
    }

    private static byte[] toBytes(NDArray pictures) {
        float[] values = pictures.toFloatArray();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, values[i])) * WHITE);
        }
        return bytes;
    }

    @Override
    public void close() {
        adam.close();
        weights.close();
        manager.close();
    }
}
