package tmnf.rl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.learn.Golden;

/** Quantiles and the choice of an action, against recordings of the original. */
class PolicyTest {

    private static final Exploration ALL_EVEN = new Exploration(1, 0, 0);

    @Test
    void quantilesAreThoseOfTheOriginal() throws Exception {
        Path folder = Golden.folder("tau_sampling");

        float[] taus = TauSampling.symmetric(3, 8, Golden.npy(folder.resolve("uniform.npy")));

        assertThat(taus).containsExactly(Golden.npy(folder.resolve("tau.npy")));
    }

    @Test
    void drawnQuantilesLieInTheirPartsAndMirrorEachOther() {
        float[] taus = TauSampling.symmetric(2, 4, new SplittableRandom(1));

        for (int i = 0; i < 4; i++) {
            assertThat(taus[i]).isBetween(i / 2 / 4f, (i / 2 + 1) / 4f);
            assertThat(taus[4 + i]).isEqualTo(1 - taus[i]);
        }
        assertThatThrownBy(() -> TauSampling.symmetric(2, 3, new SplittableRandom(1)))
                .hasMessageContaining("even");
    }

    @Test
    void fixedQuantilesAreTheMiddles() {
        assertThat(TauSampling.fixed(4)).containsExactly(0.125f, 0.375f, 0.625f, 0.875f);
    }

    @Test
    void actionsAreThoseOfTheOriginal() throws Exception {
        JsonNode cases = Golden.json(Golden.folder("policy").resolve("cases.json"));

        assertThat(cases).isNotEmpty();
        for (JsonNode golden : cases) {
            float[] values = new float[golden.get("q").size()];
            double[] normals = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) golden.get("q").get(i).asDouble();
                normals[i] = golden.get("normals").get(i).asDouble();
            }
            int action = ActionChoice.choose(values, exploration(golden), golden.get("r").asDouble(),
                    normals);

            assertThat(action).as("%s", golden).isEqualTo(golden.get("action").asInt());
            int best = ActionChoice.best(values);
            assertThat(action == best).isEqualTo(golden.get("is_greedy").asBoolean());
            assertThat(values[best]).isEqualTo((float) golden.get("value").asDouble());
        }
    }

    /** A sum above 1 is allowed there, and means the same as one of 1. */
    private static Exploration exploration(JsonNode golden) throws IOException {
        if (!golden.get("is_explo").asBoolean()) {
            return Exploration.NONE;
        }
        double epsilon = golden.get("epsilon").asDouble();
        return new Exploration(epsilon, Math.min(golden.get("epsilon_boltzmann").asDouble(), 1 - epsilon),
                golden.get("tau_epsilon_boltzmann").asDouble());
    }

    @Test
    void ofEqualValuesTheFirstIsTaken() {
        assertThat(ActionChoice.best(new float[] {1, 3, 3, 2})).isEqualTo(1);
    }

    @Test
    void evenChanceReachesAllActions() {
        SplittableRandom random = new SplittableRandom(2);
        int[] counts = new int[3];
        for (int i = 0; i < 3000; i++) {
            counts[ActionChoice.choose(new float[] {0, 100, 0}, ALL_EVEN, random)]++;
        }

        for (int count : counts) {
            assertThat(count).isBetween(900, 1100);
        }
    }

    @Test
    void aKeyDrawsTheQuantilesOfDecisionsThatExplore() throws Exception {
        assertThat(InferenceSettings.of(TrainSettings.DEFAULT)).isEqualTo(InferenceSettings.DEFAULT);
        assertThat(InferenceSettings.of(TrainSettings.of(Map.of("tmnf", Map.of("random_quantiles", true))))
                .randomQuantiles()).isTrue();
    }
}
