package tmnf.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TorchEngine;

/** The loss and its gradient against recordings of the original, and the running means of self losses. */
class QuantileLossTest {

    private TorchEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    @Test
    void lossAndGradientAreThoseOfTheOriginal() throws Exception {
        Path folder = Golden.folder("loss");
        for (JsonNode golden : Golden.json(folder.resolve("cases.json"))) {
            Map<String, float[]> arrays = Golden.npz(folder.resolve(golden.get("file").asText()));
            int batch = golden.get("batch").asInt();
            int count = golden.get("n").asInt();
            try (NDManager scope = engine.manager()) {
                NDArray stored = scope.create(arrays.get("outputs"), new Shape(batch, count));
                stored.setRequiresGradient(true);
                NDArray targets = scope.create(arrays.get("targets"), new Shape(batch, count)).transpose();
                NDArray tau = scope.create(arrays.get("tau"), new Shape(count, batch));
                float[] losses;
                try (Recording recording = Recording.begin()) {
                    NDArray loss = QuantileLoss.of(targets, stored.transpose(), tau,
                            golden.get("kappa").asDouble());
                    recording.backward(loss.sum());
                    losses = loss.toFloatArray();
                }

                Golden.assertClose("loss", losses, arrays.get("loss"), 1e-5, 1e-4);
                Golden.assertClose("gradient", stored.getGradient().toFloatArray(),
                        arrays.get("grad_outputs"), 1e-6, 1e-3);
            }
        }
    }

    @Test
    void selfLossesMoveTheMeansOnlyWhereTheyMayLearn() {
        SelfLoss loss = new SelfLoss(SelfLoss.State.START);

        float[] first = loss.factors(new float[] {4, 0}, 4, false);
        assertThat(loss.state()).isEqualTo(SelfLoss.State.START);
        assertThat(first).containsExactly(0.005f, 4);

        loss.factors(new float[] {4, 0}, 4, true);
        assertThat(loss.state().typical()).isCloseTo(0.99 * 0.01 + 0.01 * 1, within(1e-12));
        assertThat(loss.state().typicalClamped())
                .isCloseTo(0.99 * 0.01 + 0.01 * (2 + (0.99 * 0.01 + 0.01) / 4) / 2, within(1e-12));

        SelfLoss.State before = loss.state();
        loss.factors(new float[] {Float.NaN}, 4, true);
        assertThat(loss.state()).isEqualTo(before);
        assertThat(new SelfLoss(before).state()).isEqualTo(before);
    }
}
