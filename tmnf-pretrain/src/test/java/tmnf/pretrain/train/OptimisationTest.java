package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of settings that learn little. */
class OptimisationTest {

    @ParameterizedTest
    @CsvSource({"50, 4096, 4395, 100", "100, 129, 1161, 900"})
    void fewLargeBatchesAreWarnedOf(int epochs, int batch, int samples, int steps) {
        assertThat(optimisation(epochs, batch).shortOfSteps(samples)).hasValueSatisfying(warning ->
                assertThat(warning).startsWith("batches of " + batch + " are large for " + samples
                        + " samples: the run makes " + steps + " steps, "));
    }

    @ParameterizedTest
    @CsvSource({"50, 4096, 441000", "50, 4096, 40000", "200, 4096, 20480", "1, 128, 128", "1, 32, 100",
        "50, 4096, 166"}) // which is cut, and said to be
    void manyOrSmallOnesAreNot(int epochs, int batch, int samples) {
        assertThat(optimisation(epochs, batch).shortOfSteps(samples)).isEmpty();
    }

    private static PretrainSettings.Optimisation optimisation(int epochs, int batch) {
        return new PretrainSettings.Optimisation(epochs, batch, 1e-3, 1, Optional.empty(), 0, "auto", 42,
                Optional.empty());
    }
}
