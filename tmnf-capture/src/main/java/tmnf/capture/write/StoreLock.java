package tmnf.capture.write;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

import tmnf.capture.plan.Shard;

/**
 * One program for a dataset, or one for each shard of it. Who takes the whole locks {@code lock} alone; who
 * takes a shard shares that and locks a file of its own; {@code lock} then says of how many parts, for parts
 * of different counts have tracks in common. The system gives both back when the program dies.
 * The files stay, for removing them would let two owners in. Within one JVM a dataset can be open once.
 */
final class StoreLock implements Closeable {

    private static final String FILE = "lock";
    private static final int MOST_DIGITS = 12;
    private static final int TRIES = 200;
    private static final long PAUSE_NANOS = 10_000_000;

    private final FileChannel whole;
    /** Null for the whole. */
    private final FileChannel shard;

    private StoreLock(FileChannel whole, FileChannel shard) {
        this.whole = whole;
        this.shard = shard;
    }

    static StoreLock take(Path folder, Shard shard) throws IOException {
        if (shard.count() == 1) {
            return new StoreLock(lock(folder.resolve(FILE), false), null);
        }
        FileChannel whole = share(folder, shard.count());
        try {
            return new StoreLock(whole, lock(folder.resolve(FILE + "-" + label(shard)), false));
        } catch (IOException | RuntimeException e) {
            whole.close();
            throw e;
        }
    }

    /** Shares the whole with programs that have parts of the same count. */
    private static FileChannel share(Path folder, int count) throws IOException {
        // One at a time, so that nobody meets the moment in which another one writes its count.
        FileChannel turn = turn(folder.resolve(FILE + "-turn"));
        try {
            Path file = folder.resolve(FILE);
            try (FileChannel alone = lock(file, false)) {
                alone.truncate(0);
                alone.write(ByteBuffer.wrap(Integer.toString(count).getBytes(StandardCharsets.US_ASCII)), 0);
            } catch (StoreBusyException e) {
                // Somebody shares it, whose count holds, or has it whole.
            }
            FileChannel shared = lock(file, true);
            String held = text(shared);
            if (!held.equals(Integer.toString(count))) {
                shared.close();
                throw new StoreBusyException(file + ": another program captures one of " + held
                        + " shards into this dataset, and shards of other counts have tracks in common. "
                        + "Give each program the same number of shards.");
            }
            return shared;
        } finally {
            turn.close();
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_DIGITS);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static FileChannel turn(Path file) throws IOException {
        for (int i = 1; i < TRIES; i++) {
            try {
                return lock(file, false);
            } catch (StoreBusyException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return lock(file, false);
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
