package tmnf.exchange.http;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tmnf.exchange.ExchangeException;

/** SKELETON: whether and when a failed request is repeated. */
public final class RetryPolicy {

    public RetryPolicy(int retries, RandomGenerator random) {
        throw new UnsupportedOperationException();
    }

    /** The wait before the next attempt after {@code failures} failures (1, 2, ...); empty: give up. */
    public Optional<Duration> delay(ExchangeException failure, int failures) {
        throw new UnsupportedOperationException();
    }
}
