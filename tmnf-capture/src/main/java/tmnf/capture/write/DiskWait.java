package tmnf.capture.write;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tmnf.capture.write.CaptureWriteException.Reason;

/**
 * Waits until frames are written, as long as a disk may take for a few of them. What is waited for only ever
 * succeeds; who waited looks for failures afterwards.
 */
final class DiskWait {

    /** How long the pool may stand still. A disk that needs longer for a few frames is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private DiskWait() {
    }

    /** Ends early, with the thread's mark set, when the thread is interrupted. */
    static void unlessInterrupted(Future<?> future) throws IOException {
        await(future, PATIENCE);
    }

    /** Goes on when the thread is interrupted, whose mark is set at the end. */
    static void whateverComes(Future<?> future) throws IOException {
        boolean interrupted = Thread.interrupted();
        long ends = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                try {
                    await(future, Duration.ofNanos(Math.max(0, ends - System.nanoTime())));
                    return;
                } catch (InterruptedIOException e) {
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void await(Future<?> future, Duration patience) throws IOException {
        try {
            future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the disk");
        } catch (TimeoutException e) {
            throw new CaptureWriteException(Reason.STALLED, "no frame was written for " + PATIENCE.toSeconds()
                    + " s. Look after the disk; nothing was published.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails these futures", e);
        }
    }
}
