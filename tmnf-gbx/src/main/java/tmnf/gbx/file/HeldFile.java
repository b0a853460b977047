package tmnf.gbx.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that one owner holds, in this program or any other, until it is closed. The system gives it back
 * when the program dies; the file stays, for removing it would let two owners in.
 */
public final class HeldFile implements Closeable {

    /**
     * Files that this program holds. Asked before a file is opened: where locks belong to the program,
     * closing a second channel would give the first one's lock back.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private HeldFile(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes a file, which is made if it is missing; its folder must exist.
     *
     * @return empty if somebody has it
     */
    public static Optional<HeldFile> tryTake(Path file) throws IOException {
        Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        if (!HELD.add(key)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean ours = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ours = channel.tryLock() != null;
            return ours ? Optional.of(new HeldFile(key, channel)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // a second copy of this class has it
        } finally {
            if (!ours) {
                HELD.remove(key);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Gives it back. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                channel.close();
            } finally {
                HELD.remove(key);
            }
        }
    }
}
