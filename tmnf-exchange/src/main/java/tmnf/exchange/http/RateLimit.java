package tmnf.exchange.http;

/**
 * At most so many requests a second, with a small burst or none. Overload halves the rate; it grows back by
 * a tenth for every ten seconds without. Keeps the time at which the bucket would be full again, not a count
 * of tokens: whole nanoseconds have no rounding. Not thread-safe.
 */
final class RateLimit {

    private static final double SECOND = 1e9;
    private static final double FLOOR = 0.2;
    private static final double GROWTH = 1.1;
    private static final long GROWTH_INTERVAL_NANOS = 10_000_000_000L;

    private final double configured; // 0: no limit
    private final double burst;
    private double rate;
    private boolean started;
    private long fullAt;
    private long grownAt;

    /**
     * A limit in requests a second; 0: none.
     *
     * @param mostBurst what a pause may save up, never more than a second's worth
     */
    RateLimit(double configured, int mostBurst) {
        this.configured = configured;
        this.burst = Math.max(1, Math.min(mostBurst, configured));
        this.rate = configured;
    }

    /** Requests a second allowed now, 0 when there is no limit. */
    double perSecond() {
        return rate;
    }

    /** How long until the next request may go out; 0: now. */
    long waitNanos(long nowNanos) {
        if (configured == 0 || !started) {
            return 0;
        }
        growBack(nowNanos);
        return Math.max(0, fullAt - nowNanos - (long) ((burst - 1) * interval()));
    }

    /** A request goes out. */
    void take(long nowNanos) {
        if (configured == 0) {
            return;
        }
        fullAt = (started ? Math.max(fullAt, nowNanos) : nowNanos) + (long) Math.ceil(interval());
        started = true;
    }

    /** The site is overloaded. */
    void halve(long nowNanos) {
        if (configured == 0) {
            return;
        }
        rate = Math.max(Math.min(FLOOR, configured), rate / 2);
        grownAt = nowNanos;
    }

    private void growBack(long nowNanos) {
        while (rate < configured && nowNanos - grownAt >= GROWTH_INTERVAL_NANOS) {
            rate = Math.min(configured, rate * GROWTH);
            grownAt += GROWTH_INTERVAL_NANOS;
        }
    }

    private double interval() {
        return SECOND / rate;
    }
}
