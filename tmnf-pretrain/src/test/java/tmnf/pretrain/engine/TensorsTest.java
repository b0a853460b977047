package tmnf.pretrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntFunction;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

class TensorsTest {

    private static final int BATCH = 2;
    private static final int IN = 3;
    private static final int OUT = 2;

    private final TorchEngine engine = TestEngine.start();

    private static float[] random(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /** The definition: every input is spread over the outputs that its kernel reaches. */
    private static double[] spread(float[] x, int height, int width, float[] weight, int kernel, float[] bias,
            int stride, int padding, int outHeight, int outWidth) {
        double[] y = new double[BATCH * OUT * outHeight * outWidth];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i / (outHeight * outWidth) % OUT];
        }
        for (int at = 0; at < x.length; at++) {
            int column = at % width;
            int row = at / width % height;
            int in = at / width / height % IN;
            int picture = at / width / height / IN;
            for (int k = 0; k < OUT * kernel * kernel; k++) {
                int toColumn = column * stride - padding + k % kernel;
                int toRow = row * stride - padding + k / kernel % kernel;
                int out = k / kernel / kernel;
                if (toColumn >= 0 && toColumn < outWidth && toRow >= 0 && toRow < outHeight) {
                    y[((picture * OUT + out) * outHeight + toRow) * outWidth + toColumn] +=
                            (double) x[at] * weight[in * OUT * kernel * kernel + k];
                }
            }
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 1, 1", "4, 2, 1, 0", "4, 2, 0, 0", "4, 2, 0, 1", "3, 2, 0, 1", "3, 1, 0, 0",
        "5, 3, 2, 1", "2, 3, 0, 2", "1, 1, 0, 0", "3, 2, 0, -1", "4, 2, 0, -1",
        "5, 3, 1, -2"})
    void aTransposedConvolutionIsThatOfItsDefinition(int kernel, int stride, int padding, int outputPadding) {
        int height = 5;
        int width = 4;
        SplittableRandom random = new SplittableRandom(kernel * 100 + stride * 10 + padding);
        float[] x = random(random, BATCH * IN * height * width);
        float[] weight = random(random, IN * OUT * kernel * kernel);
        float[] bias = random(random, OUT);
        try (NDManager manager = engine.manager()) {
            NDArray y = Tensors.transposedConv2d(manager.create(x, new Shape(BATCH, IN, height, width)),
                    manager.create(weight, new Shape(IN, OUT, kernel, kernel)), manager.create(bias), stride,
                    padding, outputPadding);

            int outHeight = (int) Tensors.length(height, kernel, stride, padding, outputPadding);
            int outWidth = (int) Tensors.length(width, kernel, stride, padding, outputPadding);
            double[] expected = spread(x, height, width, weight, kernel, bias, stride, padding, outHeight,
                    outWidth);
            assertThat(y.getShape()).isEqualTo(new Shape(BATCH, OUT, outHeight, outWidth));
            float[] seen = y.toFloatArray();
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) seen[i]).as("element %d", i)
                        .isCloseTo(expected[i], Offset.offset(1e-5));
            }
        }
    }

    /** The output is linear in input, weight and bias each, so a loss of its products has these gradients. */
    @ParameterizedTest
    @CsvSource({"3, 2, 1, 1", "4, 2, 1, 0", "4, 2, 0, 0", "4, 2, 0, 1", "3, 2, 0, 1", "3, 1, 0, 0",
        "5, 3, 2, 1", "2, 3, 0, 2", "1, 1, 0, 0", "3, 2, 0, -1", "4, 2, 0, -1",
        "5, 3, 1, -2"})
    void aTransposedConvolutionHasTheGradientsOfItsDefinition(int kernel, int stride, int padding,
            int outputPadding) {
        SplittableRandom random = new SplittableRandom(4);
        float[] x = random(random, BATCH * IN * 20);
        float[] weight = random(random, IN * OUT * kernel * kernel);
        int high = (int) Tensors.length(5, kernel, stride, padding, outputPadding);
        int wide = (int) Tensors.length(4, kernel, stride, padding, outputPadding);
        float[] scale = random(random, BATCH * OUT * high * wide);
        try (NDManager manager = engine.manager(); NDManager scope = manager.newSubManager()) {
            NDArray input = manager.create(x, new Shape(BATCH, IN, 5, 4));
            NDArray w = manager.create(weight, new Shape(IN, OUT, kernel, kernel));
            NDArray b = manager.zeros(new Shape(OUT));
            for (NDArray leaf : new NDArray[] {input, w, b}) {
                leaf.setRequiresGradient(true);
            }
            try (Recording recording = Recording.begin()) {
                NDArray y = Tensors.transposedConv2d(input, w, b, stride, padding, outputPadding);
                NDArray factors = scope.create(scale, y.getShape());
                recording.backward(y.mul(factors).sum());
            }

            float[] none = new float[OUT];
            assertGradient(w, i -> spread(x, 5, 4, unit(weight.length, i), kernel, none, stride, padding,
                    high, wide), scale);
            assertGradient(input, i -> spread(unit(x.length, i), 5, 4, weight, kernel, none, stride, padding,
                    high, wide), scale);
            assertGradient(b, i -> spread(new float[x.length], 5, 4, weight, kernel, unit(OUT, i), stride,
                    padding, high, wide), scale);
        }
    }

    @Test
    void whatIsLastIsRepeatedAndGathersTheGradientsOfAllItsCopies() {
        try (NDManager manager = engine.manager(); NDManager scope = manager.newSubManager()) {
            NDArray input = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 1, 2, 3));
            input.setRequiresGradient(true);
            try (Recording recording = Recording.begin()) {
                NDArray more = Tensors.repeatEdge(Tensors.repeatEdge(input, 2, 1), 3, 2);
                assertThat(more.getShape()).isEqualTo(new Shape(1, 1, 3, 5));
                assertThat(more.toFloatArray()).containsExactly(1, 2, 3, 3, 3, 4, 5, 6, 6, 6, 4, 5, 6, 6, 6);
                NDArray factors = scope.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
                    15}, more.getShape());
                recording.backward(more.mul(factors).sum());
            }

            assertThat(input.getGradient().toFloatArray()).containsExactly(1, 2, 3 + 4 + 5, 6 + 11, 7 + 12,
                    8 + 9 + 10 + 13 + 14 + 15);
            assertThat(Tensors.repeatEdge(input, 2, 0)).isSameAs(input);
        }
    }

    private static float[] unit(int length, int at) {
        float[] unit = new float[length];
        unit[at] = 1;
        return unit;
    }

    /** What the output gains for each element of a leaf, times the scale, is the element's gradient. */
    private static void assertGradient(NDArray leaf, IntFunction<double[]> gain, float[] scale) {
        float[] gradient = leaf.getGradient().toFloatArray();
        for (int i = 0; i < gradient.length; i++) {
            double[] reached = gain.apply(i);
            double expected = 0;
            for (int k = 0; k < reached.length; k++) {
                expected += reached[k] * scale[k];
            }
            assertThat((double) gradient[i]).as("element %d of %s", i, leaf.getShape())
                    .isCloseTo(expected, Offset.offset(1e-4));
        }
    }
}
