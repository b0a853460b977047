package tmnf.exchange.embedded;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that answer: as many as there are requests at the same time, up to a bound. The one that was
 * idle last takes the next request, so that a small load stays on few threads. When all are busy, whoever
 * brings a request waits: the queue is the sockets of the clients.
 */
final class ServerThreads extends ThreadPoolExecutor {

    private static final long IDLE_SECONDS = 10;

    ServerThreads(int most) {
        super(0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>());
        AtomicInteger number = new AtomicInteger();
        setThreadFactory(work -> {
            Thread thread = new Thread(work, "tmnf-exchange-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        setRejectedExecutionHandler(ServerThreads::hand);
    }

    private static void hand(Runnable work, ThreadPoolExecutor pool) {
        try {
            while (!pool.isShutdown()) {
                if (pool.getQueue().offer(work, 1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("the exchange was closed");
    }
}
