package tmnf.rl.collect;

/**
 * Tells one thread to stop: it looks at {@link #isSet} between short waits, and is interrupted in waits that
 * it has marked, never elsewhere, where an interrupt would close the connection to the game.
 */
public final class StopSignal {

    private boolean set;
    private Thread waiting; // null: it is in no wait that may be interrupted

    /** Whether it was told to. Any thread. */
    public synchronized boolean isSet() {
        return set;
    }

    /** Tells it to. Any thread; more than once is harmless. */
    public synchronized void set() {
        set = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /**
     * Does something that may wait.
     *
     * @throws InterruptedException if it was told to stop before or meanwhile, or was interrupted otherwise
     */
    <T> T waiting(Waiting<T> work) throws InterruptedException, java.io.IOException {
        synchronized (this) {
            if (set) {
                throw new InterruptedException("told to stop");
            }
            waiting = Thread.currentThread();
        }
        try {
            return work.run();
        } finally {
            synchronized (this) {
                waiting = null;
                if (set) {
                    Thread.interrupted(); // ours, and it has done its work
                }
            }
        }
    }

    /** Something that may wait. */
    @FunctionalInterface
    interface Waiting<T> {
        T run() throws InterruptedException, java.io.IOException;
    }
}
