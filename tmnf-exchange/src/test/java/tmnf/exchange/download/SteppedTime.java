package tmnf.exchange.download;

import java.time.Instant;
import java.util.concurrent.locks.Condition;
import tmnf.exchange.http.Time;

/** A clock that moves when it is told to. */
final class SteppedTime implements Time {

    private volatile long millis = Instant.parse("2024-05-01T12:00:00Z").toEpochMilli();

    void step(long ms) {
        millis += ms;
    }

    @Override
    public long nanos() {
        return millis * 1_000_000;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public void await(Condition condition, long nanos) {
        throw new UnsupportedOperationException("nothing here waits");
    }
}
