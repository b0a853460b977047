package tmnf.capture.plan;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one plan. Closing interrupts and joins them. */
final class PlanThreads implements AutoCloseable {

    private static final int POLL_SECONDS = 1;

    private final ExecutorService threads;

    PlanThreads(int count) {
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(
                count, task -> new Thread(task, "tmnf-plan-" + number.incrementAndGet()));
    }

    <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                // Each thread ends with the replay that it reads, which is bounded by its size.
                ended = threads.awaitTermination(POLL_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
