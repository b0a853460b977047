package tmnf.pretrain.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.optim.LrSchedule.Shape;

class LrScheduleTest {

    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    private static double[] shares(LrSchedule schedule, int stepsPerEpoch, int epochs) {
        return IntStream.range(0, stepsPerEpoch * epochs)
                .mapToDouble(step -> schedule.share(step, stepsPerEpoch, epochs)).toArray();
    }

    /** Recorded from CosineAnnealingLR of PyTorch 1.13, T_max 8, step size 0.002, advanced with each step. */
    @Test
    void theCosineIsPyTorchs() {
        double[] shares = shares(new LrSchedule(Shape.COSINE, 0), 4, 2);
        assertThat(0.002 * shares[0]).isEqualTo(0.002);
        double[] recorded = {0.002, 0.0019238795325112869, 0.0017071067811865476, 0.0013826834323650901,
            0.0010000000000000002, 0.0006173165676349105, 0.0002928932188134526, 7.612046748871329e-05};
        assertThat(shares).hasSameSizeAs(recorded);
        for (int i = 0; i < recorded.length; i++) {
            assertThat(0.002 * shares[i]).isCloseTo(recorded[i], ROUNDING);
        }
    }

    /** LinearLR from 1/4 on, 3 steps, then CosineAnnealingLR of 7, as SequentialLR joins them. */
    @Test
    void behindAWarmUpItIsPyTorchsSequence() {
        double[] shares = shares(new LrSchedule(Shape.COSINE, 1.5), 2, 5);
        assertThat(shares).hasSize(10).containsExactly(new double[] {0.25, 0.5, 0.75, 1,
            0.9504844339512095, 0.8117449009293668, 0.6112604669781572, 0.38873953302184283,
            0.18825509907063326, 0.04951556604879048}, ROUNDING);
    }

    @Test
    void withoutAScheduleEveryStepIsTheSameAndAWarmUpChangesTheFirstOnes() {
        assertThat(shares(LrSchedule.CONSTANT, 3, 2)).containsOnly(1);
        assertThat(shares(new LrSchedule(Shape.CONSTANT, 1), 3, 2)).containsExactly(0.25, 0.5, 0.75, 1, 1, 1);
        assertThat(shares(new LrSchedule(Shape.CONSTANT, 9), 2, 1)).as("of which the run sees a part")
                .containsExactly(new double[] {1 / 19.0, 2 / 19.0}, ROUNDING);
        assertThat(shares(new LrSchedule(Shape.CONSTANT, 4), 2, 3)).as("a run that is gone on with")
                .startsWith(shares(new LrSchedule(Shape.CONSTANT, 4), 2, 1));
        assertThat(LrSchedule.CONSTANT.dependsOnLength()).isFalse();
        assertThat(new LrSchedule(Shape.COSINE, 0).dependsOnLength()).isTrue();
    }

    @Test
    void theLastStepOfALongRunIsSmallAndNotNothing() {
        LrSchedule schedule = new LrSchedule(Shape.COSINE, 0);
        assertThat(schedule.share(0, 1, 1)).isEqualTo(1);
        long steps = 1_000_000_000L;
        assertThat(schedule.share(steps * 2 - 1, steps, 2)).isPositive().isLessThan(1e-17);
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LrSchedule(Shape.COSINE, -1))
                .withMessageContaining("0 or more, not -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new LrSchedule(Shape.COSINE, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> LrSchedule.CONSTANT.share(6, 3, 2))
                .withMessageContaining("step 6 of 2 epochs of 3");
        assertThatIllegalArgumentException().isThrownBy(() -> LrSchedule.CONSTANT.share(-1, 3, 2));
    }
}
