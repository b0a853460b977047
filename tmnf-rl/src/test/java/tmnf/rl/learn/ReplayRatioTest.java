package tmnf.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** How often transitions are used and when the target network follows. */
class ReplayRatioTest {

    @Test
    void learningWaitsForTheStartAndThenForNewTransitions() {
        ReplayRatio ratio = new ReplayRatio(4, 100, ReplayRatio.State.START);
        ratio.added(99);
        assertThat(ratio.mayLearn(true)).isFalse();
        ratio.added(1);
        assertThat(ratio.mayLearn(true)).isTrue();
        assertThat(ratio.mayLearn(false)).isFalse();
        assertThat(ratio.open(true)).isZero();

        ratio.used(10);
        assertThat(ratio.mayLearn(true)).isFalse();
        ratio.added(2);
        assertThat(ratio.mayLearn(true)).isFalse();
        ratio.added(1);
        assertThat(ratio.mayLearn(true)).isTrue();
        assertThat(ratio.open(true)).isEqualTo(2);
    }

    @Test
    void nothingIsOpenWhileLearningWaitsForTransitionsWhateverIsOwed() {
        ReplayRatio ratio = new ReplayRatio(4, 100, ReplayRatio.State.START);
        ratio.added(50);
        assertThat(ratio.open(true)).as("below 0 otherwise").isZero();
        ratio.credit(1_000_000);
        assertThat(ratio.open(false)).isZero();
        assertThat(ratio.open(true)).isEqualTo(999_800);
    }

    @Test
    void whatIsHeldBackChangesWithTheSchedule() {
        ReplayRatio ratio = new ReplayRatio(4, 100, ReplayRatio.State.START);
        ratio.added(120);
        ratio.used(80);
        ratio.startSize(150);
        assertThat(ratio.mayLearn(true)).isFalse();
        ratio.added(50);
        assertThat(ratio.mayLearn(true)).isTrue();
        ratio.startSize(100);
        assertThat(ratio.open(true)).isEqualTo(200);
    }

    @Test
    void otherUsesHoldForWhatComesInFromThenOnAndNeverStopLearning() {
        ReplayRatio ratio = new ReplayRatio(4, 100, ReplayRatio.State.START);
        ratio.added(120);
        ratio.used(80);
        assertThat(ratio.open(true)).isZero();
        ratio.uses(8);
        assertThat(ratio.open(true)).isZero();
        ratio.added(10);
        assertThat(ratio.open(true)).isEqualTo(80);
        double owed = ratio.state().owed();
        ratio.uses(2);
        assertThat(ratio.state().owed()).isEqualTo(owed);
        assertThat(ratio.open(true)).isPositive();
    }

    @Test
    void aResumedRunGoesOnOrBeginsToFillItsBufferAnew() {
        ReplayRatio ratio = new ReplayRatio(4, 100, ReplayRatio.State.START);
        ratio.added(150);
        ratio.used(60);

        ReplayRatio resumed = new ReplayRatio(4, 100, ratio.state());
        assertThat(resumed.open(true)).isEqualTo(ratio.open(true));
        resumed.forgetBuffer();
        assertThat(resumed.mayLearn(true)).isFalse();
        resumed.added(100);
        assertThat(resumed.mayLearn(true)).isTrue();
        resumed.credit(5);
        assertThat(resumed.open(true)).isEqualTo(5);
    }

    @Test
    void whatAResetIsOwedForStaysWithoutTheTransitionsUntilItWasLearned() {
        ReplayRatio ratio = new ReplayRatio(4, 100, ReplayRatio.State.START);
        ratio.added(150);
        ratio.credit(1000);
        ratio.used(300);

        ReplayRatio resumed = new ReplayRatio(4, 100, ratio.state());
        resumed.forgetBuffer();
        resumed.forgetBuffer(); // the next run, too, begins without them
        resumed.added(100);
        assertThat(resumed.open(true)).isEqualTo(700);
        resumed.used(800);
        assertThat(resumed.state().credit()).isZero();
        resumed.forgetBuffer();
        resumed.added(100);
        assertThat(resumed.open(true)).isZero();
    }

    @Test
    void theTargetFollowsAtDistancesAndNotMoreThanOnceABatch() {
        assertThat(due(new TargetSchedule(2048, 0), 512, 9)).containsExactly(0, 3, 7);
        assertThat(due(new TargetSchedule(128, 0), 4096, 4)).containsExactly(0, 1, 2, 3);
        TargetSchedule schedule = new TargetSchedule(128, 0);
        schedule.due(100_000);
        assertThat(schedule.due(100_000)).isFalse();
        assertThat(schedule.due(100_001)).isTrue();
        assertThat(new TargetSchedule(128, schedule.next()).due(100_001)).isFalse();
    }

    private static List<Integer> due(TargetSchedule schedule, int batch, int count) {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (schedule.due((i + 1L) * batch)) {
                due.add(i);
            }
        }
        return due;
    }
}
