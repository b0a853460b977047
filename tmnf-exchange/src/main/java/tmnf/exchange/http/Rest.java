package tmnf.exchange.http;

/** A pause that the site asked for. Several make the longest. Not thread-safe. */
final class Rest {

    private static final long WORTH_TELLING_NANOS = 1_500_000_000L;

    private boolean set;
    private long until;

    /** Rests at least so long from now; returns whether that is noticeably longer than was known. */
    boolean extend(long nanos, long nowNanos) {
        long left = leftNanos(nowNanos);
        if (nanos <= left) {
            return false;
        }
        set = true;
        until = nowNanos + nanos;
        return left == 0 || nanos - left > WORTH_TELLING_NANOS;
    }

    /** What is left of it; 0: none. */
    long leftNanos(long nowNanos) {
        return set ? Math.max(0, until - nowNanos) : 0;
    }
}
