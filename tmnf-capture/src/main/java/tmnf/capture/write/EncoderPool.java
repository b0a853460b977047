package tmnf.capture.write;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import tmnf.capture.dataset.jpeg.JpegCodec;
import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.JpegException;

/**
 * Threads that encode frames, shared by the workers. Each worker has a lane: its frames are encoded by any
 * thread and come out in the order in which they went in. Nobody but these threads writes files, and a lane
 * is written by one of them at a time. All queues have a bound: a lane has so many frames in flight at most.
 */
public final class EncoderPool implements Closeable {

    /** Frames of a lane in flight. */
    public static final int DEFAULT_SLOTS = 16;

    private static final int JOIN_SECONDS = 30;

    private final JpegCodec codec;
    private final int slots;
    private final int lanes;
    private final BlockingQueue<Task> queue;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger openLanes = new AtomicInteger();
    private volatile boolean closed;

    /** Work for a thread of the pool. Handles its own failures. */
    @FunctionalInterface
    interface Task {
        void run(EncoderSource encoder);
    }

    /** Gives the thread's encoder. */
    @FunctionalInterface
    interface EncoderSource {
        JpegEncoder get() throws JpegException;
    }

    /**
     * Starts the threads.
     *
     * @param threads at least 1; as many as processors are a good choice
     * @param lanes the most there can be at the same time
     * @param slots frames that each lane can have in flight, at least 2; each takes the memory of a frame
     */
    public EncoderPool(JpegCodec codec, int threads, int lanes, int slots) {
        if (threads < 1 || lanes < 1 || slots < 2) {
            throw new IllegalArgumentException("a pool has 1 thread, 1 lane and 2 slots at least, not "
                    + threads + ", " + lanes + " and " + slots);
        }
        this.codec = Objects.requireNonNull(codec);
        this.slots = slots;
        this.lanes = lanes;
        // Each lane has its frames and one task for what follows them; then the ends of the threads.
        queue = new ArrayBlockingQueue<>(lanes * (slots + 1) + threads);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::work, "tmnf-encode-" + i);
            thread.setDaemon(true);
            this.threads.add(thread);
        }
        this.threads.forEach(Thread::start);
    }

    /** A pool with {@link #DEFAULT_SLOTS} and a thread for each processor. */
    public static EncoderPool of(JpegCodec codec, int lanes) {
        return new EncoderPool(codec, Runtime.getRuntime().availableProcessors(), lanes, DEFAULT_SLOTS);
    }

    /**
     * A lane for a worker, which closes it.
     *
     * @throws IllegalStateException when there are as many already as the pool was made for
     */
    public EncoderLane lane() {
        if (closed) {
            throw new IllegalStateException("this pool is closed");
        }
        if (openLanes.incrementAndGet() > lanes) {
            openLanes.decrementAndGet();
            throw new IllegalStateException("this pool was made for " + lanes + " lanes");
        }
        return new EncoderLane(this, slots);
    }

    void laneClosed() {
        openLanes.decrementAndGet();
    }

    void execute(Task task) {
        if (!queue.offer(task)) {
            throw new IllegalStateException("more tasks than lanes can have");
        }
    }

    private void work() {
        ThreadEncoder encoder = new ThreadEncoder();
        try {
            while (true) {
                Task task = queue.take();
                if (task == STOP) {
                    return;
                }
                task.run(encoder);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts these threads but who gives them up.
            return;
        } finally {
            encoder.close();
        }
    }

    private static final Task STOP = encoder -> { };

    /** Makes the encoder when it is first needed; a failure belongs to the frame that needs it. */
    private final class ThreadEncoder implements EncoderSource {

        /** Null until it is needed. */
        private JpegEncoder encoder;

        @Override
        public JpegEncoder get() throws JpegException {
            if (encoder == null) {
                encoder = codec.encoder();
            }
            return encoder;
        }

        private void close() {
            if (encoder != null) {
                encoder.close();
            }
        }
    }

    /** Ends the threads after the work that is there; close the lanes first. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        threads.forEach(thread -> queue.add(STOP));
        boolean interrupted = false;
        long ends = System.nanoTime() + TimeUnit.SECONDS.toNanos(JOIN_SECONDS);
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(ends - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (thread.isAlive()) {
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
