package tmnf.capture.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes full states as {@link StateCursor} reads them. */
final class StateFile implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final PartFile part;
    private final Zip zip;
    private final ByteBuffer header = ByteBuffer.allocate(StateCursor.HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private int count;
    private int lastMs = Integer.MIN_VALUE;

    StateFile(Path file) throws IOException {
        part = new PartFile(file);
        zip = new Zip(part.stream());
    }

    void add(int timeMs, byte[] blob, int offset, int length) throws IOException {
        if (length > StateCursor.MAX_STATE || (count > 0 && timeMs <= lastMs)) {
            throw new IllegalArgumentException("state of " + length + " bytes at " + timeMs + " ms after "
                    + "one at " + lastMs + " ms; at most " + StateCursor.MAX_STATE
                    + " bytes, in the order of time");
        }
        header.clear().putInt(timeMs).putInt(length);
        zip.write(header.array(), 0, StateCursor.HEADER);
        zip.write(blob, offset, length);
        lastMs = timeMs;
        count++;
    }

    int count() {
        return count;
    }

    void commit() throws IOException {
        zip.finish();
        part.commit();
    }

    @Override
    public void close() throws IOException {
        try (part) {
            zip.end();
        }
    }

    /** The fastest level: states are mostly zeros, which any level finds. */
    private static final class Zip extends GZIPOutputStream {

        Zip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }

        /** Frees the native memory without writing anything. */
        void end() {
            def.end();
        }
    }
}
