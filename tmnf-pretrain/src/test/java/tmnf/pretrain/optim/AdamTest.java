package tmnf.pretrain.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Initial;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

class AdamTest {

    private static final List<WeightSpec> SPECS =
            List.of(new WeightSpec("w", List.of(3L), Initial.uniform(1)));
    private static final float[][] GRADIENTS = {{0.1f, -2, 1e-4f}, {0.3f, 1, 1e-4f}, {-0.2f, 0, -3e-4f}};

    private final TorchEngine engine = TestEngine.start();

    /** The formula, in double. */
    private static double[] formula(AdamSettings settings, double[] w) {
        double[] m = new double[w.length];
        double[] v = new double[w.length];
        for (int t = 1; t <= GRADIENTS.length; t++) {
            for (int i = 0; i < w.length; i++) {
                double g = GRADIENTS[t - 1][i];
                w[i] -= settings.lr() * settings.weightDecay() * w[i];
                m[i] = settings.beta1() * m[i] + (1 - settings.beta1()) * g;
                v[i] = settings.beta2() * v[i] + (1 - settings.beta2()) * g * g;
                double root = Math.sqrt(v[i]) / Math.sqrt(1 - Math.pow(settings.beta2(), t)) + settings.eps();
                w[i] -= settings.lr() / (1 - Math.pow(settings.beta1(), t)) * m[i] / root;
            }
        }
        return w;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02})
    void takesTheStepsOfTheFormula(double decay) {
        AdamSettings settings = new AdamSettings(0.01, 0.9, 0.999, 1e-4, decay);
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, SPECS, true);
                Adam adam = new Adam(weights, settings)) {
            weights.set(new float[] {1, -1, 0.5f});
            for (float[] gradient : GRADIENTS) {
                try (NDArray g = manager.create(gradient)) {
                    adam.step(g);
                }
            }

            double[] expected = formula(settings, new double[] {1, -1, 0.5});
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) weights.toFloats()[i]).isCloseTo(expected[i], Offset.offset(1e-6));
            }
        }
    }

    @Test
    void goesOnToTheBitWhereItWas() {
        try (NDManager manager = engine.manager(); Weights whole = new Weights(manager, SPECS, true);
                Weights halved = new Weights(manager, SPECS, true);
                Adam first = new Adam(whole, AdamSettings.DEFAULT);
                Adam second = new Adam(halved, AdamSettings.DEFAULT);
                Adam third = new Adam(halved, AdamSettings.DEFAULT)) {
            for (int i = 0; i < GRADIENTS.length; i++) {
                try (NDArray g = manager.create(GRADIENTS[i])) {
                    first.step(g);
                    if (i < 2) {
                        second.step(g);
                    }
                }
            }
            third.restore(second.state());
            try (NDArray g = manager.create(GRADIENTS[2])) {
                third.step(g);
            }
            assertThat(halved.toFloats()).isEqualTo(whole.toFloats());
            assertThat(third.state().steps()).isEqualTo(3);
            assertThatIllegalArgumentException().isThrownBy(
                    () -> third.restore(new AdamState(1, new float[2], new float[2])));
        }
    }

    @Test
    void leavesNoTensorBehind() {
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, SPECS, true);
                Adam adam = new Adam(weights, AdamSettings.DEFAULT.withWeightDecay(0.1));
                NDArray g = manager.create(GRADIENTS[0])) {
            adam.step(g);
            int before = weights.flat().getManager().getManagedArrays().size()
                    + manager.getManagedArrays().size();
            for (int i = 0; i < 100; i++) {
                adam.step(g);
                GradientNorm.clip(g, 1);
            }
            assertThat(weights.flat().getManager().getManagedArrays().size()
                    + manager.getManagedArrays().size()).isEqualTo(before);
        }
    }

    @Test
    void gradientsAreClippedByTheirLengthOnBothSides() {
        try (NDManager manager = engine.manager(); NDArray g = manager.create(new float[] {100, -100});
                NDArray bad = manager.create(new float[] {1, Float.NaN})) {
            assertThat(GradientNorm.clip(g, 0)).isCloseTo(141.42136, Offset.offset(1e-4));
            assertThat(g.toFloatArray()).containsExactly(100, -100);
            GradientNorm.clip(g, 1);
            assertThat(g.toFloatArray()[0]).isCloseTo(0.7071068f, Offset.offset(1e-6f));
            assertThat(g.toFloatArray()[1]).isCloseTo(-0.7071068f, Offset.offset(1e-6f));
            assertThat(GradientNorm.clip(bad, 1)).isNaN();
            assertThat(bad.toFloatArray()[0]).isEqualTo(1);
        }
    }

    @Test
    void gradientsThatAreShortOrInfiniteStayAndTinyOnesAreCutWithPyTorchsMargin() {
        try (NDManager manager = engine.manager(); NDArray unit = manager.create(new float[] {0.6f, -0.8f});
                NDArray infinite = manager.create(new float[] {1, Float.POSITIVE_INFINITY});
                NDArray tiny = manager.create(new float[] {1e-6f, 0})) {
            assertThat(GradientNorm.clip(unit, 5)).isCloseTo(1, Offset.offset(1e-6));
            assertThat(unit.toFloatArray()).containsExactly(0.6f, -0.8f);
            assertThat(GradientNorm.clip(infinite, 1)).isInfinite();
            assertThat(infinite.toFloatArray()).containsExactly(1, Float.POSITIVE_INFINITY);
            GradientNorm.clip(tiny, 1e-7);
            assertThat(tiny.toFloatArray()[0]).as("times 1e-7 / (1e-6 + 1e-6)")
                    .isCloseTo(5e-8f, Offset.offset(1e-10f));
        }
    }
}
