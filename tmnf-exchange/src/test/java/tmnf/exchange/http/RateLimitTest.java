package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @CsvSource({"4, 40, 9000", "20, 24, 1000", "1, 3, 2000", "0.5, 3, 4000", "2, 2, 0"})
    void spreadsRequestsAfterASmallBurst(double rate, int requests, long millis) {
        long last = sendAll(new RateLimit(rate, 4), requests, 0);

        assertThat(last).isEqualTo(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @ParameterizedTest
    @CsvSource({"10, 100", "4, 250", "0.5, 2000", "3, 334"})
    void keepsADistanceWithoutABurst(double rate, long millis) {
        RateLimit limit = new RateLimit(rate, 1);
        limit.take(0);

        assertThat(limit.waitNanos(0)).isBetween(TimeUnit.MILLISECONDS.toNanos(millis - 1),
                TimeUnit.MILLISECONDS.toNanos(millis));
        assertThat(sendAll(limit, 3, 3600 * SECOND)).as("a pause saves nothing up")
                .isGreaterThan(3600 * SECOND + 2 * TimeUnit.MILLISECONDS.toNanos(millis - 1));
    }

    @Test
    void neverWaitsWithoutARate() {
        RateLimit limit = new RateLimit(0, 4);
        limit.halve(0);

        assertThat(sendAll(limit, 1000, 0)).isZero();
        assertThat(limit.perSecond()).isZero();
    }

    @Test
    void doesNotSaveUpWhatAPauseLeftUnused() {
        RateLimit limit = new RateLimit(4, 4);
        sendAll(limit, 4, 0);

        assertThat(sendAll(limit, 8, 3600 * SECOND)).isEqualTo(3601 * SECOND);
    }

    @Test
    void halvesAndGrowsBackByATenthForTenSecondsWithoutTrouble() {
        RateLimit limit = new RateLimit(20, 4);

        limit.halve(0);
        assertThat(limit.perSecond()).isEqualTo(10);
        limit.take(0);
        limit.waitNanos(10 * SECOND - 1);
        assertThat(limit.perSecond()).isEqualTo(10);
        limit.waitNanos(10 * SECOND);
        assertThat(limit.perSecond()).isEqualTo(11);
        limit.waitNanos(1000 * SECOND);
        assertThat(limit.perSecond()).isEqualTo(20);
    }

    @Test
    void neverHalvesBelowOneRequestInFiveSeconds() {
        RateLimit limit = new RateLimit(4, 4);
        RateLimit slow = new RateLimit(0.1, 4);
        for (int i = 0; i < 10; i++) {
            limit.halve(0);
            slow.halve(0);
        }

        assertThat(limit.perSecond()).isEqualTo(0.2);
        assertThat(slow.perSecond()).as("what was asked for is lower").isEqualTo(0.1);
    }

    /** Returns when the last of some requests went out. */
    private static long sendAll(RateLimit limit, int requests, long start) {
        long now = start;
        for (int i = 0; i < requests; i++) {
            now += limit.waitNanos(now);
            limit.take(now);
        }
        return now;
    }
}
