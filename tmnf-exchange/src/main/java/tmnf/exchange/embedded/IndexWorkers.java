package tmnf.exchange.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does one thing to many items, on as many threads as there are processors, and joins them. */
final class IndexWorkers {

    /** What is done. */
    @FunctionalInterface
    interface Task<T, R> {
        R of(T item) throws IOException;
    }

    private IndexWorkers() {}

    /** The results in the order of the items. */
    static <T, R> List<R> map(List<T> items, Task<T, R> task) throws IOException {
        AtomicInteger number = new AtomicInteger();
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, items.size()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "tmnf-exchange-index-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> running = new ArrayList<>(items.size());
            items.forEach(item -> running.add(pool.submit(() -> task.of(item))));
            List<R> results = new ArrayList<>(items.size());
            for (Future<R> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the folder was read");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException e) {
            throw e;
        } else if (cause instanceof Error e) {
            throw e;
        }
        return cause instanceof IOException e ? e : new IOException(cause);
    }
}
