package tmnf.capture.write;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.write.CaptureWriteException.Reason;

/**
 * The frames of one worker on their way through the pool. One thread puts in; what is put in is written in
 * that order, by one thread of the pool at a time. After a failure everything that follows is thrown away,
 * until {@link #clear}. One lock, its own, guards all of its state; nobody waits for a disk who holds it.
 */
public final class EncoderLane implements Closeable {

    /** Records in flight besides frames: each is a few kilobytes. */
    private static final int MOST_RECORDS = 1024;

    /** What is done with a frame by any thread. */
    @FunctionalInterface
    interface Encoding {
        void encode(FrameSlot slot, JpegEncoder encoder) throws IOException;
    }

    /** What is done in order. */
    @FunctionalInterface
    interface Writing {
        void write() throws IOException;
    }

    private static final class Item {
        /** Null for records. */
        private final FrameSlot slot;
        private final Writing writing;
        private boolean ready;

        Item(FrameSlot slot, Writing writing) {
            this.slot = slot;
            this.writing = writing;
            ready = slot == null;
        }
    }

    private final EncoderPool pool;
    private final int slots;
    private final Deque<FrameSlot> free = new ArrayDeque<>();
    private final Deque<Item> queue = new ArrayDeque<>();
    private int made;
    private int records;
    private boolean writing;
    private boolean scheduled;
    private boolean closed;
    /** Null while all is well. */
    private CaptureWriteException failure;
    /** Null while nobody waits. */
    private CompletableFuture<Void> roomWaiter;
    private CompletableFuture<Void> emptyWaiter;

    EncoderLane(EncoderPool pool, int slots) {
        this.pool = pool;
        this.slots = slots;
    }

    /** Throws what went wrong since the last {@link #clear}. */
    synchronized void check() throws CaptureWriteException {
        if (closed) {
            throw new IllegalStateException("this lane is closed");
        }
        if (failure != null) {
            throw new CaptureWriteException(failure.reason(), failure.getMessage(), failure);
        }
    }

    /** Done as soon as {@link #take} and {@link #record} need not wait, or would throw. */
    synchronized Future<?> room() {
        if (hasRoom()) {
            return CompletableFuture.completedFuture(null);
        }
        if (roomWaiter == null) {
            roomWaiter = new CompletableFuture<>();
        }
        return roomWaiter.copy();
    }

    private boolean hasRoom() {
        return failure != null || closed || (!free.isEmpty() || made < slots) && records <= MOST_RECORDS / 2;
    }

    /** A buffer for a frame; waits for one if need be. Ends in {@link #frame}. */
    FrameSlot take() throws IOException {
        check();
        if (!room().isDone()) {
            DiskWait.unlessInterrupted(room());
        }
        synchronized (this) {
            check();
            FrameSlot slot = free.poll();
            if (slot == null) {
                made++;
                slot = new FrameSlot();
            }
            return slot;
        }
    }

    /** Gives a buffer back that was not used. */
    synchronized void giveBack(FrameSlot slot) {
        free.add(slot);
    }

    /** Encodes, then writes in order. */
    void frame(FrameSlot slot, Encoding encoding, Writing write) {
        Item item = new Item(slot, write);
        synchronized (this) {
            queue.add(item);
        }
        pool.execute(encoder -> {
            encode(item, encoding, encoder);
            drain();
        });
    }

    private void encode(Item item, Encoding encoding, EncoderPool.EncoderSource encoder) {
        try {
            if (!failed()) {
                encoding.encode(item.slot, encoder.get());
            }
        } catch (JpegException e) {
            fail(Reason.CANNOT_ENCODE, "cannot encode a frame: " + e.getMessage(), e);
        } catch (IOException | RuntimeException | Error e) {
            fail(Reason.CANNOT_ENCODE, "cannot encode a frame: " + e, e);
        }
        synchronized (this) {
            item.ready = true;
        }
    }

    /** Writes in order. */
    void record(Writing write) throws IOException {
        check();
        if (recordsFull()) {
            DiskWait.unlessInterrupted(room());
        }
        synchronized (this) {
            check();
            records++;
            queue.add(new Item(null, write));
            // Whoever finishes the frame before this writes this too; only the first needs somebody.
            if (queue.size() > 1 || writing || scheduled) {
                return;
            }
            scheduled = true;
        }
        pool.execute(encoder -> {
            synchronized (this) {
                scheduled = false;
            }
            drain();
        });
    }

    private synchronized boolean recordsFull() {
        return records >= MOST_RECORDS;
    }

    private void drain() {
        while (true) {
            Item item;
            synchronized (this) {
                item = queue.peek();
                if (writing || item == null || !item.ready) {
                    return;
                }
                writing = true;
            }
            try {
                if (!failed()) {
                    item.writing.write();
                }
            } catch (CaptureWriteException e) {
                fail(e.reason(), e.getMessage(), e);
            } catch (IOException | RuntimeException | Error e) {
                fail(Reason.CANNOT_WRITE, "the capture cannot be written: " + e
                        + ". Look after the disk's space and permissions; nothing was published.", e);
            }
            written(item);
        }
    }

    private void written(Item item) {
        CompletableFuture<Void> room = null;
        CompletableFuture<Void> empty = null;
        synchronized (this) {
            writing = false;
            queue.poll();
            if (item.slot == null) {
                records--;
            } else {
                free.add(item.slot);
            }
            if (roomWaiter != null && hasRoom()) {
                room = roomWaiter;
                roomWaiter = null;
            }
            if (emptyWaiter != null && queue.isEmpty()) {
                empty = emptyWaiter;
                emptyWaiter = null;
            }
        }
        complete(room);
        complete(empty);
    }

    private static void complete(CompletableFuture<Void> waiter) {
        if (waiter != null) {
            waiter.complete(null);
        }
    }

    private synchronized boolean failed() {
        return failure != null;
    }

    private void fail(Reason reason, String message, Throwable cause) {
        CompletableFuture<Void> room;
        synchronized (this) {
            if (failure == null) {
                failure = new CaptureWriteException(reason, message, cause);
            }
            room = roomWaiter;
            roomWaiter = null;
        }
        complete(room);
    }

    /** Waits until all is written; throws what went wrong. */
    void flush() throws IOException {
        awaitEmpty();
        check();
    }

    /** Throws away what is in flight, and forgets failures. */
    void clear() throws IOException {
        fail(Reason.CANNOT_WRITE, "void", null);
        awaitEmpty();
        synchronized (this) {
            failure = null;
        }
    }

    private void awaitEmpty() throws IOException {
        Future<?> empty;
        synchronized (this) {
            if (queue.isEmpty()) {
                return;
            }
            if (emptyWaiter == null) {
                emptyWaiter = new CompletableFuture<>();
            }
            empty = emptyWaiter;
        }
        // Files must not be closed or deleted under who writes them, so an interrupt waits for that too.
        DiskWait.whateverComes(empty);
    }

    /** Throws away what is in flight, waits for it to be gone, and frees the buffers. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            clear();
        } finally {
            synchronized (this) {
                closed = true;
                free.clear();
            }
            pool.laneClosed();
        }
    }
}
