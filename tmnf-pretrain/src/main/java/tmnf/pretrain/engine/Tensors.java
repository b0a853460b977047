package tmnf.pretrain.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;

/** Operations of networks on tensors. The result belongs to the manager of the input. */
public final class Tensors {

    /** Slope of leaky rectifiers below 0. */
    public static final float LEAK = 0.01f;

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);

    private Tensors() {
    }

    /** (B, in, H, W), (out, in, k, k), (out) -> (B, out, (H - k) / stride + 1, ...); no padding. */
    public static NDArray conv2d(NDArray input, NDArray weight, NDArray bias, int stride) {
        return Conv2d.conv2d(input, weight, bias, new Shape(stride, stride), NONE, ONE, 1).singletonOrThrow();
    }

    /** (B, in), (out, in), (out) -> (B, out). */
    public static NDArray linear(NDArray input, NDArray weight, NDArray bias) {
        return Linear.linear(input, weight, bias).singletonOrThrow();
    }

    /** x where it is positive, else {@value #LEAK} x. */
    public static NDArray leakyRelu(NDArray input) {
        return Activation.leakyRelu(input, LEAK);
    }

    /**
     * A transposed convolution, which DJL lacks: (B, in, H, W), (in, out, k, k), (out) -> (B, out, (H - 1) *
     * stride - 2 * padding + k + outputPadding, ...), as PyTorch's {@code conv_transpose2d}.
     *
     * <p>Output {@code stride * q + a} is the sum over u of input {@code q - u} times weight {@code stride *
     * u + a}. So it is one convolution, whose output channels are all pairs of an output channel and a phase
     * a, and whose outputs are then interleaved: as many products as there have to be, where k is a multiple
     * of the stride.
     */
    public static NDArray transposedConv2d(NDArray input, NDArray weight, NDArray bias, int stride,
            int padding, int outputPadding) {
        return transposedConv2d(input, weight, bias, stride, padding, outputPadding, outputPadding);
    }

    /** The same with an output padding for each axis: at the bottom, and at the right. */
    public static NDArray transposedConv2d(NDArray input, NDArray weight, NDArray bias, int stride,
            int padding, int bottom, int right) {
        NDManager scope = input.getManager();
        int in = (int) weight.getShape().get(0);
        int out = (int) weight.getShape().get(1);
        int kernel = (int) weight.getShape().get(2);
        int beyond = Math.max(0, Math.max(bottom, right) - padding);
        int taps = (kernel + beyond + stride - 1) / stride;
        NDArray phases = phases(scope, weight, stride, taps).reshape(
                (long) out * stride * stride, in, taps, taps);
        phases.attach(scope);
        long batch = input.getShape().get(0);
        long rows = input.getShape().get(2) + taps - 1;
        long columns = input.getShape().get(3) + taps - 1;
        NDArray mixed = Conv2d.conv2d(input, phases, null, ONE, new Shape(taps - 1, taps - 1), ONE, 1)
                .singletonOrThrow();
        NDArray whole = mixed.reshape(batch, out, stride, stride, rows, columns).transpose(0, 1, 4, 2, 5, 3)
                .reshape(batch, out, rows * stride, columns * stride);
        long height = length(input.getShape().get(2), kernel, stride, padding, bottom);
        long width = length(input.getShape().get(3), kernel, stride, padding, right);
        NDArray cropped = whole.get(new NDIndex(":,:," + padding + ":" + (padding + height) + ","
                + padding + ":"
                + (padding + width)));
        NDArray channels = bias.reshape(1, out, 1, 1);
        channels.attach(scope);
        return cropped.add(channels);
    }

    /** (in, out, k, k) -> (out, phase, phase, in, taps, taps). */
    private static NDArray phases(NDManager scope, NDArray weight, int stride, int taps) {
        long in = weight.getShape().get(0);
        long out = weight.getShape().get(1);
        long kernel = weight.getShape().get(2);
        long whole = (long) stride * taps;
        NDArray padded = weight;
        if (kernel < whole) {
            try (NDArray right = scope.zeros(new Shape(in, out, kernel, whole - kernel));
                    NDArray below = scope.zeros(new Shape(in, out, whole - kernel, whole))) {
                NDArray wide = weight.concat(right, 3);
                wide.attach(scope);
                padded = wide.concat(below, 2);
            }
        }
        NDArray split = padded.reshape(in, out, taps, stride, taps, stride);
        split.attach(scope);
        return split.flip(2, 4).transpose(1, 3, 5, 0, 2, 4);
    }

    /** Length of an axis behind a transposed convolution. */
    public static long length(long input, int kernel, int stride, int padding, int outputPadding) {
        return (input - 1) * stride - 2L * padding + kernel + outputPadding;
    }
}
