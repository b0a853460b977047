package tmnf.exchange.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/**
 * A time that leaps: who waits for something has reached it at once. Never goes back, whoever waits. Exact
 * with one thread; with several, each leap is everybody's.
 */
public final class VirtualTime implements Time {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }

    @Override
    public void await(Condition condition, long wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long target = nanos() + wait;
        nanos.accumulateAndGet(target, Math::max);
    }

    /** Time passes without anybody waiting. */
    public void pass(Duration span) {
        nanos.addAndGet(span.toNanos());
    }

    /** What has passed since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos());
    }
}
