package tmnf.pretrain.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import tmnf.gbx.thread.WorkerThreads;

/** Pieces of work, by number, that several threads take one after the other. Thread-safe; one use. */
public final class SharedWork {

    private static final long PAUSE_MILLIS = 50;

    private final int pieces;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean ending;

    /** What each thread does. */
    @FunctionalInterface
    public interface Worker {
        /** Takes pieces until there are no more; what it throws ends the work of all. */
        void work() throws IOException;
    }

    /** So many pieces. */
    public SharedWork(int pieces) {
        this.pieces = pieces;
    }

    /** The next piece; -1 when there are no more, or the work ends. */
    public int take() {
        int piece = ending ? pieces : next.getAndIncrement();
        return piece < pieces ? piece : -1;
    }

    /** Whether the work ends early, so that a piece that was begun may be left as it is. */
    public boolean isEnding() {
        return ending;
    }

    /**
     * Has all pieces done.
     *
     * @param threads at most; 0 for as many as there are processors
     * @param name of the threads, before their numbers
     * @param watch runs a few times a second, and when all is done, on the caller's thread
     * @param stopped asked as often; true ends the work
     * @return false when it was stopped or the thread interrupted
     * @throws IOException what a worker threw, as with its unchecked exceptions
     */
    public boolean run(int threads, String name, Worker worker, Runnable watch, BooleanSupplier stopped)
            throws IOException {
        int count = Math.min(pieces, threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
        List<Thread> workers = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Thread thread = new Thread(() -> work(worker), name + i);
                thread.setDaemon(true);
                thread.start();
                workers.add(thread);
            }
            for (Thread thread : workers) {
                while (thread.isAlive()) {
                    thread.join(PAUSE_MILLIS);
                    watch.run();
                    if (stopped.getAsBoolean()) {
                        return false;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            ending = true;
            WorkerThreads.join(workers);
        }
        WorkerThreads.rethrow(failure.get());
        watch.run();
        return true;
    }

    private void work(Worker worker) {
        try {
            worker.work();
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            ending = true;
        }
    }
}
