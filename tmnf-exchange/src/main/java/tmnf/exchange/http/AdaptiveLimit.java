package tmnf.exchange.http;

/**
 * How many requests may be in flight. Doubles each round trip until the first trouble, grows by one a round
 * trip afterwards, and shrinks at once when the site is in trouble. Grows only while the limit is really
 * used: what was never tried says nothing. Not thread-safe.
 */
final class AdaptiveLimit {

    private static final long CUT_INTERVAL_NANOS = 1_000_000_000L;

    private final int ceiling;
    private final int first;
    private int limit;
    private boolean cautious; // after the first trouble
    private int successes; // since the limit last grew, when cautious
    private boolean wasCut;
    private boolean cutHard;
    private long cutAt;
    private long newestAtCut;

    AdaptiveLimit(int first, int ceiling) {
        this.ceiling = ceiling;
        this.first = Math.min(first, ceiling);
        this.limit = this.first;
    }

    int limit() {
        return limit;
    }

    int ceiling() {
        return ceiling;
    }

    /** A request came back well while so many were in flight, itself included. */
    void succeeded(int inFlight) {
        if (limit >= ceiling || inFlight * 4L < limit * 3L) {
            return;
        }
        if (!cautious) {
            limit++;
        } else if (++successes >= limit) {
            successes = 0;
            limit++;
        }
    }

    /**
     * A request failed in a way that asks for less. One congestion cuts once: requests that were on their way
     * at the cut tell nothing new when they fail too, and two cuts are a second apart.
     *
     * @param request its number; requests are numbered in the order in which they were sent
     * @param newest number of the request sent last
     * @param hard halve, for overload and deadlines; otherwise take off a third
     * @return whether this is a new congestion
     */
    boolean troubled(long request, long newest, long nowNanos, boolean hard) {
        boolean known = wasCut && (request <= newestAtCut || nowNanos - cutAt < CUT_INTERVAL_NANOS);
        if (known && (cutHard || !hard)) {
            return false;
        }
        limit = Math.max(1, hard ? limit / 2 : limit * 2 / 3);
        markCut(nowNanos, newest, hard);
        return true;
    }

    /** The site takes clearly longer than usual: a tenth less, at most once a second, not below the first. */
    boolean slowed(long newest, long nowNanos) {
        cautious = true;
        if (wasCut && nowNanos - cutAt < CUT_INTERVAL_NANOS || limit <= first) {
            return false;
        }
        limit = Math.max(first, limit * 9 / 10);
        markCut(nowNanos, newest, false);
        return true;
    }

    private void markCut(long nowNanos, long newest, boolean hard) {
        cautious = true;
        successes = 0;
        wasCut = true;
        cutHard = hard;
        cutAt = nowNanos;
        newestAtCut = newest;
    }
}
