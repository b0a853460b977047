package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import tmnf.gbx.file.HeldFile;
import tmnf.pretrain.data.FrameCacheException.Reason;

/**
 * One writer for a cache; others wait.
 *
 * @param file in the cache's folder, which exists
 * @param patience how long is waited for another writer
 */
public record CacheLock(Path file, Duration patience) {

    private static final long PAUSE_NANOS = 50_000_000;

    /** Waits for it; empty when it was stopped, or the thread interrupted. */
    public Optional<HeldFile> await(BooleanSupplier stopped) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            Optional<HeldFile> held = HeldFile.tryTake(file);
            if (held.isPresent() || stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return held;
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new FrameCacheException(Reason.BUSY, file.getParent(), "another process has been "
                        + "building this cache for more than " + patience.toSeconds() + " s",
                        "Wait for it, or end it.");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
