package tmnf.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.optim.AdamState;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.net.NetworkSizes;
import tmnf.tminterface.observation.Normalisation;

/** Steps of the learner against recordings of the original in single precision. */
class GoldenLearnerTest {

    private static final NetworkSizes SIZES = new NetworkSizes(44, 36, true, 184, 32, 64, 16, 12);
    private static final double LR = 1e-3;

    private TorchEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    @Test
    void eightStepsOfDoubleDqnAreThoseOfTheOriginal() throws Exception {
        follow("learner_ddqn", true, 0.1, 0.02);
    }

    @Test
    void aStepWithoutDoubleDqnIsThatOfTheOriginal() throws Exception {
        follow("learner_dqn", false, 0, 0);
    }

    private void follow(String name, boolean doubleDqn, double decay, double tau) throws IOException {
        Path folder = Golden.folder(name);
        JsonNode steps = Golden.json(folder.resolve("case.json")).get("steps");
        try (LearnerStep learner = learner(folder, doubleDqn, decay)) {
            for (int k = 0; k < steps.size(); k++) {
                JsonNode golden = steps.get(k);
                Map<String, float[]> arrays = Golden.npz(folder.resolve("step" + k + "_batch.npz"));
                StepFigures figures = learner.learn(batch(arrays), LR, new BatchLoss.Taus(arrays.get(
                        "tau2_target_next"), arrays.get("tau_online_next"), arrays.get("tau3_online_state")));

                assertFigures(learner, golden, figures, arrays, k == 0 ? 1e-4 : 2e-3);
                if (k == 0) {
                    assertFirst(folder, learner, decay);
                }
                if (tau > 0) {
                    TargetNetwork.follow(learner.target(), learner.online(), tau);
                }
            }
            double tolerance = steps.size() == 1 ? 1e-6 : 1e-4;
            assertWeights("online", learner.online(), Golden.npz(folder.resolve("online_after.npz")),
                    tolerance);
            assertWeights("target", learner.target(), Golden.npz(folder.resolve("target_after.npz")),
                    tolerance);
            assertOptimiser(learner, Golden.npz(folder.resolve("optimizer_after.npz")), steps.size());
        }
    }

    private LearnerStep learner(Path folder, boolean doubleDqn, double decay) throws IOException {
        Normalisation normalisation = Normalisation.of(
                Golden.npy(folder.resolveSibling("float_inputs_mean.npy")),
                Golden.npy(folder.resolveSibling("float_inputs_std.npy")));
        LearnerSettings settings = new LearnerSettings(8, 0.005, doubleDqn, 4, 30, 1000, 0, 1e-4, 0.9, 0.999,
                decay, List.of(), Optional.empty());
        LearnerStep learner = new LearnerStep(engine, SIZES.network(), normalisation, settings,
                new SplittableRandom(1));
        load(learner.online(), Golden.npz(folder.resolve("online_before.npz")));
        load(learner.target(), Golden.npz(folder.resolve("target_before.npz")));
        return learner;
    }

    private static void load(Weights weights, Map<String, float[]> values) {
        weights.specs().forEach(spec -> weights.set(spec.name(), values.get(spec.name())));
    }

    private static TransitionBatch batch(Map<String, float[]> arrays) {
        int size = arrays.get("action").length;
        TransitionBatch batch = new TransitionBatch(size, 36 * 44, 184);
        for (int i = 0; i < arrays.get("img_u8").length; i++) {
            batch.pictures().put(i, (byte) arrays.get("img_u8")[i]);
            batch.nextPictures().put(i, (byte) arrays.get("next_img_u8")[i]);
        }
        batch.numbers().put(0, arrays.get("state_float"));
        batch.nextNumbers().put(0, arrays.get("next_state_float"));
        batch.rewards().put(0, arrays.get("reward"));
        batch.gammas().put(0, arrays.get("gamma"));
        for (int i = 0; i < size; i++) {
            batch.weights().put(i, 1);
            batch.actions()[i] = (int) arrays.get("action")[i];
        }
        return batch;
    }

