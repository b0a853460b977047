package tmnf.tminterface.link;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** Bytes for tests. */
final class Bytes {

    private Bytes() {
    }

    /** Little-endian numbers. */
    static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    static byte[] of(ServerMessage message) {
        ByteBuffer buffer = ByteBuffer.allocate(Codec.length(message)).order(ByteOrder.LITTLE_ENDIAN);
        Codec.encode(message, buffer);
        return buffer.array();
    }

    static byte[] of(ClientMessage... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ClientMessage message : messages) {
            ByteBuffer buffer = ByteBuffer.allocate(Codec.length(message)).order(ByteOrder.LITTLE_ENDIAN);
            Codec.encode(message, buffer);
            all.writeBytes(buffer.array());
        }
        return all.toByteArray();
    }

    static byte[] of(ServerReply reply) {
        ByteBuffer buffer = ByteBuffer.allocate(Codec.length(reply)).order(ByteOrder.LITTLE_ENDIAN);
        Codec.encode(reply, buffer);
        return buffer.array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] head(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, count);
    }

    static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
