package tmnf.pretrain.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes of one or more tensors, little-endian. Its identity says which tensors share memory. */
public final class TorchStorage {

    private final byte[] bytes;

    private TorchStorage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over the array: it must not be changed any more. */
    public static TorchStorage of(byte[] littleEndian) {
        return new TorchStorage(littleEndian);
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** A new read-only view, in little-endian order. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The array itself. Do not modify. */
    byte[] array() {
        return bytes;
    }
}
