package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

class RetryPolicyTest {

    @Test
    void doublesTheLongestWaitUpToAMinute() {
        RetryPolicy policy = new RetryPolicy(10, new Highest());

        List<Long> seconds = new ArrayList<>();
        for (int failures = 1; failures <= 9; failures++) {
            Duration wait = policy.delay(failure(Kind.TRANSIENT), failures).orElseThrow();
            seconds.add(wait.plusNanos(1).toSeconds());
        }

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void spreadsTheWaitsOverTheWholeTime() {
        RetryPolicy policy = new RetryPolicy(10, new SplittableRandom(1));

        double mean = 0;
        for (int i = 0; i < 1000; i++) {
            mean += policy.delay(failure(Kind.TRANSIENT), 5).orElseThrow().toMillis() / 1000.0;
        }

        assertThat(mean).isBetween(7500.0, 8500.0);
    }

    @ParameterizedTest
    @CsvSource({"TRANSIENT, 6", "BLOCKED, 6", "CONTENT, 2"})
    void repeatsAsOftenAsThatFailureIsWorth(Kind kind, int times) {
        RetryPolicy policy = new RetryPolicy(6, new SplittableRandom(1));

        assertThat(policy.delay(failure(kind), times)).isPresent();
        assertThat(policy.delay(failure(kind), times + 1)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"GONE", "REFUSED", "API_CHANGED", "UNAVAILABLE", "STOPPED"})
    void repeatsNothingThatCannotGetBetter(Kind kind) {
        assertThat(new RetryPolicy(6, new SplittableRandom(1)).delay(failure(kind), 1)).isEmpty();
    }

    @Test
    void doesNotRepeatWhenTheWholeSiteTurnsUsAway() {
        ExchangeException whole = new ExchangeException(Kind.BLOCKED, 403, "", "turned away");

        assertThat(new RetryPolicy(6, new SplittableRandom(1)).delay(whole, 1)).isEmpty();
        assertThat(whole.endsTheRun()).isTrue();
    }

    @Test
    void repeatsNothingWithoutRetries() {
        assertThat(new RetryPolicy(0, new SplittableRandom(1)).delay(failure(Kind.CONTENT), 1)).isEmpty();
    }

    @Test
    void waitsAtLeastAsLongAsTheSiteAsks() {
        ExchangeException asked = new ExchangeException(Kind.TRANSIENT, 429, "/x", "slow down",
                Duration.ofSeconds(90), null);

        assertThat(new RetryPolicy(6, new Highest()).delay(asked, 1)).contains(Duration.ofSeconds(90));
        assertThat(new RetryPolicy(9, new Highest()).delay(asked, 9).orElseThrow())
                .isEqualTo(Duration.ofSeconds(90));
        ExchangeException soon = new ExchangeException(Kind.TRANSIENT, 429, "/x", "slow down",
                Duration.ofSeconds(1), null);
        assertThat(new RetryPolicy(9, new Highest()).delay(soon, 4).orElseThrow())
                .isGreaterThan(Duration.ofSeconds(7));
    }

    private static ExchangeException failure(Kind kind) {
        return new ExchangeException(kind, 0, "/x", "no");
    }

    /** Always the highest number. */
    private static final class Highest implements RandomGenerator {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
