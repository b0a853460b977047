package tmnf.tminterface.launch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import tmnf.tminterface.link.LinkTime;

/**
 * Lets one game start at a time, among all programs that name the same file. The operating system gives it
 * back when its owner dies. The file stays, for removing it would let two owners in.
 */
final class LaunchLock implements Closeable {

    private final FileChannel channel;

    private LaunchLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws LaunchException if others hold it for too long
     */
    static LaunchLock acquire(Path file, Duration patience, LinkTime time) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Wait wait = new Wait(time, patience);
            while (!isLocked(channel)) {
                if (!wait.goOn()) {
                    throw new LaunchException(LaunchException.Reason.LOCK_BUSY, file + ": another program"
                            + " has been starting a game for " + patience.toSeconds()
                            + " s. Wait for it, or end it, and try again.");
                }
            }
            return new LaunchLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this program holds it
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
