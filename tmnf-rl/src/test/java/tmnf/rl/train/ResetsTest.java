package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.config.NetworkSettings;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.learn.LearnerStep;

class ResetsTest {

    private TorchEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    private static TrainSettings settings(int flag, boolean annealing) throws Exception {
        return TrainSettings.of(Map.of("neural_network", Map.of("use_iqn_image_head", false,
                "float_hidden_dim", 16, "dense_hidden_dimension", 32, "iqn_embedding_dimension", 8,
                "reset_every_n_frames_generated", 100, "single_reset_flag", flag,
                "overall_reset_mul_factor", 0.1, "last_layer_reset_factor", 0.75),
                "tmnf", Map.of("annealing", annealing, "shrink_perturb", 0.5)));
    }

    private LearnerStep learner(TrainSettings settings) {
        LearnerStep step = new LearnerStep(engine, settings.driver(), settings.normalisation(),
                Settings.learner(settings), new SplittableRandom(1));
        step.draw(1);
        return step;
    }

    @Test
    void aResetIsDueAfterSoManyTransitionsAndWhenTheFlagIsAnother() throws Exception {
        NetworkSettings network = settings(4, false).network();
        Resets resets = new Resets(engine, Map.of(), 4);
        resets.added(99);
        assertThat(resets.due(network)).isFalse();
        assertThat(resets.due(settings(5, false).network())).isTrue();
        resets.added(1);
        assertThat(resets.due(network)).isTrue();
        try (LearnerStep step = learner(settings(4, false))) {
            resets.apply(step, settings(5, false), 7, 1234);
        }
        assertThat(resets.due(settings(5, false).network())).isFalse();
        assertThat(resets.count()).isOne();
        assertThat(resets.batch()).isEqualTo(1234);
    }

    @Test
    void whoGoesOnNeitherRepeatsAResetNorLeavesOneOut() throws Exception {
        Resets resets = new Resets(engine, Map.of(), 4);
        resets.added(60);
        Resets again = new Resets(engine, new HashMap<>(resets.state()), 4);
        again.added(39);
        assertThat(again.due(settings(4, false).network())).isFalse();
        again.added(1);
        assertThat(again.due(settings(4, false).network())).isTrue();
        // The flag was changed and the program ended before the checkpoint that knows of it.
        Resets later = new Resets(engine, resets.state(), 5);
        assertThat(later.due(settings(5, false).network())).isTrue();
        try (LearnerStep step = learner(settings(4, false))) {
            later.apply(step, settings(5, false), 7, 50);
        }
        Resets last = new Resets(engine, later.state(), 5);
        assertThat(last.due(settings(5, false).network())).isFalse();
        assertThat(last.count()).isOne();
        assertThat(last.batch()).isEqualTo(50);
    }

    @Test
    void freshWeightsAreMixedInAsTheFactorsSayAndTheTargetStays() throws Exception {
        shares(settings(0, false), 0.1);
    }

    @Test
    void withAnnealingItShrinksAndPerturbs() throws Exception {
        shares(settings(0, true), 0.5);
    }

    private void shares(TrainSettings settings, double all) throws Exception {
        try (LearnerStep step = learner(settings); LearnerStep fresh = learner(settings)) {
            fresh.draw(7);
            float[] old = step.online().toFloats();
            float[] drawn = fresh.online().toFloats();
            new Resets(engine, Map.of(), 0).apply(step, settings, 7, 0);

            float[] now = step.online().toFloats();
            int at = 0;
            for (WeightSpec spec : step.online().specs()) {
                boolean last = spec.name().startsWith("A_head.2.") || spec.name().startsWith("V_head.2.");
                double kept = (1 - all) * (last ? 0.25 : 1);
                for (int i = 0; i < spec.size(); i++, at++) {
                    assertThat((double) now[at]).as(spec.name()).isCloseTo(kept * old[at] + (1 - kept)
                            * drawn[at], within(1e-5));
                }
            }
            assertThat(step.target().toFloats()).isEqualTo(old);
            assertThat(step.optimiser().state().steps()).isZero();
        }
    }
}
