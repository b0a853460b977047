package tmnf.cli.command;

import java.time.Duration;

/**
 * Runs an action once when a command has worked for as long as it may, on a thread of its own. Without a
 * limit it does nothing. Safe for use by several threads.
 */
public final class RuntimeLimit implements AutoCloseable {

    private final Runnable action;
    private final Thread thread; // null: no limit
    private volatile boolean expired;
    private boolean closed;

    /**
     * Starts to count.
     *
     * @param limit null: none
     */
    public RuntimeLimit(Duration limit, Runnable action) {
        this.action = action;
        long deadline = limit == null ? 0 : System.nanoTime() + limit.toNanos();
        this.thread = limit == null ? null : new Thread(() -> await(deadline), "tmnf-runtime-limit-1");
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Whether the time was up before the command came to its end. */
    public boolean expired() {
        return expired;
    }

    private void await(long deadline) {
        try {
            synchronized (this) {
                long left = deadline - System.nanoTime();
                while (left > 0 && !closed) {
                    wait(left / 1_000_000 + 1);
                    left = deadline - System.nanoTime();
                }
                if (closed) {
                    return;
                }
                expired = true;
            }
            action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops to count, and waits for an action that runs. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
