package tmnf.pretrain.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Initial;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/** RAdam against its formulas in double precision; tmnf-rl tests it against PyTorch's own steps. */
class RAdamTest {

    private static final List<WeightSpec> SPECS = List.of(spec("a.x", 2), spec("b.x", 3), spec("a.y", 1));
    private static final AdamSettings SETTINGS = new AdamSettings(1e-2, 0.9, 0.999, 1e-4, 0.1);

    private TorchEngine engine;

    private static WeightSpec spec(String name, long size) {
        return new WeightSpec(name, List.of(size), new Initial.Zero());
    }

    @BeforeEach
    void startEngine() {
        engine = TestEngine.start();
    }

    private static float gradient(int step, int i) {
        return (float) Math.sin(step * 7 + i * 3);
    }

    private static void steps(NDManager manager, RAdam optimiser, int from, int to) {
        for (int t = from; t <= to; t++) {
            float[] values = new float[6];
            for (int i = 0; i < 6; i++) {
                values[i] = gradient(t, i);
            }
            try (NDArray gradient = manager.create(values)) {
                optimiser.step(gradient);
            }
        }
    }

    @Test
    void stepsBeforeAndBehindTheSwitchFollowTheFormulas() {
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, SPECS, false);
                RAdam optimiser = new RAdam(weights, SETTINGS)) {
            weights.set(new float[] {1, 1, 1, 1, 1, 1});
            double[] w = {1, 1, 1, 1, 1, 1};
            double[] m = new double[6];
            double[] v = new double[6];
            for (int t = 1; t <= 9; t++) {
                steps(manager, optimiser, t, t);
                double rho = 1999 - 2 * t * Math.pow(0.999, t) / (1 - Math.pow(0.999, t));
                assertThat(rho > 5).isEqualTo(t > 5);
                for (int i = 0; i < 6; i++) {
                    m[i] = 0.9 * m[i] + 0.1 * gradient(t, i);
                    v[i] = 0.999 * v[i] + 0.001 * gradient(t, i) * gradient(t, i);
                    double step = m[i] / (1 - Math.pow(0.9, t));
                    if (rho > 5) {
                        step *= Math.sqrt((rho - 4) * (rho - 2) * 1999 / (1995.0 * 1997 * rho))
                                * Math.sqrt(1 - Math.pow(0.999, t)) / (Math.sqrt(v[i]) + 1e-4);
                    }
                    w[i] = (w[i] - 1e-2 * step) * (1 - 1e-2 * 0.1);
                    assertThat((double) weights.toFloats()[i]).isCloseTo(w[i], within(1e-5));
                }
            }
        }
    }

    @Test
    void whatIsTakenOutAndPutBackGoesOnTheSame() {
        try (NDManager manager = engine.manager(); Weights one = new Weights(manager, SPECS, false);
                Weights other = new Weights(manager, SPECS, false);
                RAdam optimiser = new RAdam(one, SETTINGS); RAdam resumed = new RAdam(other, SETTINGS)) {
            steps(manager, optimiser, 1, 7);
            other.set(one);
            resumed.restore(optimiser.state());
            steps(manager, optimiser, 8, 9);
            steps(manager, resumed, 8, 9);

            assertThat(other.toFloats()).containsExactly(one.toFloats());
            assertThatThrownBy(() -> resumed.restore(new AdamState(1, new float[2], new float[2])))
                    .hasMessageContaining("2 weights");
        }
    }

    @Test
    void frozenWeightsAreNeitherMovedNorDecayedAndOthersAsIfAlone() {
        try (NDManager manager = engine.manager(); Weights all = new Weights(manager, SPECS, false);
                Weights some = new Weights(manager, SPECS, false); RAdam free = new RAdam(all, SETTINGS);
                RAdam held = new RAdam(some, SETTINGS, List.of("a."))) {
            all.set(new float[] {1, 2, 3, 4, 5, 6});
            some.set(all);
            steps(manager, free, 1, 8);
            steps(manager, held, 1, 8);

            assertThat(some.toFloats("a.x")).containsExactly(1, 2);
            assertThat(some.toFloats("a.y")).containsExactly(6);
            assertThat(some.toFloats("b.x")).containsExactly(all.toFloats("b.x"));
            try (NDArray gradient = manager.create(new float[] {1, Float.NaN, 3, 4, 5, 6})) {
                held.mask(gradient);
                assertThat(gradient.toFloatArray()).containsExactly(0, 0, 3, 4, 5, 0);
            }
        }
    }
}
