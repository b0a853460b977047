package tmnf.pretrain.torch;

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

    /** The array itself. Do not modify. */
    byte[] array() {
        return bytes;
    }
}
