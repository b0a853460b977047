package tmnf.capture.game;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import tmnf.tminterface.link.LinkTime;

/** Short work that one program at a time does in a folder. */
final class FolderMutex {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Path file;
    private final LinkTime time;

    FolderMutex(Path file, LinkTime time) {
        this.file = file;
        this.time = time;
    }

    /**
     * Waits for the turn.
     *
     * @throws GameFilesException if others have it for too long
     */
    FolderLock enter() throws IOException {
        long start = time.nanos();
        while (true) {
            Optional<FolderLock> lock = tryEnter();
            if (lock.isPresent()) {
                return lock.get();
            }
            if (time.nanos() - start > PATIENCE.toNanos()) {
                throw new GameFilesException(GameFilesException.Reason.BUSY, file
                        + ": another program has been busy in this folder for " + PATIENCE.toSeconds()
                        + " s. Wait for it, or end it, and try again.");
            }
            try {
                time.sleep(PAUSE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for " + file);
            }
        }
    }

    private Optional<FolderLock> tryEnter() throws IOException {
        try {
            Files.createDirectories(file.getParent());
            return FolderLock.tryAcquire(file);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // the last one before us has just removed the folder
        } catch (AccessDeniedException e) {
            if (!Files.exists(file)) {
                return Optional.empty(); // Windows: it is being removed at this moment
            }
            throw e;
        }
    }
}
