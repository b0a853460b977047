package tmnf.tminterface.sim.game;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.sharedmemory.Ticker;

/** The game's one clock for the server of TMInterface 1. */
final class TimeTicker implements Ticker {

    /** A turn of a spinning loop; a clock that only leaps has to be moved by it. */
    private static final long SPIN_NANOS = 1_000;

    private final LinkTime time;

    TimeTicker(LinkTime time) {
        this.time = time;
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public void spin() {
        if (time == LinkTime.SYSTEM) {
            Thread.onSpinWait();
        } else {
            park(SPIN_NANOS);
        }
    }

    @Override
    public void giveWay() {
        if (time == LinkTime.SYSTEM) {
            Thread.yield();
        } else {
            park(SPIN_NANOS);
        }
    }

    @Override
    public void park(long nanos) {
        try {
            time.sleep(nanos);
        } catch (InterruptedException e) {
            // The wait ends by its own deadline; the game's loop sees the flag.
            Thread.currentThread().interrupt();
        }
    }
}
