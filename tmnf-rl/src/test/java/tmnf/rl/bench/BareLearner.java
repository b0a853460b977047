package tmnf.rl.bench;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.buffer.TransitionBatch;

/**
 * The control: upstream's step and decision, operation by operation, in the same PyTorch as ours: two heads
 * of two layers, features repeated for each quantile, convolutions and weights as they come, each weight
 * cut, moved and decayed on its own, no features kept between decisions. So it tells what the form of ours
 * is worth, whatever library of matrices the other PyTorch was built with.
 */
final class BareLearner implements AutoCloseable {

    private static final int N = 8;
    private static final int ACTIONS = 12;
    private static final double LR = 1e-3;
    private static final float KAPPA = 0.005f;

    private final NDManager manager;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<String, NDArray> online = new LinkedHashMap<>();
    private final Map<String, NDArray> target = new LinkedHashMap<>();
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> squares = new ArrayList<>();
    private int steps = 6; // where RAdam trusts its second moment

    BareLearner(TorchEngine engine, IqnNetwork network) {
        manager = engine.manager();
        for (WeightSpec spec : network.specs()) {
            Shape shape = new Shape(spec.shape());
            online.put(spec.name(), manager.create(spec.draw(1), shape));
            online.get(spec.name()).setRequiresGradient(true);
            target.put(spec.name(), manager.create(spec.draw(1), shape));
            means.add(manager.zeros(shape));
            squares.add(manager.zeros(shape));
        }
    }

    private static NDArray leaky(NDArray x) {
        return Activation.leakyRelu(x, 0.01f);
    }

    private static NDArray linear(Map<String, NDArray> weights, String name, NDArray x) {
        return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
                .singletonOrThrow();
    }

    private static NDArray conv(Map<String, NDArray> weights, String name, NDArray x, int stride) {
        return leaky(Conv2d.conv2d(x, weights.get(name + ".weight"), weights.get(name + ".bias"),
                new Shape(stride, stride), new Shape(0, 0), new Shape(1, 1), 1).singletonOrThrow());
    }

    private NDArray forward(Map<String, NDArray> weights, NDArray pictures, NDArray numbers, NDArray tau) {
        NDManager scope = tau.getManager();
        long batch = numbers.getShape().get(0);
        NDArray x = conv(weights, "img_head.0", pictures, 2);
        x = conv(weights, "img_head.2", x, 2);
        x = conv(weights, "img_head.4", x, 2);
        x = conv(weights, "img_head.6", x, 1).reshape(batch, -1);
        NDArray floats = leaky(linear(weights, "float_feature_extractor.2", leaky(linear(weights,
                "float_feature_extractor.0", numbers))));
        NDArray trunk = x.concat(floats, 1);
        NDArray waves = scope.arange(1, 129, 1, DataType.FLOAT32).mul(scope.create((float) Math.PI))
                .mul(tau.broadcast(tau.size(), 128)).cos();
        NDArray mixed = trunk.tile(new long[] {tau.size() / batch, 1})
                .mul(leaky(linear(weights, "iqn_fc.0", waves)));
        NDArray advantage = linear(weights, "A_head.2", leaky(linear(weights, "A_head.0", mixed)));
        NDArray value = linear(weights, "V_head.2", leaky(linear(weights, "V_head.0", mixed)));
        return value.add(advantage).sub(advantage.mean(new int[] {1}, true));
    }

