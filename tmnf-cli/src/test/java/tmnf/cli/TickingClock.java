package tmnf.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on by a fixed step whenever somebody looks. */
final class TickingClock extends Clock {

    private final long stepMs;
    private final AtomicLong now = new AtomicLong(1_700_000_000_000L);

    TickingClock(long stepMs) {
        this.stepMs = stepMs;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.addAndGet(stepMs));
    }
}
