package tmnf.tminterface.link;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection that bytes go through, each call bounded in time. Confined to one thread. A failure of the
 * connection is an {@link IOException}; an interrupted thread gets a {@link java.io.InterruptedIOException},
 * keeps its flag, and the connection stays as it is.
 */
public interface Wire extends Closeable {

    /**
     * Reads what is there, at most what the buffer has room for.
     *
     * @param waitNanos how long to wait for the first byte, 0 for not at all
     * @return the number of bytes, 0 if none came in time, -1 at the end of the stream
     */
    int read(ByteBuffer target, long waitNanos) throws IOException;

    /**
     * Writes what there is room for on the way.
     *
     * @param waitNanos how long to wait for room for the first byte, 0 for not at all
     * @return the number of bytes taken from the buffer, 0 if there was no room in time
     */
    int write(ByteBuffer source, long waitNanos) throws IOException;

    /** Ends the connection; the other side may notice or not. */
    @Override
    void close();
}
