package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.rl.config.TrainSettings;

class ResumedSettingsTest {

    private static final TrainSettings THEN = TrainSettings.DEFAULT;

    private static TrainSettings with(String section, String key, Object value) throws Exception {
        return TrainSettings.of(Map.of(section, Map.of(key, value)));
    }

    @ParameterizedTest
    @CsvSource({"environment, one_every_n_zone_centers_in_inputs, 10", "neural_network, w_downsized, 65",
        "environment, distance_between_checkpoints, 1", "environment, n_zone_centers_in_inputs, 39"})
    void anotherMeaningOfInputsIsRefused(String section, String key, String value) throws Exception {
        TrainSettings now = with(section, key, value);
        assertThatExceptionOfType(SaveException.class).isThrownBy(() -> ResumedSettings.of(THEN, now))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(SaveException.Reason.MISMATCH))
                .satisfies(e -> assertThat(e.report()).singleElement().asString()
                        .startsWith(section + "." + key + " was ").endsWith(", is " + value
                                + (key.startsWith("distance") ? ".0" : "")))
                .withMessageContaining("set them as its config_snapshot.yaml has them");
    }

    @ParameterizedTest
    @CsvSource({"environment, tm_engine_step_per_action, 10",
        "environment, temporal_mini_race_duration_ms, 6000"})
    void whatCanBeLearnedAnewIsAWarning(String section, String key, String value) throws Exception {
        ResumedSettings resumed = ResumedSettings.of(THEN, with(section, key, value));
        assertThat(resumed.warnings()).singleElement().asString().contains(section + "." + key + " was ",
                ", is " + value);
        assertThat(resumed.changed()).isEmpty();
        assertThat(resumed.elsewhere()).as("times of the mini-race are drawn when transitions are sampled")
                .hasSize(key.startsWith("temporal") ? 0 : 1);
        assertThat(resumed.rewards()).isEmpty();
    }

    @Test
    void transitionsOfAnotherWorldAndOfOtherRewardsAreToldApart() throws Exception {
        assertThat(ResumedSettings.of(THEN, with("environment", "game_camera_number", 1)).elsewhere())
                .containsExactly("environment.game_camera_number was 2, is 1");
        ResumedSettings dearer = ResumedSettings.of(THEN, with("rewards", "constant_reward_per_ms", -0.002));
        assertThat(dearer.rewards()).containsExactly("rewards.constant_reward_per_ms");
        assertThat(dearer.elsewhere()).isEmpty();
    }

    @Test
    void theSeedAndOtherKeysAreNamed() throws Exception {
        assertThat(ResumedSettings.of(THEN, with("tmnf", "seed", 5)).warnings()).singleElement().asString()
                .startsWith("tmnf.seed is not used");
        assertThat(ResumedSettings.of(THEN, with("training", "run_name", "x")).changed()).isEmpty();
        TrainSettings more = with("training", "batch_size", 64);
        assertThat(ResumedSettings.of(THEN, more).changed()).containsExactly("training.batch_size");
        assertThat(ResumedSettings.of(THEN, more).warnings()).isEmpty();
    }

    @Test
    void onlyAScalingThatIsWrittenAndIsAnotherIsNamed() throws Exception {
        TrainSettings fork = with("state_normalization", "damper_std", 0.5);
        assertThat(ResumedSettings.otherScaling(THEN, fork.normalisation())).isEmpty();
        assertThat(ResumedSettings.otherScaling(fork, fork.normalisation())).isEmpty();
        assertThat(ResumedSettings.otherScaling(fork, THEN.normalisation()))
                .containsExactly("state_normalization.damper_std");
    }
}
