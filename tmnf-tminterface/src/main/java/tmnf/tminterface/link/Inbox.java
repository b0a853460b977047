package tmnf.tminterface.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes that have arrived and were not yet understood. There are two buffers: when a frame was taken out,
 * it stays where it was received, and the other one takes what comes next. So frames are never copied, and
 * each is valid until the next. The buffers grow with the bytes that come, not with what a message claims.
 */
final class Inbox {

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final int GROWTH = 4;

    /** From position to limit: what was not yet understood. */
    private ByteBuffer buffer = allocate(FIRST_CAPACITY);
    /** Holds the last frame, if there was one; null before the first. */
    private ByteBuffer spare;

    /** The bytes that are there; whoever takes some moves the position. */
    ByteBuffer unread() {
        return buffer;
    }

    /**
     * Reads once.
     *
     * @param needed how many bytes of unread data the caller wants in the end
     * @return as {@link Wire#read}
     */
    int fill(Wire wire, int needed, long waitNanos) throws IOException {
        makeRoom(needed);
        int start = buffer.position();
        buffer.position(buffer.limit()).limit(buffer.capacity());
        try {
            return wire.read(buffer, waitNanos);
        } finally {
            buffer.limit(buffer.position()).position(start);
        }
    }

    /** The last so many bytes that {@link #fill} read. */
    ByteBuffer lastRead(int count) {
        return buffer.slice(buffer.limit() - count, count);
    }

    /** Leaves the message that was just taken out where it is, until this is called again. */
    void keepWhatWasTaken() {
        ByteBuffer next = spare == null || spare.capacity() < buffer.remaining()
                ? allocate(Math.max(FIRST_CAPACITY, buffer.remaining())) : spare;
        next.clear().put(buffer).flip();
        spare = buffer;
        buffer = next;
    }

    private void makeRoom(int needed) {
        if (!buffer.hasRemaining()) {
            buffer.position(0).limit(0);
        }
        if (buffer.limit() < buffer.capacity() && buffer.capacity() - buffer.position() >= needed) {
            return;
        }
        if (buffer.position() > 0) {
            buffer.compact().flip();
        }
        if (buffer.limit() == buffer.capacity()) {
            int capacity = (int) Math.min(Math.max(needed, buffer.capacity() + 1L),
                    (long) buffer.capacity() * GROWTH);
            buffer = allocate(capacity).clear().put(buffer).flip();
        }
    }

    private static ByteBuffer allocate(int capacity) {
        ByteBuffer fresh = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
        return fresh.limit(0);
    }
}
