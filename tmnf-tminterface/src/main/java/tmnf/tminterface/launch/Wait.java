package tmnf.tminterface.launch;

import java.io.InterruptedIOException;
import java.time.Duration;

import tmnf.tminterface.link.LinkTime;

/** A wait with a deadline, for things that can only be looked at again and again. */
final class Wait {

    private static final long PAUSE = 50_000_000;

    private final LinkTime time;
    private final long ends;

    Wait(LinkTime time, Duration patience) {
        this.time = time;
        this.ends = time.nanos() + patience.toNanos();
    }

    /**
     * Pauses until the next look.
     *
     * @return false when the deadline has passed
     * @throws InterruptedIOException on an interrupt; the flag stays set
     */
    boolean goOn() throws InterruptedIOException {
        long left = ends - time.nanos();
        if (left <= 0) {
            return false;
        }
        try {
            time.sleep(Math.min(PAUSE, left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a game");
        }
        return true;
    }
}
