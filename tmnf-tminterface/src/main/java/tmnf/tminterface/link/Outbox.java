package tmnf.tminterface.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.Codec;

/**
 * The bytes that were not yet sent, so that all calls of a turn go out in one write, and so that a message
 * that was cut by a deadline goes on where it stopped. Bounded: who talks to a game that takes nothing is
 * stopped.
 */
final class Outbox {

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final int MOST_BYTES = 1 << 23;

    /** From position to limit: what is still to be sent. */
    private ByteBuffer buffer = allocate(FIRST_CAPACITY).limit(0);

    boolean isEmpty() {
        return !buffer.hasRemaining();
    }

    /** Takes a message, unless that would be too much. */
    boolean add(ClientMessage message) {
        int length = Codec.length(message);
        if (buffer.remaining() + length > MOST_BYTES) {
            return false;
        }
        if (!buffer.hasRemaining()) {
            buffer.position(0).limit(0);
        }
        if (buffer.capacity() - buffer.limit() < length) {
            int capacity = Math.max(buffer.remaining() + length, buffer.capacity());
            buffer = (capacity > buffer.capacity() ? allocate(capacity).put(buffer)
                    : buffer.compact()).flip();
        }
        int start = buffer.position();
        buffer.position(buffer.limit()).limit(buffer.limit() + length);
        Codec.encode(message, buffer);
        buffer.position(start);
        return true;
    }

    /** Writes once; see {@link Wire#write}. */
    int drain(Wire wire, LinkTap tap, long waitNanos) throws IOException {
        int start = buffer.position();
        int count = wire.write(buffer, waitNanos);
        if (count > 0) {
            tap.sent(buffer.slice(start, count));
        }
        return count;
    }

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
