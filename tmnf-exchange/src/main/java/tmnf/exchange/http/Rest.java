package tmnf.exchange.http;

/**
 * A pause that the site asked for. Several make the longest. Also knows whether resting helps: many requests
 * that are on their way together are refused together, and that says nothing yet. Not thread-safe.
 */
final class Rest {

    private static final long WORTH_TELLING_NANOS = 1_500_000_000L;

    private boolean set;
    private long until;
    private long newestBefore; // number of the last request that was sent before
    private boolean helped = true; // whether one that was sent after it worked, or there was none yet

    /**
     * Rests at least so long from now; returns whether that is noticeably longer than was known.
     *
     * @param newest number of the request sent last
     */
    boolean extend(long nanos, long nowNanos, long newest) {
        long left = leftNanos(nowNanos);
        if (nanos <= left) {
            return false;
        }
        set = true;
        until = nowNanos + nanos;
        newestBefore = newest;
        helped = false;
        return left == 0 || nanos - left > WORTH_TELLING_NANOS;
    }

    /** A request worked. */
    void succeeded(long request) {
        helped |= request > newestBefore;
    }

    /** Whether a request that is asked for rest was sent after one, and none worked since. */
    boolean wasInVain(long request) {
        return !helped && request > newestBefore;
    }

    /** What is left of it; 0: none. */
    long leftNanos(long nowNanos) {
        return set ? Math.max(0, until - nowNanos) : 0;
    }
}