    private static void assertFigures(LearnerStep learner, JsonNode golden, StepFigures figures,
            Map<String, float[]> arrays, double relative) {
        double total = golden.get("total_loss").asDouble();
        double norm = golden.get("grad_norm_before_clip").asDouble();
        assertThat(figures.learned()).isTrue();
        assertThat(figures.loss() * figures.errors().length).isCloseTo(total, within(relative * total));
        assertThat(figures.norm()).isCloseTo(norm, within(relative * norm));
        assertThat(figures.clippedNorm()).isEqualTo(30);
        assertThat(learner.selfLoss().state().typical()).isCloseTo(golden.get("typical_self_loss").asDouble(),
                within(1e-5));
        assertThat(learner.selfLoss().state().typicalClamped())
                .isCloseTo(golden.get("typical_clamped_self_loss").asDouble(), within(1e-5));
        float[] errors = new float[figures.errors().length];
        for (int i = 0; i < errors.length; i++) {
            for (int q = 0; q < 8; q++) {
                errors[i] += (arrays.get("targets")[i * 8 + q] - arrays.get("outputs")[i * 8 + q]) / 8;
            }
            errors[i] = Math.abs(errors[i]);
        }
        Golden.assertClose("errors", figures.errors(), errors, relative, relative);
    }

    private static void assertFirst(Path folder, LearnerStep learner, double decay) throws IOException {
        Map<String, float[]> gradients = Golden.npz(folder.resolve("step0_grads_after_clip.npz"));
        Map<String, float[]> after = Golden.npz(folder.resolve("online_after_step0_before_decay.npz"));
        float[] all = learner.gradient();
        int at = 0;
        double squares = 0;
        for (WeightSpec spec : learner.online().specs()) {
            float[] gradient = new float[(int) spec.size()];
            System.arraycopy(all, at, gradient, 0, gradient.length);
            at += gradient.length;
            Golden.assertClose("gradient of " + spec.name(), gradient, gradients.get(spec.name()), 1e-6,
                    1e-3);
            float[] wanted = after.get(spec.name()).clone();
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] *= (float) (1 - decay * LR);
            }
            Golden.assertClose(spec.name(), learner.online().toFloats(spec.name()), wanted, 1e-6, 1e-3);
        }
        for (LayerGradient layer : learner.lastGradient()) {
            squares += layer.length() * layer.length();
            assertThat(layer.largest()).isLessThanOrEqualTo(layer.length() * (1 + 1e-6));
        }
        assertThat(Math.sqrt(squares)).isCloseTo(30, within(1e-3));
    }

    private static void assertWeights(String what, Weights weights, Map<String, float[]> wanted,
            double tolerance) {
        for (WeightSpec spec : weights.specs()) {
            Golden.assertClose(what + " " + spec.name(), weights.toFloats(spec.name()),
                    wanted.get(spec.name()), tolerance, 1e-3);
        }
    }

    private static void assertOptimiser(LearnerStep learner, Map<String, float[]> wanted, int steps) {
        AdamState state = learner.optimiser().state();
        assertThat(state.steps()).isEqualTo(steps);
        int at = 0;
        for (WeightSpec spec : learner.online().specs()) {
            int size = (int) spec.size();
            float[] mean = new float[size];
            float[] square = new float[size];
            System.arraycopy(state.mean(), at, mean, 0, size);
            System.arraycopy(state.meanSquare(), at, square, 0, size);
            at += size;
            Golden.assertClose(spec.name(), mean, wanted.get(spec.name() + "/exp_avg"), 1e-4, 1e-3);
            Golden.assertClose(spec.name(), square, wanted.get(spec.name() + "/exp_avg_sq"), 1e-4, 1e-3);
        }
    }
}
