package tmnf.exchange.http;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** The time, and waiting for it. Tests put one in that leaps instead of waiting. */
public interface Time {

    /** The real one. */
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void await(Condition condition, long nanos) throws InterruptedException {
            condition.await(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /** For differences only. */
    long nanos();

    /** The time of day. */
    Instant now();

    /**
     * Waits until the condition is signalled, the time is over, or without a reason. The caller holds the
     * lock of the condition, and looks again afterwards.
     */
    void await(Condition condition, long nanos) throws InterruptedException;
}
