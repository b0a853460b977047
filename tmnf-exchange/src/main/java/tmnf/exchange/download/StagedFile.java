package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tmnf.gbx.file.AtomicMove;

/**
 * A download on its way to its name: written to a part file beside it and moved into place whole.
 * Unlike {@link tmnf.gbx.file.AtomicFile} it is not flushed to the disk, which would cost more than the
 * download; the journal records its hash instead, and after a power cut the youngest files are checked
 * against it. {@link #close} without {@link #commit} leaves nothing behind. Confined to one thread.
 */
final class StagedFile implements Closeable {

    /** Ending of what is not whole yet; such files begin with a dot and no tool reads them. */
    static final String SUFFIX = ".part";

    private final AtomicMove move;
    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean moved;

    /** Where a file lies whose folder no other run writes to. */
    static Path partOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + SUFFIX);
    }

    /** Opens the part file, a sibling of the target, in a folder that exists. */
    StagedFile(Path target, Path part, AtomicMove move) throws IOException {
        this.target = target;
        this.part = part;
        this.move = move;
        this.channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Where it lies until then. */
    Path part() {
        return part;
    }

    void write(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw named(e);
        }
    }

    /** Gives the file its name. */
    void commit() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw named(e);
        }
        move.move(part, target);
        moved = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!moved) {
            Files.deleteIfExists(part);
        }
    }

    /** A full disk says so without naming the file. */
    private FileSystemException named(IOException e) {
        FileSystemException named = new FileSystemException(target.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
    }
}
