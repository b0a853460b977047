package tmnf.tminterface.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

import tmnf.tminterface.link.LinkTime;

/**
 * The time of a launcher, whose pauses are the moments at which a test may do something between two of its
 * looks; so nothing depends on how fast the machine is.
 */
final class Watched implements LinkTime {

    /** What a test does. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private final boolean leaps;
    private long leapt;
    private int left;
    private BooleanSupplier counts = () -> true;
    private Action action = () -> { };

    /** Real pauses, or none that take time. */
    Watched(boolean leaps) {
        this.leaps = leaps;
    }

    /** Does something in the n-th pause. */
    void pause(int n, Action what) {
        pause(n, () -> true, what);
    }

    /** Does something in the n-th of the pauses that count. */
    void pause(int n, BooleanSupplier thoseThatCount, Action what) {
        left = n;
        counts = thoseThatCount;
        action = what;
    }

    @Override
    public long nanos() {
        return leaps ? leapt : LinkTime.SYSTEM.nanos();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        if (left > 0 && counts.getAsBoolean()) {
            left--;
            if (left == 0) {
                try {
                    action.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        if (leaps) {
            leapt += nanos;
        } else {
            LinkTime.SYSTEM.sleep(nanos);
        }
    }
}
