package tmnf.pretrain.data;

import java.nio.ByteBuffer;

/**
 * The batches of one epoch, in order; made by {@link FrameLoader#begin}. Confined to one thread. Closing it,
 * at any batch, leaves the rest out.
 */
public final class LoaderEpoch implements AutoCloseable {

    /** Batches that are ready and wait for their turn: that of number n at n modulo the length. */
    final ByteBuffer[] ready;
    final int batches;
    int claimed; // batches that somebody makes or has made; this and the rest: guarded by the loader's lock
    int taken;
    int inWork;
    int failedBatch; // the first that failed, else the number of batches
    Throwable failure; // null: none
    volatile boolean closed;

    private final FrameLoader loader;
    private final int[] order;
    private final int batch;

    LoaderEpoch(FrameLoader loader, int[] order, LoaderOptions options, int buffers) {
        this.loader = loader;
        this.order = order;
        batch = options.batch();
        batches = order.length / batch
                + (order.length % batch > 0 && !options.dropLast() ? 1 : 0);
        failedBatch = batches;
        ready = new ByteBuffer[buffers];
    }

    /** Number of batches of the whole epoch. */
    public int batches() {
        return batches;
    }

    /** Whether there is another batch. */
    public boolean hasNext() {
        return taken < batches;
    }

    /**
     * The next batch, to be closed by the caller, before it asks for more than are made ahead. Waits for it.
     *
     * @throws InterruptedException while waiting; the batch is the next one still
     * @throws FrameLoadException if it could not be put together
     * @throws IllegalStateException if all buffers are lent, or the epoch or the loader is closed
     * @throws java.util.NoSuchElementException if there are no more
     */
    public Batch next() throws InterruptedException, FrameLoadException {
        return loader.next(this);
    }

    /** Ends the epoch; returns when no thread works on it. */
    @Override
    public void close() {
        loader.end(this);
    }

    boolean hasUnclaimed() {
        return !closed && claimed < Math.min(batches, failedBatch);
    }

    int samples(int number) {
        return Math.min(batch, order.length - number * batch);
    }

    /** The window that a sample of a batch shows. */
    int window(int number, int sample) {
        return order[number * batch + sample];
    }

    /** Puts a batch together, unless the epoch is closed before it is done. */
    void fill(int number, Frames frames, WindowIndex windows, ByteBuffer to) {
        int samples = samples(number);
        int window = windows.length();
        to.clear().limit(samples * window * frames.height() * frames.width());
        for (int i = 0; i < samples && !closed; i++) {
            int first = windows.first(window(number, i));
            for (int frame = first; frame < first + window; frame++) {
                frames.copy(frame, to);
            }
        }
        if (to.hasRemaining() && !closed) {
            throw new IllegalStateException("frames of other sizes than " + frames.height() + " x "
                    + frames.width());
        }
        to.flip();
    }
}
