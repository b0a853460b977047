package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A download on its way to its name: written to {@code .<name>.part} beside it and moved into place whole.
 * Unlike {@link tmnf.gbx.file.AtomicFile} it is not flushed to the disk, which would cost more than the
 * download; the journal records its hash instead, and after a power cut the youngest files are checked
 * against it. {@link #close} without {@link #commit} leaves nothing behind. Confined to one thread.
 */
final class StagedFile implements Closeable {

    /** Ending of what is not whole yet; such files begin with a dot and no tool reads them. */
    static final String SUFFIX = ".part";

    private static final int MOVES = 5;
    private static final long MOVE_PAUSE_MILLIS = 200;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean moved;

    /** Opens the part file of a target whose folder exists. */
    StagedFile(Path target) throws IOException {
        this.target = target;
        this.part = target.resolveSibling("." + target.getFileName() + SUFFIX);
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
        for (int attempt = 1; !moved; attempt++) {
            try {
                move();
                moved = true;
            } catch (FileSystemException e) {
                // Windows refuses while a virus scanner or an indexer holds the target open.
                if (attempt == MOVES || !Files.exists(target)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private void move() throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(MOVE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while moving a file into place");
        }
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
