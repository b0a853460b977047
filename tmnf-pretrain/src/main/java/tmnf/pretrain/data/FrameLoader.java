package tmnf.pretrain.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import tmnf.gbx.thread.WorkerThreads;

/**
 * Puts windows of frames together to batches, ahead of who learns from them. The batches of an epoch come
 * exactly in its order, whatever the number of threads.
 *
 * <p>There are never more buffers than {@code workers * prefetch + 1}, and fewer, down to two, where together
 * they would be larger than {@value #MOST_BYTES} bytes or a quarter of Java's memory; when all are full or
 * lent, the threads wait. A thread takes a buffer and the number of the next batch at once, so the batch that
 * is next in turn always has one. One thread begins epochs, takes batches and closes; batches may be given
 * back on any. The frames stay their owner's, who closes them after this.
 */
public final class FrameLoader implements AutoCloseable {

    /** Of all buffers: those that are made by default, of 4096 frames of 64x64, are about half of it. */
    static final long MOST_BYTES = 512 << 20;
    private static final int SHARE = 4; // of Java's memory: a run has a second loader, for validation

    private final Frames frames;
    private final WindowIndex windows;
    private final LoaderOptions options;
    private final int bytes;
    private final int buffers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private LoaderEpoch open; // null: none; guarded by the lock, as the rest
    private int made;
    private int lent;
    private boolean closed;

    /**
     * A loader that has not begun; its threads start with the first epoch.
     *
     * @throws IllegalArgumentException if a batch has 2 GiB or more
     */
    public FrameLoader(Frames frames, WindowIndex windows, LoaderOptions options) {
        this(frames, windows, options, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /** With buffers of at most so many bytes together, but two. */
    FrameLoader(Frames frames, WindowIndex windows, LoaderOptions options, long mostBytes) {
        this.frames = Objects.requireNonNull(frames, "frames");
        this.windows = Objects.requireNonNull(windows, "windows");
        this.options = Objects.requireNonNull(options, "options");
        if (options.batch() > mostSamples(windows.length(), frames.height(), frames.width())) {
            throw new IllegalArgumentException("a batch of " + options.batch() + " stacks of "
                    + windows.length() + " frames of " + frames.height() + " x " + frames.width()
                    + " has 2 GiB or more; take a smaller batch");
        }
        bytes = options.batch() * windows.length() * frames.height() * frames.width();
        buffers = (int) Math.min(options.buffers(), Math.max(2, mostBytes / Math.max(1, bytes)));
    }

    /** Samples of so many frames that one batch holds: its buffer has less than 2 GiB. */
    public static long mostSamples(int length, int height, int width) {
        return Integer.MAX_VALUE / Math.max(1, (long) length * height * width);
    }

    /**
     * Begins an epoch; the one before has to be closed.
     *
     * @param order numbers of windows, as {@link EpochOrder} gives them; not to be modified until the epoch
     *     is closed
     * @throws IllegalArgumentException if a window does not exist, or no batch gets full and a smaller last
     *     one is left out
     */
    public LoaderEpoch begin(int[] order) {
        for (int window : order) {
            Objects.checkIndex(window, windows.count());
        }
        LoaderEpoch epoch = new LoaderEpoch(this, order, options, buffers);
        if (epoch.batches == 0 && order.length > 0) {
            throw new IllegalArgumentException(order.length + " samples do not fill a batch of "
                    + options.batch() + ", and a smaller one is left out; take a smaller batch");
        }
        lock.lock();
        try {
            if (closed || open != null) {
                throw new IllegalStateException(closed ? "the loader is closed"
                        : "the epoch before is not closed");
            }
            open = epoch;
            while (threads.size() < options.workers()) {
                Thread thread = new Thread(this::work, "tmnf-loader-" + (threads.size() + 1));
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
            work.signalAll();
            return epoch;
        } finally {
            lock.unlock();
        }
    }

    Batch next(LoaderEpoch epoch) throws InterruptedException, FrameLoadException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed || epoch.closed) {
                    throw new IllegalStateException(closed ? "the loader is closed" : "the epoch is closed");
                }
                int number = epoch.taken;
                if (number == epoch.batches) {
                    throw new NoSuchElementException("the epoch has " + number + " batches");
                }
                int slot = number % epoch.ready.length;
                ByteBuffer pixels = epoch.ready[slot];
                if (pixels != null) {
                    epoch.ready[slot] = null;
                    epoch.taken++;
                    lent++;
                    return new Batch(this, pixels, epoch, number);
                } else if (number == epoch.failedBatch) {
                    throw failure(number, epoch.failure);
                } else if (lent == buffers) {
                    throw new IllegalStateException("all " + lent
                            + " buffers are lent; close a batch before taking the next");
                } else if (options.workers() == 0) {
                    makeNext(epoch);
                } else {
                    progress.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Too little memory says nothing about the frames: it is told as what it is. */
    private FrameLoadException failure(int batch, Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            OutOfMemoryError error = new OutOfMemoryError("batch " + batch + " of the epoch has no room: "
                    + cause.getMessage() + ". Up to " + buffers + " batches of " + bytes + " bytes are made "
                    + "ahead, and as many for validation; take a smaller batch_size or prefetch_factor");
            error.initCause(cause);
            throw error;
        }
        return new FrameLoadException(batch, cause);
    }

    void giveBack(ByteBuffer pixels) {
        lock.lock();
        try {
            lent--;
            free.push(pixels);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    void end(LoaderEpoch epoch) {
        lock.lock();
        try {
            epoch.closed = true;
            while (epoch.inWork > 0) {
                progress.awaitUninterruptibly(); // for at most one sample of each thread
            }
            for (int i = 0; i < epoch.ready.length; i++) {
                if (epoch.ready[i] != null) {
                    free.push(epoch.ready[i]);
                    epoch.ready[i] = null;
                }
            }
            if (open == epoch) {
                open = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        lock.lock();
        try {
            while (!closed) {
                if (open != null && open.hasUnclaimed() && (!free.isEmpty() || made < buffers)) {
                    makeNext(open);
                } else {
                    work.awaitUninterruptibly(); // close() ends it
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the next batch that nobody makes; the lock is held, but not meanwhile. */
    private void makeNext(LoaderEpoch epoch) {
        int number = epoch.claimed++;
        ByteBuffer pixels = free.poll();
        if (pixels == null) {
            made++;
        }
        epoch.inWork++;
        Throwable failure = null;
        lock.unlock();
        try {
            if (pixels == null) {
                pixels = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
            }
            epoch.fill(number, frames, windows, pixels);
        } catch (Throwable e) { // whatever it is, the one who waits for the batch has to know
            failure = e;
        } finally {
            lock.lock();
        }
        epoch.inWork--;
        if (failure == null && !epoch.closed) {
            epoch.ready[number % epoch.ready.length] = pixels;
        } else if (pixels == null) {
            made--;
        } else {
            free.push(pixels);
        }
        if (failure != null && number < epoch.failedBatch) {
            epoch.failedBatch = number;
            epoch.failure = failure;
        }
        progress.signalAll();
    }

    /** Ends the epoch that is open and all threads; returns when they have ended. */
    @Override
    public void close() {
        LoaderEpoch last;
        lock.lock();
        try {
            closed = true;
            last = open;
            work.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            end(last);
        }
        WorkerThreads.join(threads);
    }

    /** Buffers that exist. */
    int buffers() {
        lock.lock();
        try {
            return made;
        } finally {
            lock.unlock();
        }
    }
}
