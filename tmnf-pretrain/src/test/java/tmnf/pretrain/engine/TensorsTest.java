package tmnf.pretrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;

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
        "5, 3, 2, 1", "2, 3, 0, 2", "1, 1, 0, 0"})
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

    /** The output is linear in weight and bias, so a loss of its products has these gradients. */
    @Test
    void aTransposedConvolutionHasTheGradientsOfItsDefinition() {
        SplittableRandom random = new SplittableRandom(4);
        float[] x = random(random, BATCH * IN * 20);
        float[] weight = random(random, IN * OUT * 16);
        try (NDManager manager = engine.manager(); NDManager scope = manager.newSubManager()) {
            NDArray w = manager.create(weight, new Shape(IN, OUT, 4, 4));
            NDArray b = manager.zeros(new Shape(OUT));
            w.setRequiresGradient(true);
            b.setRequiresGradient(true);
            NDArray factors = scope.create(random(random, BATCH * OUT * 80), new Shape(BATCH, OUT, 10, 8));
            try (Recording recording = Recording.begin()) {
                NDArray y = Tensors.transposedConv2d(scope.create(x, new Shape(BATCH, IN, 5, 4)), w, b, 2,
                        1, 0);
                recording.backward(y.mul(factors).sum());
            }

            float[] gradient = w.getGradient().toFloatArray();
            float[] scale = factors.toFloatArray();
            for (int i : new int[] {0, 7, 40, 95}) {
                float[] unit = new float[weight.length];
                unit[i] = 1;
                double[] reached = spread(x, 5, 4, unit, 4, new float[OUT], 2, 1, 10, 8);
                double expected = 0;
                for (int k = 0; k < reached.length; k++) {
                    expected += reached[k] * scale[k];
                }
                assertThat((double) gradient[i]).isCloseTo(expected, Offset.offset(1e-4));
            }
            assertThat(b.getGradient().getFloat(0)).isNotZero();
        }
    }
}
