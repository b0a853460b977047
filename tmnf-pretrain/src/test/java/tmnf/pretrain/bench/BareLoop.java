package tmnf.pretrain.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import tmnf.pretrain.data.EpochOrder;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.engine.Tensors;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.objective.Autoencoder;

/**
 * The control: the same network and the same step by DJL's own calls, weights one by one, with DJL's
 * collector and DJL's Adam. Only transposed convolutions, which DJL lacks, are ours, so what their form is
 * worth does not show here.
 */
final class BareLoop implements StepLoop {

    private final NDManager manager;
    private final Frames frames;
    private final boolean spatial;
    private final int batch;
    private final List<NDArray> weights = new ArrayList<>();
    private final Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    private final ByteBuffer pixels;
    private int[] order = new int[0];
    private int at;
    private int epochs;

    BareLoop(NDManager parent, Frames frames, Autoencoder objective, boolean spatial, int batch) {
        this.frames = frames;
        this.spatial = spatial;
        this.batch = batch;
        manager = parent.newSubManager();
        Random random = new Random(1);
        for (WeightSpec spec : objective.specs()) {
            Shape shape = new Shape(spec.shape());
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (random.nextFloat() - 0.5f) * 0.1f;
            }
            NDArray weight = manager.create(values, shape);
            weight.setRequiresGradient(true);
            weights.add(weight);
        }
        pixels = ByteBuffer.allocateDirect(batch * frames.height() * frames.width())
                .order(ByteOrder.nativeOrder());
    }

    private static NDArray conv(NDArray x, NDArray weight, NDArray bias, int stride) {
        return Activation.leakyRelu(Conv2d.conv2d(x, weight, bias, new Shape(stride, stride), new Shape(0, 0),
                new Shape(1, 1), 1).singletonOrThrow(), 0.01f);
    }

    private NDArray transposed(NDArray x, int layer, int stride, int padding, int outputPadding) {
        return Tensors.transposedConv2d(x, weights.get(layer), weights.get(layer + 1), stride, padding,
                outputPadding);
    }

    /** As the mirrored decoder needs it, where a side is longer than the kernel reaches. */
    private static NDArray repeated(NDArray x) {
        return Tensors.repeatEdge(Tensors.repeatEdge(x, 2, 1), 3, 1);
    }

    private NDArray forward(NDArray pictures) {
        NDArray x = conv(pictures, weights.get(0), weights.get(1), 2);
        x = conv(x, weights.get(2), weights.get(3), 2);
        x = conv(x, weights.get(4), weights.get(5), 2);
        x = conv(x, weights.get(6), weights.get(7), 1);
        if (spatial) {
            x = Activation.leakyRelu(transposed(x, 8, 1, 0, 0), 0.01f);
            x = Activation.leakyRelu(transposed(repeated(x), 10, 2, 0, -1), 0.01f);
            x = Activation.leakyRelu(transposed(repeated(x), 12, 2, 0, -1), 0.01f);
            return Activation.sigmoid(transposed(x, 14, 2, 0, 0));
        }
        x = Activation.leakyRelu(Linear.linear(x.reshape(batch, 512), weights.get(8), weights.get(9))
                .singletonOrThrow(), 0.01f).reshape(batch, 32, 4, 4);
        x = Activation.leakyRelu(transposed(x, 10, 2, 1, 1), 0.01f);
        x = Activation.leakyRelu(transposed(x, 12, 2, 1, 1), 0.01f);
        x = Activation.leakyRelu(transposed(x, 14, 2, 1, 0), 0.01f);
        return Activation.sigmoid(transposed(x, 16, 2, 1, 0));
    }

    private void fill() {
        if (at + batch > order.length) {
            order = EpochOrder.shuffled(frames.count(), 1, epochs++);
            at = 0;
        }
        pixels.clear();
        for (int i = 0; i < batch; i++) {
            frames.copy(order[at++], pixels);
        }
        pixels.flip();
    }

    @Override
    public double step() {
        fill();
        try (NDManager scope = manager.newSubManager()) {
            NDArray pictures = scope.create(pixels, new Shape(batch, 1, 64, 64), DataType.UINT8)
                    .toType(DataType.FLOAT32, true).div(255);
            float loss;
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray total = forward(pictures).sub(pictures).square().mean();
                collector.backward(total);
                loss = total.getFloat();
            }
            List<NDArray> gradients = new ArrayList<>();
            double squares = 0;
            for (NDArray weight : weights) {
                NDArray gradient = weight.getGradient();
                gradient.attach(scope);
                gradients.add(gradient);
                squares += gradient.square().sum().getFloat();
            }
            float scale = (float) Math.min(1, 1 / (Math.sqrt(squares) + 1e-6));
            for (int i = 0; i < weights.size(); i++) {
                adam.update(Integer.toString(i), weights.get(i), gradients.get(i).muli(scale));
            }
            return loss;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
