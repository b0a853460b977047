package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyWatchTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final LatencyWatch watch = new LatencyWatch();
    private long now;

    @Test
    void noticesWithinSecondsThatASiteTakesMuchLonger() {
        answers(100, 10, 100);

        assertThat(answers(20, 100, 1000)).isTrue();
    }

    @Test
    void takesLongerAnswersThatAreStillQuickForABusyMachine() {
        answers(1000, 1, 1);

        assertThat(answers(10_000, 1, 180)).isFalse();
    }

    @Test
    void doesNotMindOneLateBatch() {
        answers(1000, 1, 100);
        now += 400 * MILLI;

        boolean slow = false;
        for (int i = 0; i < 200; i++) {
            slow |= watch.isSlowAfter(500 * MILLI, now);
        }

        assertThat(slow).isFalse();
    }

    @Test
    void recoversWhenTheSiteDoes() {
        answers(100, 10, 100);
        assertThat(answers(50, 50, 2000)).isTrue();

        assertThat(answers(50, 50, 100)).isFalse();
    }

    @Test
    void acceptsInTheEndThatASiteHasBecomeSlower() {
        answers(100, 10, 100);
        assertThat(answers(10, 500, 1000)).isTrue();

        assertThat(answers(600, 500, 1000)).as("five minutes later").isFalse();
    }

    @Test
    void doesNotTakeASlowStartForTheUsual() {
        answers(10, 20, 3000);
        answers(100, 50, 50);

        assertThat(answers(50, 50, 1500)).isTrue();
    }

    private boolean answers(int count, long everyMillis, long firstByteMillis) {
        boolean slow = false;
        for (int i = 0; i < count; i++) {
            now += everyMillis * MILLI;
            slow = watch.isSlowAfter(firstByteMillis * MILLI, now);
        }
        return slow;
    }
}
