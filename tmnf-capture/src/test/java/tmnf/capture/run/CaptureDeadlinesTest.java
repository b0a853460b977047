package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.tminterface.link.LinkTime;

class CaptureDeadlinesTest {

    private static final PhaseDeadlines LIMITS = CaptureWorld.deadlines();

    private final Hand time = new Hand();
    private final CaptureDeadlines deadlines = new CaptureDeadlines(LIMITS, 10_000, 1, 0, time);

    /** A time that is set by hand. */
    private static final class Hand implements LinkTime {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(long length) {
            nanos += length;
        }
    }

    private void pass(Duration length) {
        time.sleep(length.toNanos());
    }

    @Test
    void inTheRaceTheStepsLimitHoldsWhereOtherMessagesStillCome() {
        deadlines.enter(CapturePhase.RACE);
        assertThat(deadlines.nearest().length()).isEqualTo(LIMITS.raceMessage());

        pass(Duration.ofSeconds(5));
        deadlines.messageCame(false);
        assertThat(deadlines.nearest()).isEqualTo(new CaptureDeadlines.Limit(false, LIMITS.raceStep(),
                LIMITS.raceStep().minusSeconds(5).toNanos()));

        deadlines.messageCame(true);
        assertThat(deadlines.nearest().length()).isEqualTo(LIMITS.raceMessage());
    }

    @Test
    void theWholeRunsLimitHoldsInEachPhaseButTheLast() {
        pass(LIMITS.run().minusSeconds(1));
        for (CapturePhase phase : CapturePhase.values()) {
            deadlines.enter(phase);
            assertThat(deadlines.nearest().ofTheRun()).as(phase.toString())
                    .isEqualTo(phase != CapturePhase.DRAIN);
        }
        assertThat(deadlines.nearest().length()).isEqualTo(LIMITS.drain());
    }

    @Test
    void aGameAtAQuarterOfItsSpeedHasFourTimesAsLongForCountdownAndRace() {
        CaptureDeadlines slow = new CaptureDeadlines(LIMITS, 10_000, 0.25, 0, time);
        CaptureDeadlines fast = new CaptureDeadlines(LIMITS, 10_000, 100, 0, time);

        slow.enter(CapturePhase.COUNTDOWN);
        fast.enter(CapturePhase.COUNTDOWN);
        assertThat(slow.nearest().length()).isEqualTo(LIMITS.countdown().multipliedBy(4));
        assertThat(fast.nearest().length()).isEqualTo(LIMITS.countdown());

        slow.enter(CapturePhase.RACE);
        assertThat(slow.nearest().length()).isEqualTo(LIMITS.raceMessage().multipliedBy(4));
        pass(Duration.ofSeconds(20));
        slow.messageCame(false);
        assertThat(slow.nearest().length()).isEqualTo(LIMITS.raceStep().multipliedBy(4));

        slow.enter(CapturePhase.MAP_LOAD);
        assertThat(slow.nearest().length()).isEqualTo(LIMITS.mapLoad());
    }
}
