package tmnf.pretrain.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One owner for a run folder. The system gives the lock back when the program dies; the file stays, for
 * removing it would let two owners in.
 */
final class RunLock implements Closeable {

    /**
     * Folders that this program has. Asked before the file is opened: where locks belong to the program,
     * closing a second channel would give the first one's lock back.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path held;
    private final FileChannel channel;

    private RunLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    /** Takes the lock of a folder that is there. */
    static RunLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!HELD.add(real)) {
            throw busy(folder);
        }
        FileChannel channel = null;
        boolean mine = false;
        try {
            channel = FileChannel.open(folder.resolve(RunFiles.LOCK), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            mine = channel.tryLock() != null;
            if (!mine) {
                throw busy(folder);
            }
            return new RunLock(real, channel);
        } catch (OverlappingFileLockException e) {
            throw busy(folder);
        } finally {
            if (!mine) {
                HELD.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Refuses a folder that somebody has; where nobody ever had it, nothing is written. */
    static void requireFree(Path folder) throws IOException {
        if (Files.exists(folder.resolve(RunFiles.LOCK))) {
            take(folder).close();
        }
    }

    private static RunFolderException busy(Path folder) {
        return new RunFolderException(folder.resolve(RunFiles.LOCK) + " is locked: another process, or "
                + "another run of this one, writes to this run folder. Wait until it is over, or give this "
                + "run another name.", true);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(held);
        }
    }
}
