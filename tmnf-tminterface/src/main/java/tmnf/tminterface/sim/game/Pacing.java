package tmnf.tminterface.sim.game;

import tmnf.tminterface.link.LinkTime;

/**
 * When the next frame is due, and how many ticks go before it. Wall time in which the game stood still for a
 * client does not count: the game has no catching up to do after a turn. Confined to the game's thread.
 */
final class Pacing {

    private static final double TICK_NANOS = 10_000_000;
    /** Longer frames make no more ticks, so that a slow machine gets slower instead of choking. */
    private static final long LONGEST_FRAME = 50_000_000;
    /** How long an idle game without a frame rate sleeps. */
    private static final long IDLE_NANOS = 500_000;
    /** So that sleep and clock need not agree to the nanosecond: a frame may be this late at no loss. */
    private static final int FRAMES_TO_CATCH_UP = 2;

    private final LinkTime time;
    private long frameBegan;
    private long due;
    private double owed; // nanoseconds of wall time that were not ticked yet

    Pacing(LinkTime time) {
        this.time = time;
        this.frameBegan = time.nanos();
        this.due = frameBegan;
    }

    /** The game stood still for so long. */
    void stoodStill(long nanos) {
        frameBegan += nanos;
        due += nanos;
    }

    /** Begins a frame: the time since the last one is owed to the race. */
    void beginFrame() {
        long now = time.nanos();
        owed += Math.min(LONGEST_FRAME, Math.max(0, now - frameBegan));
        frameBegan = now;
    }

    /** Whether a tick is owed at this speed; it is paid by this call. At speed 0 nothing is owed any more. */
    boolean takeTick(double speed) {
        if (!(speed > 0)) {
            owed = 0;
            return false;
        }
        double price = TICK_NANOS / speed;
        if (owed < price) {
            return false;
        }
        owed -= price;
        return true;
    }

    /** There is no race that anything could be owed to. */
    void forget() {
        owed = 0;
    }

    /**
     * Sleeps until the next frame.
     *
     * @param frameRate a second; infinite for none
     * @param busy whether a client has just been served, so that more is likely to come
     * @param speed at which the next tick is waited for without a frame rate
     */
    void awaitFrame(double frameRate, boolean busy, double speed) throws InterruptedException {
        long now = time.nanos();
        if (Double.isInfinite(frameRate)) {
            if (!busy) {
                double untilTick = speed > 0 ? Math.max(1, Math.ceil(TICK_NANOS / speed - owed)) : IDLE_NANOS;
                time.sleep((long) Math.min(IDLE_NANOS, untilTick));
            }
            due = now;
            return;
        }
        long interval = Math.max(1, (long) (1e9 / frameRate));
        due = Math.max(due + interval, now - FRAMES_TO_CATCH_UP * interval);
        if (due > now) {
            time.sleep(due - now);
        }
    }
}
