package tmnf.tminterface.state;

/** How a field is stored; all numbers are little-endian. */
public enum FieldType {
    /** Signed, 4 bytes; read as {@code int}. */
    INT32(4),
    /** Unsigned, 4 bytes; read as a {@code long} from 0 to 4294967295. */
    UINT32(4),
    /** IEEE 754, 4 bytes; read as {@code float}. */
    FLOAT32(4),
    /** 4 bytes, true unless all are zero; written as 1 or 0. */
    BOOL32(4),
    /** Bytes whose meaning nobody has published. */
    BYTES(1),
    /** Another structure. */
    STRUCT(0);

    private final int size;

    FieldType(int size) {
        this.size = size;
    }

    /** Bytes of one element; 0 for a structure, whose layout knows. */
    int size() {
        return size;
    }
}
