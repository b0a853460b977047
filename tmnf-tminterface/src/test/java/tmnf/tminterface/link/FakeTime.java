package tmnf.tminterface.link;

import java.time.Duration;

/** Leaps instead of waiting. */
final class FakeTime implements LinkTime {

    private long nanos = 1_000_000_000;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(long duration) {
        nanos += duration;
    }

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    void advanceMillis(long millis) {
        nanos += millis * 1_000_000;
    }

    long millis() {
        return nanos / 1_000_000;
    }
}
