package tmnf.capture.game;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A lock file that the operating system gives back when its owner dies, and that is removed with the lock.
 *
 * <p>Somebody may have opened the file just before its owner removed it, and then gets a lock on a file that
 * is gone. So the owner gives the file a random size, and looks whether the file of that name has it. Within
 * one process a file that is locked is never opened a second time, for closing it would release the lock on
 * some systems. Not thread-safe, but for {@link #tryAcquire}.
 */
final class FolderLock implements Closeable {

    private static final int LARGEST = 50_000;
    private static final int TRIES = 20;

    /** Files that this process has open. Guarded by itself. */
    private static final Set<Path> OPEN = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private boolean closed;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock if it is free. The folder must exist.
     *
     * @throws IOException if the file cannot be made
     */
    static Optional<FolderLock> tryAcquire(Path lockFile) throws IOException {
        Path file = lockFile.getParent().toRealPath().resolve(lockFile.getFileName());
        synchronized (OPEN) {
            if (!OPEN.add(file)) {
                return Optional.empty();
            }
        }
        FolderLock lock = null;
        try {
            lock = open(file);
        } finally {
            if (lock == null) {
                forget(file);
            }
        }
        return Optional.ofNullable(lock);
    }

    /** Null when another process has it. */
    private static FolderLock open(Path file) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean ours = false;
            try {
                if (!isLocked(channel)) {
                    return null;
                }
                ours = isStill(file, channel);
                if (ours) {
                    return new FolderLock(file, channel);
                }
            } finally {
                if (!ours) {
                    channel.close();
                }
            }
        }
        return null;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // a second copy of this class in the process has it
        }
    }

    private static boolean isStill(Path file, FileChannel channel) throws IOException {
        int size = 1 + ThreadLocalRandom.current().nextInt(LARGEST);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), size - 1);
        try {
            return Files.size(file) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void forget(Path file) {
        synchronized (OPEN) {
            OPEN.remove(file);
        }
    }

    /** Removes the file and gives the lock back. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Files.deleteIfExists(file);
        } finally {
            try {
                channel.close();
            } finally {
                forget(file);
            }
        }
    }
}
