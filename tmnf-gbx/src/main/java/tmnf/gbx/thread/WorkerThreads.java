package tmnf.gbx.thread;

import java.io.IOException;
import java.util.List;

/** The end of threads that share one piece of work, for the thread that started them. */
public final class WorkerThreads {

    private WorkerThreads() {}

    /** Waits for threads that end soon. An interrupt of the caller is kept until they did. */
    public static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws what ended the work of a thread; null: nothing did. */
    public static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }
}
