package tmnf.gbx.filter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tmnf.gbx.thread.WorkerThreads;

/**
 * Runs one task per item on named threads and hands the results to the caller's thread in the order of the
 * items. At most {@value #AHEAD} results per worker wait for a slow earlier one; workers pause until it is
 * done, so memory does not grow with the number of items. The threads are joined before {@link #run} returns,
 * however it returns.
 */
final class OrderedWorkers<T, R> {

    /** Takes results in order, on the caller's thread. */
    interface Sink<R> {
        void accept(R result) throws IOException;
    }

    private static final int AHEAD = 16;

    private final List<T> items;
    private final Function<T, R> task;
    private final BooleanSupplier cancelled;
    private final int workers;

    // Guarded by this.
    private final Map<Integer, R> finished = new HashMap<>();
    private int next;
    private int delivered;
    private int running;
    private boolean stopped;
    private Throwable failure;

    OrderedWorkers(List<T> items, int workers, Function<T, R> task, BooleanSupplier cancelled) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
        this.items = items;
        this.task = task;
        this.cancelled = cancelled;
        this.workers = Math.min(workers, Math.max(1, items.size()));
    }

    /** True when every item was done, false when the run was cancelled before. */
    boolean run(Sink<R> sink) throws IOException {
        List<Thread> threads = new ArrayList<>();
        running = workers;
        for (int i = 1; i <= workers; i++) {
            threads.add(new Thread(this::work, "tmnf-filter-" + i));
        }
        threads.forEach(Thread::start);
        try {
            for (int i = 0; i < items.size(); i++) {
                R result = await(i);
                if (result == null) {
                    return false;
                }
                sink.accept(result);
            }
            return true;
        } finally {
            stop();
            WorkerThreads.join(threads);
        }
    }

    private void work() {
        try {
            for (int i = take(); i >= 0; i = take()) {
                put(i, task.apply(items.get(i)));
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            leave();
        }
    }

    /** The next item's index once there is room for its result; -1 when there is nothing more to do. */
    private synchronized int take() {
        while (!stopped && next < items.size() && next >= delivered + AHEAD * workers) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return stopped || next >= items.size() || cancelled.getAsBoolean() ? -1 : next++;
    }

    private synchronized void put(int index, R result) {
        finished.put(index, result);
        notifyAll();
    }

    private synchronized void fail(Throwable thrown) {
        failure = thrown;
        stopped = true;
        notifyAll();
    }

    private synchronized void leave() {
        running--;
        notifyAll();
    }

    private synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Null when all workers left without this result. */
    private synchronized R await(int index) throws IOException {
        while (!finished.containsKey(index) && failure == null && running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for filter workers");
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a filter worker failed: " + failure, failure);
        }
        delivered = index + 1;
        notifyAll();
        return finished.remove(index);
    }
}
