package tmnf.capture.write;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import tmnf.capture.plan.Shard;

/**
 * One program for a dataset, or one for each shard of it. Who takes the whole locks {@code lock} alone; who
 * takes a shard shares that and locks a file of its own. The system gives both back when the program dies.
 * The files stay, for removing them would let two owners in. Within one JVM a dataset can be open once.
 */
final class StoreLock implements Closeable {

    private static final String FILE = "lock";

    private final FileChannel whole;
    /** Null for the whole. */
    private final FileChannel shard;

    private StoreLock(FileChannel whole, FileChannel shard) {
        this.whole = whole;
        this.shard = shard;
    }

    static StoreLock take(Path folder, Shard shard) throws IOException {
        boolean all = shard.count() == 1;
        FileChannel whole = lock(folder.resolve(FILE), !all);
        try {
            return new StoreLock(whole, all ? null
                    : lock(folder.resolve(FILE + "-" + label(shard)), false));
        } catch (IOException | RuntimeException e) {
            whole.close();
            throw e;
        }
    }

    /** Part of names of files that belong to a shard. */
    static String label(Shard shard) {
        return shard.count() == 1 ? "all" : shard.number() + "-of-" + shard.count();
    }

    private static FileChannel lock(Path file, boolean shared) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            throw busy(file);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw busy(file);
        }
        return channel;
    }

    private static StoreBusyException busy(Path file) {
        return new StoreBusyException(file + ": another program captures into this dataset. Wait for it, or "
                + "give each program a shard or a folder of its own.");
    }

    @Override
    public void close() throws IOException {
        try {
            if (shard != null) {
                shard.close();
            }
        } finally {
            whole.close();
        }
    }
}
