package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

    private static EarlyStopping stopping(int patience, double minDelta) {
        return new EarlyStopping(Optional.of(patience), minDelta, EarlyStopping.State.NONE);
    }

    @Test
    void itIsOverAfterAsManyEpochsWithoutGainAsThePatience() {
        EarlyStopping stopping = stopping(2, 0);

        assertThat(stopping.accept(1, 5)).isTrue();
        assertThat(stopping.accept(2, 4)).isTrue();
        assertThat(stopping.accept(3, 4)).as("no gain").isFalse();
        assertThat(stopping.isOver()).isFalse();
        assertThat(stopping.accept(4, 4.5)).isFalse();
        assertThat(stopping.isOver()).isTrue();
        assertThat(stopping.state().bestEpoch()).isEqualTo(2);
        assertThat(stopping.best()).hasValue(4);
    }

    @Test
    void gainsThatAreTooSmallAddUpUntilTheyCount() {
        EarlyStopping stopping = stopping(2, 0.5);
        stopping.accept(1, 5);

        assertThat(stopping.accept(2, 4.7)).as("the smallest so far, though it does not count").isTrue();
        assertThat(stopping.state().waited()).isEqualTo(1);
        stopping.accept(3, 4.4);
        assertThat(stopping.state().waited()).as("0.6 below the one that counted").isZero();
        assertThat(stopping.isOver()).isFalse();
    }

    @Test
    void itGoesOnFromItsState() {
        EarlyStopping first = stopping(3, 0);
        first.accept(1, 2);
        first.accept(2, 3);
        EarlyStopping second = new EarlyStopping(Optional.of(3), 0, first.state());
        second.accept(3, 3);
        assertThat(second.isOver()).isFalse();
        second.accept(4, 3);
        assertThat(second.isOver()).isTrue();
    }

    @Test
    void whatIsNoNumberIsNeverTheBest() {
        EarlyStopping stopping = stopping(1, 0);
        assertThat(stopping.accept(1, Double.NaN)).isFalse();
        assertThat(stopping.best()).isEmpty();
        assertThat(stopping.isOver()).isTrue();
    }

    @Test
    void withoutPatienceItIsNeverOver() {
        EarlyStopping stopping = new EarlyStopping(Optional.empty(), 0, EarlyStopping.State.NONE);
        for (int epoch = 1; epoch < 100; epoch++) {
            stopping.accept(epoch, epoch);
        }
        assertThat(stopping.isOver()).isFalse();
    }
}
