package tmnf.capture.dataset;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import tmnf.gbx.file.AtomicMove;

/** A file that is called otherwise until it is whole: {@code *.part}. */
final class PartFile implements Closeable {

    static final String ENDING = ".part";

    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream stream;

    PartFile(Path target) throws IOException {
        this(target, target.resolveSibling(target.getFileName() + ENDING));
    }

    /** With another name until it is whole. */
    PartFile(Path target, Path part) throws IOException {
        this.target = target;
        this.part = part;
        channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    OutputStream stream() {
        return stream;
    }

    /** Flushes to the disk, closes, and gives it its name. */
    void commit() throws IOException {
        stream.flush();
        channel.force(true);
        channel.close();
        AtomicMove.SYSTEM.move(part, target);
    }

    /** Copies what was written so far to a stream. */
    void copyTo(OutputStream out) throws IOException {
        stream.flush();
        Files.copy(part, out);
    }

    /** Closes it and takes it away. */
    void discard() throws IOException {
        channel.close();
        Files.delete(part);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
