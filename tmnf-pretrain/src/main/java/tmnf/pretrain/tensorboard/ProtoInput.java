package tmnf.pretrain.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a message of Protocol Buffers: {@link #next} goes to a field, then one of the others takes its value,
 * or it is passed over. What cannot be is an {@link IllegalArgumentException}. Confined to one thread.
 */
final class ProtoInput {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT_BITS = 63;

    private final ByteBuffer in;
    private int kind = -1;
    private long integer;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    ProtoInput(ByteBuffer message) {
        in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of the next field; 0 at the end. */
    int next() {
        if (!in.hasRemaining()) {
            return 0;
        }
        long key = varint();
        kind = (int) key & 7;
        switch (kind) {
            case VARINT -> integer = varint();
            case FIXED64 -> bytes = take(Long.BYTES);
            case FIXED32 -> bytes = take(Integer.BYTES);
            case BYTES -> bytes = take(varint());
            default -> throw new IllegalArgumentException("a field of the unknown kind " + kind);
        }
        long field = key >>> 3;
        if (field < 1 || field > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the field number " + field);
        }
        return (int) field;
    }

    long integer() {
        require(VARINT);
        return integer;
    }

    double number() {
        require(FIXED64);
        return bytes.getDouble(0);
    }

    float smallNumber() {
        require(FIXED32);
        return bytes.getFloat(0);
    }

    /** Packed or, as old programs write them, one in each field. */
    List<Double> numbers() {
        if (kind == FIXED64) {
            return List.of(number());
        }
        require(BYTES);
        if (bytes.remaining() % Double.BYTES != 0) {
            throw new IllegalArgumentException("half a number");
        }
        List<Double> numbers = new ArrayList<>();
        for (int at = 0; at < bytes.limit(); at += Double.BYTES) {
            numbers.add(bytes.getDouble(at));
        }
        return numbers;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        require(BYTES);
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    ProtoInput message() {
        require(BYTES);
        return new ProtoInput(bytes);
    }

    private void require(int expected) {
        if (kind != expected) {
            throw new IllegalArgumentException("a field of kind " + kind + " instead of " + expected);
        }
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "a field of " + length + " bytes, " + in.remaining() + " are left");
        }
        ByteBuffer taken = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return taken;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift <= MAX_VARINT_BITS; shift += 7) {
            byte next = take(1).get(0);
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("an integer of more than 64 bits");
    }
}
