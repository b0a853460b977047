package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class DrawsTest {

    @Test
    void everyStepOfEveryEpochAndSeedDrawsSomethingElse() {
        Set<Long> first = new HashSet<>();
        for (long seed = 42; seed < 45; seed++) {
            for (int step = 1; step <= 20; step++) {
                for (int epoch = 1; epoch <= 20; epoch++) {
                    first.add(Draws.training(seed, epoch, step).nextLong());
                }
                first.add(Draws.validation(seed, step).nextLong());
            }
        }
        assertThat(first).hasSize(3 * 20 * 21);
    }

    @Test
    void theSamePlaceDrawsTheSame() {
        assertThat(Draws.training(42, 3, 7).nextLong()).isEqualTo(Draws.training(42, 3, 7).nextLong());
        assertThat(Draws.validation(42, 7).nextLong()).isEqualTo(Draws.validation(42, 7).nextLong());
    }
}
