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

    /** A convolution that keeps height and width: of an odd kernel, stride 1, with zeros around. */
    public static NDArray sameConv2d(NDArray input, NDArray weight, NDArray bias) {
        long around = weight.getShape().get(2) / 2;
        return conv2d(input, weight, bias, 1, new Shape(around, around));
    }

    private static NDArray conv2d(NDArray input, NDArray weight, NDArray bias, int stride, Shape padding) {
        return convolve(kernel(input.getManager(), weight), input, bias, stride, padding);
    }

    private static NDArray convolve(NDArray kernel, NDArray input, NDArray bias, int stride,
            Shape padding) {
        return Conv2d.conv2d(input, kernel, bias, new Shape(stride, stride), padding, ONE, 1)
                .singletonOrThrow();
    }

    /**
     * The weights of a convolution, (out, in, k, k), with the channels last in memory, as they are computed
     * with: made once in a scope where they do not change any more.
     */
    public static NDArray kernel(NDManager scope, NDArray weight) {
        return channelsLast(scope, weight.transpose(0, 2, 3, 1));
    }

    /** {@link #conv2d(NDArray, NDArray, NDArray, int)} with a {@link #kernel}. */
    public static NDArray conv2dOfKernel(NDArray input, NDArray kernel, NDArray bias, int stride) {
        return convolve(kernel, input, bias, stride, NONE);
    }

    /**
     * (out, k, k, in) -> (out, in, k, k) whose memory stays in the order of the former.
     */
    private static NDArray channelsLast(NDManager scope, NDArray weight) {
        Shape shape = weight.getShape();
        weight.attach(scope);
        return weight.flatten().reshape(shape).transpose(0, 3, 1, 2);
    }

    /** (B, in), (out, in), (out) -> (B, out). */
    public static NDArray linear(NDArray input, NDArray weight, NDArray bias) {
        return Linear.linear(input, weight, bias).singletonOrThrow();
    }

    /**
     * A number that lives as long as the input's manager, to compute with it while gradients are recorded.
     * DJL's own operations with numbers close theirs at once; backward would read memory that Java has
     * collected.
     */
    public static NDArray number(NDArray input, double value) {
        return input.getManager().create((float) value);
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

    /**
     * The same with an output padding for each axis: at the bottom, and at the right; below 0, so much is cut
     * off there.
     */
    public static NDArray transposedConv2d(NDArray input, NDArray weight, NDArray bias, int stride,
            int padding, int bottom, int right) {
        NDManager scope = input.getManager();
        int in = (int) weight.getShape().get(0);
        int out = (int) weight.getShape().get(1);
        int kernel = (int) weight.getShape().get(2);
        int taps = (kernel + stride - 1) / stride;
        NDArray phases = channelsLast(scope, phases(scope, weight, stride, taps).reshape(
                (long) out * stride * stride, taps, taps, in));
        long batch = input.getShape().get(0);
        long rows = input.getShape().get(2) + taps - 1;
        long columns = input.getShape().get(3) + taps - 1;
        NDArray channels = bias.reshape(1, out);
        channels.attach(scope);
        NDArray mixed = Conv2d.conv2d(input, phases, channels.broadcast(new Shape((long) stride * stride,
                out))
                .flatten(), ONE, new Shape(taps - 1, taps - 1), ONE, 1).singletonOrThrow();
        NDArray whole = mixed.transpose(0, 2, 3, 1).reshape(batch, rows, columns, stride, stride, out)
                .transpose(0, 1, 3, 2, 4, 5).reshape(batch, rows * stride, columns * stride, out);
        long height = length(input.getShape().get(2), kernel, stride, padding, bottom);
        long width = length(input.getShape().get(3), kernel, stride, padding, right);
        NDArray pixels = channels.reshape(1, 1, 1, out);
        return fit(fit(whole, 1, padding, height, pixels), 2, padding, width, pixels).transpose(0, 3, 1, 2);
    }

    /** An array with what is last along an axis, such as its last row, as many times more behind it. */
    public static NDArray repeatEdge(NDArray array, int axis, int times) {
        if (times == 0) {
            return array;
        }
        Shape shape = array.getShape();
        long[] more = shape.getShape().clone();
        more[axis] = times;
        NDArray edge = array.get(new NDIndex(":,".repeat(axis) + (shape.get(axis) - 1) + ":"));
        return array.concat(edge.broadcast(new Shape(more)), axis);
    }

    /** An axis from an index on, with others put behind it where it is too short. */
    private static NDArray fit(NDArray whole, int axis, long first, long length, NDArray other) {
        Shape shape = whole.getShape();
        long there = Math.min(shape.get(axis) - first, length);
        NDArray part = there == shape.get(axis) ? whole
                : whole.get(new NDIndex((axis == 1 ? ":," : ":,:,") + first + ":" + (first + there)));
        if (there == length) {
            return part;
        }
        long[] missing = part.getShape().getShape().clone();
        missing[axis] = length - there;
        return part.concat(other.broadcast(new Shape(missing)), axis);
    }

    /** (in, out, k, k) -> (phase, phase, out, taps, taps, in). */
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
        return split.flip(2, 4).transpose(3, 5, 1, 2, 4, 0);
    }

    /** Length of an axis behind a transposed convolution. */
    public static long length(long input, int kernel, int stride, int padding, int outputPadding) {
        return (input - 1) * stride - 2L * padding + kernel + outputPadding;
    }
}
