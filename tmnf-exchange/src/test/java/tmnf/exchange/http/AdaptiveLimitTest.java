package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptiveLimitTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AdaptiveLimit limit = new AdaptiveLimit(2, 256);

    @ParameterizedTest
    @CsvSource({"256, 2", "2, 2", "1, 1"})
    void startsLowAndNeverAboveTheCeiling(int ceiling, int first) {
        assertThat(new AdaptiveLimit(2, ceiling).limit()).isEqualTo(first);
    }

    @Test
    void doublesEachRoundTripUntilTheCeiling() {
        roundTrip();
        assertThat(limit.limit()).isEqualTo(4);
        roundTrip();
        assertThat(limit.limit()).isEqualTo(8);
        for (int trip = 0; trip < 5; trip++) {
            roundTrip();
        }
        assertThat(limit.limit()).isEqualTo(256);
        roundTrip();
        assertThat(limit.limit()).isEqualTo(256);
    }

    @Test
    void doesNotGrowWhileItIsNotUsed() {
        grow(16);

        for (int i = 0; i < 100; i++) {
            limit.succeeded(11);
        }
        assertThat(limit.limit()).isEqualTo(16);
        limit.succeeded(12);
        assertThat(limit.limit()).isEqualTo(17);
    }

    @Test
    void halvesAtOnceAndGrowsByOneARoundTripAfterwards() {
        grow(64);

        assertThat(limit.troubled(100, 120, 0, true)).isTrue();

        assertThat(limit.limit()).isEqualTo(32);
        roundTrip();
        assertThat(limit.limit()).isEqualTo(33);
        roundTrip();
        assertThat(limit.limit()).isEqualTo(34);
    }

    @Test
    void countsOneCongestionOnce() {
        grow(64);
        limit.troubled(100, 163, 0, true);

        assertThat(limit.troubled(163, 200, 5 * SECOND, true)).as("was on its way at the cut").isFalse();
        assertThat(limit.troubled(164, 200, SECOND - 1, true)).as("within a second").isFalse();
        assertThat(limit.limit()).isEqualTo(32);
        assertThat(limit.troubled(165, 200, SECOND, true)).isTrue();
        assertThat(limit.limit()).isEqualTo(16);
    }

    @Test
    void halvesAfterAMilderCutOfTheSameCongestion() {
        grow(60);

        limit.troubled(10, 60, 0, false);
        assertThat(limit.limit()).isEqualTo(40);
        assertThat(limit.troubled(11, 60, 1, false)).isFalse();
        assertThat(limit.troubled(12, 60, 2, true)).isTrue();
        assertThat(limit.limit()).isEqualTo(20);
    }

    @Test
    void neverFallsBelowOneAndComesBackFromThere() {
        for (int i = 0; i < 5; i++) {
            limit.troubled(i + 1, i, i * SECOND, true);
        }

        assertThat(limit.limit()).isEqualTo(1);
        limit.succeeded(1);
        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void shrinksByATenthASecondWhileTheSiteIsSlow() {
        grow(100);

        assertThat(limit.slowed(100, 0)).isTrue();
        assertThat(limit.slowed(100, SECOND / 2)).isFalse();
        assertThat(limit.limit()).isEqualTo(90);
        for (int second = 1; second < 100; second++) {
            limit.slowed(100, second * SECOND);
        }
        assertThat(limit.limit()).as("no less than at first").isEqualTo(2);
    }

    private void grow(int to) {
        while (limit.limit() < to) {
            limit.succeeded(limit.limit());
        }
    }

    private void roundTrip() {
        int inFlight = limit.limit();
        for (int i = 0; i < inFlight; i++) {
            limit.succeeded(limit.limit());
        }
    }
}
