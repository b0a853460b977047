package tmnf.tminterface.sharedmemory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** A message being built: a header and the payload written so far. Not thread-safe. */
public final class Message {

    /** Bytes before the payload. */
    public static final int HEADER = 8;

    private final MessageType type;
    private final int errorCode;
    private byte[] bytes = new byte[64];
    private int length = HEADER;

    /** A message without an error. */
    public Message(MessageType type) {
        this(type, ErrorCode.NONE.code());
    }

    /** A message with an error code. */
    public Message(MessageType type, int errorCode) {
        this.type = Objects.requireNonNull(type);
        this.errorCode = errorCode;
        bytes[0] = (byte) type.id();
        view().putInt(4, errorCode);
    }

    public MessageType type() {
        return type;
    }

    public int errorCode() {
        return errorCode;
    }

    /** Bytes of the header and what was written. */
    public int length() {
        return length;
    }

    /** Writes the low {@code size} bytes of a number, 1, 2 or 4. */
    public Message writeInt(int value, int size) {
        if (size != 1 && size != 2 && size != 4) {
            throw new IllegalArgumentException("a number of " + size + " bytes; 1, 2 and 4 are possible");
        }
        reserve(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) (value >> 8 * i);
        }
        return this;
    }

    public Message writeUint8(int value) {
        return writeInt(checked(value, 0, 0xFF), 1);
    }

    public Message writeInt16(int value) {
        return writeInt(checked(value, Short.MIN_VALUE, Short.MAX_VALUE), 2);
    }

    public Message writeUint16(int value) {
        return writeInt(checked(value, 0, 0xFFFF), 2);
    }

    public Message writeInt32(int value) {
        return writeInt(value, 4);
    }

    public Message writeUint32(long value) {
        return writeInt((int) checked(value, 0, 0xFFFF_FFFFL), 4);
    }

    public Message writeDouble(double value) {
        reserve(Double.BYTES);
        view().putDouble(length, value);
        length += Double.BYTES;
        return this;
    }

    public Message writeBuffer(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }

    public Message writeZeros(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("fewer than no zeros: " + count);
        }
        reserve(count);
        length += count;
        return this;
    }

    /**
     * Writes the number of characters and a byte for each.
     *
     * @throws IllegalArgumentException for a character beyond Latin-1, which has no byte
     */
    public Message writeText(String text) {
        byte[] latin1 = latin1(text);
        return writeInt32(latin1.length).writeBuffer(latin1);
    }

    /** The bytes of a text, refusing what Latin-1 lacks. */
    static byte[] latin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                throw new IllegalArgumentException("the character '" + text.charAt(i) + "' at " + i
                        + " of '" + text + "' is not in Latin-1, which is all that TMInterface 1 takes."
                        + " Replace it.");
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The message with byte 1, which publishes it, at 0. */
    public byte[] toData() {
        return Arrays.copyOf(bytes, length);
    }

    /** Without a copy; only {@link #length()} bytes count. */
    byte[] array() {
        return bytes;
    }

    private ByteBuffer view() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void reserve(int more) {
        if (more > SharedMapping.MAX_SIZE - length) {
            throw new IllegalStateException(type + " has " + length + " bytes and " + more
                    + " more; no mapping is larger than " + SharedMapping.MAX_SIZE);
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    private static int checked(int value, int from, int to) {
        return (int) checked((long) value, from, to);
    }

    private static long checked(long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException("a number outside " + from + " to " + to + ": " + value);
        }
        return value;
    }
}
