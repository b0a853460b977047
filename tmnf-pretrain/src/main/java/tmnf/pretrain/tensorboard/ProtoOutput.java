package tmnf.pretrain.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a message of Protocol Buffers, field by field. Confined to one thread. */
final class ProtoOutput {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoOutput integer(int field, long value) {
        varint(field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtoOutput number(int field, double value) {
        varint(field << 3 | FIXED64);
        out.writeBytes(little(Double.BYTES).putDouble(value).array());
        return this;
    }

    ProtoOutput number(int field, float value) {
        varint(field << 3 | FIXED32);
        out.writeBytes(little(Float.BYTES).putFloat(value).array());
        return this;
    }

    ProtoOutput numbers(int field, List<Double> values) {
        ByteBuffer packed = little(values.size() * Double.BYTES);
        values.forEach(packed::putDouble);
        return bytes(field, packed.array());
    }

    ProtoOutput text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtoOutput message(int field, ProtoOutput message) {
        return bytes(field, message.toByteArray());
    }

    ProtoOutput bytes(int field, byte[] bytes) {
        varint(field << 3 | BYTES);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
