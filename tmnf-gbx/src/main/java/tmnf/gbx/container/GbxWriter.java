package tmnf.gbx.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.Vec3;

/** A growing buffer of little-endian bytes; the counterpart of {@link GbxReader}. Confined to one thread. */
public class GbxWriter {

    private byte[] data = new byte[256];
    private int size;

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(data, size);
    }

    public void u8(int value) {
        grow(1);
        data[size++] = (byte) value;
    }

    public void u16(int value) {
        u8(value);
        u8(value >>> 8);
    }

    public void i32(int value) {
        grow(4);
        put32(size, value);
        size += 4;
    }

    /** Overwrites four bytes that were written before. */
    public void patch32(int at, int value) {
        if (at < 0 || at > size - 4) {
            throw new IndexOutOfBoundsException("offset " + at + " of " + size);
        }
        put32(at, value);
    }

    public void f32(float value) {
        i32(Float.floatToRawIntBits(value));
    }

    public void bool(boolean value) {
        i32(value ? 1 : 0);
    }

    public void vec3(Vec3 value) {
        f32(value.x());
        f32(value.y());
        f32(value.z());
    }

    public void bytes(byte[] value) {
        bytes(value, 0, value.length);
    }

    /** Appends the first {@code length} bytes. */
    public void bytes(byte[] value, int length) {
        bytes(value, 0, length);
    }

    public void bytes(byte[] value, int from, int length) {
        grow(length);
        System.arraycopy(value, from, data, size, length);
        size += length;
    }

    public void str(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        i32(utf8.length);
        bytes(utf8);
    }

    public void fileRef(FileRef ref) {
        u8(ref.version());
        if (ref.version() >= 3) {
            bytes(ref.checksum());
        }
        str(ref.path());
        if (!ref.path().isEmpty() && ref.version() >= 1 || ref.version() >= 3) {
            str(ref.locatorUrl());
        }
    }

    private void put32(int at, int value) {
        data[at] = (byte) value;
        data[at + 1] = (byte) (value >>> 8);
        data[at + 2] = (byte) (value >>> 16);
        data[at + 3] = (byte) (value >>> 24);
    }

    private void grow(int more) {
        if (more > data.length - size) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, Math.addExact(size, more)));
        }
    }
}