    private NDArray tau(NDManager scope, int rows) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = (float) random.nextDouble();
        }
        return scope.create(values, new Shape(rows, 1));
    }

    private static NDArray loss(NDArray targets, NDArray outputs, NDArray tau) {
        NDManager scope = outputs.getManager();
        NDArray d = targets.expandDims(1).sub(outputs.expandDims(0));
        NDArray length = d.abs();
        NDArray square = d.square().mul(scope.create(0.5f / KAPPA));
        NDArray huber = NDArrays.where(length.lt(scope.create(KAPPA)), square,
                length.sub(scope.create(KAPPA / 2)));
        NDArray below = d.lt(scope.create(0f)).toType(DataType.FLOAT32, false);
        return huber.mul(tau.reshape(outputs.getShape()).expandDims(0).sub(below).abs())
                .sum(new int[] {1}).mean(new int[] {0});
    }

    private static NDArray pictures(NDManager scope, ByteBuffer pixels, int size) {
        return scope.create(pixels.duplicate(), new Shape(size, 1, 64, 64), DataType.UINT8)
                .toType(DataType.FLOAT32, true).sub(128).div(128);
    }

    private static NDArray numbers(NDManager scope, FloatBuffer values, int size) {
        float[] copy = new float[size * 184];
        values.get(0, copy);
        return scope.create(copy, new Shape(size, 184)).sub(0).div(1);
    }

    void learn(TransitionBatch batch) {
        int size = batch.size();
        try (NDManager scope = manager.newSubManager()) {
            NDArray now = pictures(scope, batch.pictures(), size);
            NDArray next = pictures(scope, batch.nextPictures(), size);
            NDArray nowFloats = numbers(scope, batch.numbers(), size);
            NDArray nextFloats = numbers(scope, batch.nextNumbers(), size);
            NDArray nextTau = tau(scope, N * size);
            NDArray q2 = forward(target, next, nextFloats, nextTau);
            NDArray best = forward(online, next, nextFloats, tau(scope, N * size)).reshape(N, size, ACTIONS)
                    .mean(new int[] {0}).argMax(1).reshape(size, 1);
            NDArray wanted = q2.gather(best.tile(new long[] {N, 1}), 1).reshape(N,
                    size).mul(0.99f).add(-0.5f);
            NDArray own = loss(wanted, wanted, nextTau).sqrt();
            NDArray factor = own.mean().div(own);
            long[] actions = new long[size];
            for (int i = 0; i < size; i++) {
                actions[i] = batch.actions()[i];
            }
            NDArray taken = scope.create(actions, new Shape(size, 1)).tile(new long[] {N, 1});
            NDArray tau = tau(scope, N * size);
            try (Recording recording = Recording.begin()) {
                NDArray outputs = forward(online, now, nowFloats, tau).gather(taken, 1).reshape(N, size);
                NDArray total = loss(wanted, outputs, tau).mul(factor).sum();
                recording.backward(total);
                total.getFloat();
            }
            update(scope);
        }
    }

    private void update(NDManager scope) {
        List<NDArray> gradients = new ArrayList<>();
        double sum = 0;
        for (NDArray weight : online.values()) {
            NDArray gradient = weight.getGradient();
            gradient.attach(scope);
            gradients.add(gradient);
            sum += gradient.square().sum().getFloat();
        }
        float scale = (float) Math.min(1, 30 / (Math.sqrt(sum) + 1e-6));
        steps++;
        int at = 0;
        for (Map.Entry<String, NDArray> entry : online.entrySet()) {
            NDArray weight = entry.getValue();
            NDArray gradient = gradients.get(at).mul(scale).clip(-1000f, 1000f);
            means.get(at).muli(0.9f).addi(gradient.mul(0.1f));
            squares.get(at).muli(0.999f).addi(gradient.square().mul(0.001f));
            double trust = Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps)) * 0.02;
            NDArray root = squares.get(at).sqrt();
            root.attach(scope);
            NDArray change = means.get(at).div(root.add(1e-4f));
            change.attach(scope);
            weight.subi(change.mul((float) (LR * trust)));
            weight.muli((float) (1 - 0.1 * LR));
            NDArray share = weight.mul(0.02f);
            share.attach(scope);
            target.get(entry.getKey()).set(new NDIndex("..."),
                    scope.create(0f).add(share).add(attached(scope, target.get(entry.getKey()).mul(0.98f))));
            JniUtils.zeroGrad((PtNDArray) weight);
            at++;
        }
    }

    private static NDArray attached(NDManager scope, NDArray value) {
        value.attach(scope);
        return value;
    }

    float[] decide(ByteBuffer frame, float[] floats) {
        try (NDManager scope = manager.newSubManager()) {
            return forward(online, pictures(scope, frame, 1), scope.create(floats, new Shape(1, 184)).sub(0)
                    .div(1), tau(scope, 32)).reshape(32, 1, ACTIONS).mean(new int[] {0}).toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
