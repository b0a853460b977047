package tmnf.exchange.http;

/**
 * Whether a site takes clearly longer to begin its answers than it can. Compares the average of about the
 * last half second with the best such average; the best is forgotten slowly, so that a site that has become
 * slower for good counts as usual after some minutes. Not thread-safe.
 */
final class LatencyWatch {

    private static final double RECENT_NANOS = 0.5e9;
    private static final double FORGET_NANOS = 120e9;
    private static final double SINGLE_WEIGHT = 0.25; // one late answer after a pause is no trend
    private static final int ENOUGH = 8;
    private static final double TIMES = 2;
    private static final double MARGIN_NANOS = 200e6; // a busy machine of our own looks like this too

    private int samples;
    private long lastAt;
    private double recent;
    private double usual;

    /** Adds the time to the first byte of an answer; returns whether the site is slow now. */
    boolean isSlowAfter(long firstByteNanos, long nowNanos) {
        double passed = samples == 0 ? 0 : Math.max(0, nowNanos - lastAt);
        lastAt = nowNanos;
        if (samples < ENOUGH) {
            samples++;
            recent += (firstByteNanos - recent) / samples;
            usual = recent;
            return false;
        }
        recent += (firstByteNanos - recent) * Math.min(SINGLE_WEIGHT, passed / RECENT_NANOS);
        usual += Math.max(0, recent - usual) * Math.min(SINGLE_WEIGHT, passed / FORGET_NANOS);
        usual = Math.min(usual, recent);
        return recent > Math.max(TIMES * usual, usual + MARGIN_NANOS);
    }
}
