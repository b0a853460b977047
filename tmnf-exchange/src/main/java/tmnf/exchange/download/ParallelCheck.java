package tmnf.exchange.download;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import tmnf.gbx.thread.WorkerThreads;

/**
 * Looks at many things on disk with a few threads, which are gone when it is done. The first failure ends
 * all.
 */
final class ParallelCheck<T> {

    private static final int MOST_THREADS = 4;
    private static final int AT_ONCE = 32;

    private final List<T> items;
    private final BooleanSupplier stop;
    private final Step<T> step;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** What to do with one thing. */
    interface Step<T> {
        void check(T item) throws IOException;
    }

    private ParallelCheck(List<T> items, BooleanSupplier stop, Step<T> step) {
        this.items = items;
        this.stop = stop;
        this.step = step;
    }

    /** Looks at all of them, or until told to stop. Returns whether all were looked at. */
    static <T> boolean run(List<T> items, BooleanSupplier stop, Step<T> step) throws IOException {
        ParallelCheck<T> check = new ParallelCheck<>(items, stop, step);
        int helpers = Math.min(MOST_THREADS, Math.max(2, Runtime.getRuntime().availableProcessors())) - 1;
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= helpers && items.size() > i * AT_ONCE; i++) {
            Thread thread = new Thread(check::work, "tmnf-check-" + i);
            threads.add(thread);
            thread.start();
        }
        check.work();
        WorkerThreads.join(threads); // each looks at a few files at most before it sees that it has to stop
        WorkerThreads.rethrow(check.failure.get());
        return !stop.getAsBoolean();
    }

    private void work() {
        try {
            int from = next.getAndAdd(AT_ONCE);
            while (from < items.size() && failure.get() == null) {
                for (int i = from; i < Math.min(items.size(), from + AT_ONCE); i++) {
                    if (stop.getAsBoolean()) {
                        return;
                    }
                    step.check(items.get(i));
                }
                from = next.getAndAdd(AT_ONCE);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }
}
