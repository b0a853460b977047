package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import tmnf.rl.config.TrainSettings;

class HorizonTest {

    private static Horizon horizon(boolean annealing, double gamma) throws Exception {
        return new Horizon(new LiveSettings(TrainSettings.of(Map.of(
                "training", Map.of("n_steps", 3, "gamma_schedule", List.of(List.of(0, gamma))),
                "tmnf", Map.of("annealing", annealing, "annealing_batches", 1000, "annealing_first_n_steps",
                        12, "annealing_first_gamma", 0.9))), "", Attempt.FIRST));
    }

    @Test
    void stepsAndDiscountMoveByTheSameFactorForEachBatchAndBeginAnewAtAReset() throws Exception {
        Horizon horizon = horizon(true, 0.999);
        assertThat(horizon.steps()).isEqualTo(12);
        assertThat(horizon.gamma(0)).isEqualTo(0.9);
        horizon.batches(500);
        assertThat(horizon.steps()).isEqualTo(6);
        assertThat(horizon.gamma(0)).isCloseTo(0.99, within(1e-12));
        horizon.batches(1000);
        assertThat(horizon.steps()).isEqualTo(3);
        assertThat(horizon.gamma(0)).isEqualTo(0.999);
        horizon.batches(70_000);
        assertThat(horizon.steps()).isEqualTo(3);
        horizon.batches(0);
        assertThat(horizon.steps()).isEqualTo(12);
    }

    @Test
    void aDiscountOfOneIsReachedInAStraightLine() throws Exception {
        Horizon horizon = horizon(true, 1);
        horizon.batches(500);
        assertThat(horizon.gamma(0)).isCloseTo(0.95, within(1e-12));
        horizon.batches(1000);
        assertThat(horizon.gamma(0)).isOne();
    }

    @Test
    void withoutTheSwitchTheyAreThoseOfTheConfiguration() throws Exception {
        Horizon horizon = horizon(false, 0.99);
        assertThat(horizon.steps()).isEqualTo(3);
        assertThat(horizon.gamma(0)).isEqualTo(0.99);
    }
}
