package tmnf.exchange.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tmnf.exchange.ExchangeException;

/**
 * Whether and when a failed request is repeated: after a random part of a time that doubles with each
 * failure, so that many who failed together do not come back together. Thread-safe.
 */
public final class RetryPolicy {

    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int MOST_DOUBLINGS = 6; // beyond the longest
    private static final int CONTENT_REPEATS = 2; // a file that is damaged on the site stays damaged

    private final int retries;
    private final RandomGenerator random; // guarded by itself

    /** A policy that repeats a request at most so often. */
    public RetryPolicy(int retries, RandomGenerator random) {
        if (retries < 0) {
            throw new IllegalArgumentException("retries: " + retries);
        }
        this.retries = retries;
        this.random = Objects.requireNonNull(random, "random");
    }

    /** The wait before the next attempt after {@code failures} failures (1, 2, ...); empty: give up. */
    public Optional<Duration> delay(ExchangeException failure, int failures) {
        boolean content = failure.kind() == ExchangeException.Kind.CONTENT;
        int allowed = content ? Math.min(CONTENT_REPEATS, retries) : retries;
        if (!failure.isWorthRetrying() || failures > allowed) {
            return Optional.empty();
        }
        long most = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(MOST_DOUBLINGS, failures - 1));
        long nanos;
        synchronized (random) {
            nanos = random.nextLong(most);
        }
        Duration backOff = Duration.ofNanos(nanos);
        return Optional.of(failure.retryAfter().filter(rest -> rest.compareTo(backOff) > 0).orElse(backOff));
    }
}
