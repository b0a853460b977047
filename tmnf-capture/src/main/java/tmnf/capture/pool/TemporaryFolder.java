package tmnf.capture.pool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.gbx.file.FileTrees;

/**
 * A folder of this program in the one for temporary files, deleted when it is closed. A locked file in it
 * tells that its program lives; what a program that was killed has left is deleted by the next one.
 */
final class TemporaryFolder implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String LOCK = ".in-use";
    /** Whoever makes a folder has locked it by then. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path root;
    private final FileChannel lock;

    private TemporaryFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes one, and deletes those of the same prefix that programs have left. */
    static TemporaryFolder create(String prefix) throws IOException {
        Path root = Files.createTempDirectory(prefix);
        try {
            sweep(root.toAbsolutePath().getParent(), prefix);
        } catch (IOException e) {
            LOG.debug("old folders stay: {}", e.getMessage());
        }
        FileChannel lock = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            lock.lock();
            return new TemporaryFolder(root, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Deletes the folders of programs that are gone. */
    static void sweep(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                try {
                    if (isLeft(folder.resolve(LOCK))) {
                        FileTrees.delete(folder);
                    }
                } catch (IOException e) {
                    LOG.debug("{} stays: {}", folder, e.getMessage()); // that of another user
                }
            }
        }
    }

    private static boolean isLeft(Path file) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(YOUNG))) {
                return false;
            }
        } catch (NoSuchFileException e) {
            return false; // no folder of ours
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock mine = channel.tryLock()) {
            return mine != null;
        } catch (OverlappingFileLockException e) {
            return false; // this program's own
        }
    }

    Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        FileTrees.delete(root);
    }
}
