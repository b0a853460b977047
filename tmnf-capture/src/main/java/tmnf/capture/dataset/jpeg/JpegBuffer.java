package tmnf.capture.dataset.jpeg;

import java.util.Arrays;

/** Takes the bytes of a JPEG file, again and again without a new array. Confined to one thread at a time. */
public final class JpegBuffer {

    private static final int FIRST_SIZE = 4096;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    /** The file's bytes, from 0 to {@link #length()}; only valid until the next file. */
    public byte[] array() {
        return bytes;
    }

    /** Length of the file in bytes. */
    public int length() {
        return length;
    }

    /** A copy of the file. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = 0;
    }

    void append(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void append(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Room for so many bytes more; who fills the array itself says {@link #filled}. */
    void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }

    /** So many bytes from the beginning on are the file. */
    void filled(int count) {
        length = count;
    }
}
