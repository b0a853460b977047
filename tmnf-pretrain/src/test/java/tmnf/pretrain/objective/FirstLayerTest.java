package tmnf.pretrain.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstLayerTest {

    private static final int CHANNELS = 3;
    private static final int AREA = 16;

    /** Of pixels of 0 to 1. */
    private static double[] seen(double[] pixels, Normalization by) {
        double[] seen = new double[pixels.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = pixels[i] * by.factor() + by.offset();
        }
        return seen;
    }

    private static double answer(FirstLayer layer, int out, double[] seen) {
        double answer = layer.bias()[out];
        for (int i = 0; i < seen.length; i++) {
            answer += layer.weight()[out * seen.length + i] * seen[i];
        }
        return answer;
    }

    @ParameterizedTest
    @CsvSource({"ZERO_ONE, RL", "ZERO_ONE, IQN", "IQN, RL", "IQN, ZERO_ONE", "RL, IQN", "RL, ZERO_ONE",
            "RL, RL"})
    void answersToOtherPixelsAsItDidToThoseItWasTrainedOn(Normalization trained, Normalization given) {
        SplittableRandom random = new SplittableRandom(5);
        double[] weight = random.doubles(2L * CHANNELS * AREA, -1, 1).toArray();
        double[] pixels = random.doubles(CHANNELS * AREA).toArray();
        FirstLayer layer = FirstLayer.of(List.of(2L, (long) CHANNELS, 4L, 4L), weight,
                new double[] {0.5, -2});

        FirstLayer folded = layer.fold(trained, given);

        for (int out = 0; out < 2; out++) {
            assertThat(answer(folded, out, seen(pixels, given)))
                    .isCloseTo(answer(layer, out, seen(pixels, trained)), within(1e-12));
        }
    }
}
