package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file mapped by both sides, where there are no named mappings. The side that plays the game creates the
 * file and deletes it at the end; closing the mapping does neither.
 */
public final class FileMapping extends BufferMapping {

    private FileMapping(Path file, ByteBuffer bytes) {
        super(file.getFileName().toString(), bytes);
    }

    /** Creates a file of zeros, or makes an existing one so, and maps it: the game's side. */
    public static FileMapping create(Path file, int size) throws IOException {
        SharedMapping.checkSize(size);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return map(file, channel, size);
        }
    }

    /**
     * Maps the file that the other side created.
     *
     * @return empty when there is no such file yet, or one that its creator has not given its size yet
     * @throws IOException when the file has another size
     */
    public static Optional<SharedMapping> open(Path file, int size) throws IOException {
        SharedMapping.checkSize(size);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() == 0) {
                return Optional.empty();
            }
            if (channel.size() != size) {
                throw new IOException("the shared file " + file + " has " + channel.size() + " bytes, not "
                        + size + ". Both sides must use the same size.");
            }
            return Optional.of(map(file, channel, size));
        }
    }

    private static FileMapping map(Path file, FileChannel channel, int size) throws IOException {
        return new FileMapping(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
    }

    @Override
    void release() {
        // Java unmaps a file when the collector finds its buffer; the channel was closed after mapping.
    }
}
