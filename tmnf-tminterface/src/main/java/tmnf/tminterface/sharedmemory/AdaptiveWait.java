package tmnf.tminterface.sharedmemory;

/**
 * A wait for the other side that is quick while there is traffic and cheap while there is none: it spins,
 * then yields, then sleeps for an eighth of the time that has passed, at most 10 ms. Confined to one thread.
 */
final class AdaptiveWait {

    static final long SPIN_NANOS = 50_000;
    static final long YIELD_NANOS = 1_000_000;
    // Some 100 wake-ups a second, at 10 to 20 microseconds each; reached after 80 ms of silence.
    static final long MAX_PARK_NANOS = 10_000_000;
    private static final int SHARE = 8;

    private final Ticker ticker;
    private long begin;

    AdaptiveWait(Ticker ticker) {
        this.ticker = ticker;
        begin();
    }

    /** Something happened: the wait starts anew. */
    void begin() {
        begin = ticker.nanoTime();
    }

    long waitedNanos() {
        return ticker.nanoTime() - begin;
    }

    boolean isOver(int timeoutMillis) {
        return waitedNanos() > timeoutMillis * 1_000_000L;
    }

    void pause() {
        long waited = waitedNanos();
        if (waited < SPIN_NANOS) {
            ticker.spin();
        } else if (waited < YIELD_NANOS) {
            ticker.giveWay();
        } else {
            ticker.park(Math.min(waited / SHARE, MAX_PARK_NANOS));
        }
    }
}
