package tmnf.pretrain.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;

class WeightsTest {

    private static final List<WeightSpec> SPECS = List.of(
            new WeightSpec("a.weight", List.of(2L, 3L), Initial.uniform(3)),
            new WeightSpec("a.bias", List.of(2L), new Initial.Zero()),
            new WeightSpec("b", List.of(4L, 4L), new Initial.Orthogonal(1.5)));

    private final TorchEngine engine = TestEngine.start();

    @Test
    void viewsFollowWhatIsDoneToAll() {
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, SPECS, true)) {
            weights.draw(7);
            float before = weights.get("b").getFloat(1, 2);
            weights.flat().muli(2);
            assertThat(weights.get("b").getFloat(1, 2)).isEqualTo(2 * before).isNotZero();

            weights.set("a.bias", new float[] {5, 6});
            assertThat(weights.toFloats()).hasSize(24).contains(5, 6);
            assertThat(weights.toFloats("a.bias")).containsExactly(5, 6);
        }
    }

    @Test
    void theSameSeedGivesTheSameNumbersWhateverElseThereIs() {
        try (NDManager manager = engine.manager(); Weights all = new Weights(manager, SPECS, false);
                Weights one = new Weights(manager, SPECS.subList(0, 1), false)) {
            all.draw(7);
            one.draw(7);
            assertThat(one.toFloats()).isEqualTo(all.toFloats("a.weight"));
            float[] first = all.toFloats();
            all.draw(8);
            assertThat(all.toFloats()).isNotEqualTo(first);
        }
    }

    @Test
    void weightsAreDrawnAsTheySayTheyAre() {
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, SPECS, false)) {
            weights.draw(1);
            for (float value : weights.toFloats("a.weight")) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo((float) (1 / Math.sqrt(3)));
            }
            assertThat(weights.toFloats("a.bias")).containsOnly(0);
            float[] b = weights.toFloats("b");
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    double product = 0;
                    for (int k = 0; k < 4; k++) {
                        product += b[4 * i + k] * b[4 * j + k];
                    }
                    assertThat(product).isCloseTo(i == j ? 2.25 : 0, Offset.offset(1e-5));
                }
            }
        }
    }

    @Test
    void gradientsComeFlatAndInOrderAndAreClearedEvenIfInfinite() {
        try (NDManager manager = engine.manager(); Weights weights = new Weights(manager, SPECS, true);
                NDManager scope = manager.newSubManager()) {
            record(weights, scope, 1);
            float[] gradient = weights.gradient(scope).toFloatArray();
            assertThat(gradient).hasSize(24);
            assertThat(List.of(gradient[0], gradient[6], gradient[8])).containsExactly(1f, 2f, 3f);

            weights.clearGradients();
            record(weights, scope, Float.POSITIVE_INFINITY);
            assertThat(weights.gradient(scope).toFloatArray()[0]).isInfinite();
            weights.clearGradients();
            record(weights, scope, 1);
            assertThat(weights.gradient(scope).toFloatArray()).isEqualTo(gradient);
        }
    }

    /** A loss whose gradients are factor, 2 factor and 3 factor. */
    private static void record(Weights weights, NDManager scope, float factor) {
        try (Recording recording = Recording.begin()) {
            NDArray one = scope.create(new float[] {factor});
            NDArray loss = one.mul(weights.get("a.weight").sum()).add(one.mul(2)
                    .mul(weights.get("a.bias").sum())).add(one.mul(3).mul(weights.get("b").sum())).sum();
            recording.backward(loss);
        }
    }

    @Test
    void valuesOfOthersAreTakenOnlyIfTheyFit() {
        try (NDManager manager = engine.manager(); Weights online = new Weights(manager, SPECS, true);
                Weights target = new Weights(manager, SPECS, false);
                Weights other = new Weights(manager, SPECS.subList(0, 2), false)) {
            online.draw(3);
            target.set(online);
            assertThat(target.toFloats()).isEqualTo(online.toFloats());
            assertThatIllegalArgumentException().isThrownBy(() -> target.set(other));
            assertThatIllegalArgumentException().isThrownBy(() -> target.set(new float[3]));
            assertThatIllegalArgumentException().isThrownBy(() ->
                    target.get("c")).withMessageContaining("a.bias");
            assertThat(target.get("b").getShape()).isEqualTo(new Shape(4, 4));
        }
    }
}
