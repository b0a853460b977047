package tmnf.cli.command;

import java.util.function.Supplier;

/**
 * Shows the state of a job several times a second from a thread of its own, so that people see what a job
 * does while it waits. Without progress it does nothing. The supplier is asked by one thread at a time.
 */
public final class ProgressTicker implements AutoCloseable {

    private static final long EVERY_MILLIS = 250;

    private final Progress progress;
    private final Supplier<Progress.State> state;
    private final Thread thread; // null: nobody watches
    private boolean over;

    /** Nothing is shown before {@link #start}. The progress is closed with the ticker. */
    public ProgressTicker(Progress progress, Supplier<Progress.State> state) {
        this.progress = progress;
        this.state = state;
        this.thread = progress == Progress.NONE ? null : new Thread(this::tick, "tmnf-progress-1");
    }

    /** Shows the state from now on. */
    public void start() {
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void tick() {
        try {
            while (!over) {
                progress.show(state.get());
                wait(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the last state where lines or events are the form, and removes the bar. */
    @Override
    public void close() {
        if (thread != null) {
            synchronized (this) {
                over = true;
                progress.show(state.get());
                notifyAll();
            }
            join();
        }
        progress.close();
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
