package tmnf.capture.plan;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import tmnf.gbx.thread.WorkerThreads;

/** The threads of one plan. Closing interrupts and joins them. */
final class PlanThreads implements AutoCloseable {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService executor;

    PlanThreads(int count) {
        executor = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "tmnf-plan-" + (threads.size() + 1));
            threads.add(thread);
            return thread;
        });
    }

    <T> Future<T> submit(Callable<T> task) {
        return executor.submit(task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        WorkerThreads.join(threads); // each ends with the replay that it reads, whose size is bounded
    }
}
