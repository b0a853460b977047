package tmnf.pretrain.torch;

import java.util.Locale;
import java.util.Optional;

/** Types of the numbers in a tensor. Complex, quantised and 8-bit floating types are not among them. */
public enum TorchType {
    /** IEEE double precision. */
    FLOAT64("DoubleStorage", "F64", 8),
    /** IEEE single precision. */
    FLOAT32("FloatStorage", "F32", 4),
    /** IEEE half precision: 5 bits of exponent, 10 of fraction. */
    FLOAT16("HalfStorage", "F16", 2),
    /** The upper half of a float32. */
    BFLOAT16("BFloat16Storage", "BF16", 2),
    /** Signed. */
    INT64("LongStorage", "I64", 8),
    /** Signed. */
    INT32("IntStorage", "I32", 4),
    /** Signed. */
    INT16("ShortStorage", "I16", 2),
    /** Signed. */
    INT8("CharStorage", "I8", 1),
    /** Unsigned. */
    UINT8("ByteStorage", "U8", 1),
    /** 0 is false, anything else true. */
    BOOL("BoolStorage", "BOOL", 1);

    private final String storageClass;
    private final String safetensorsName;
    private final int bytes;

    TorchType(String storageClass, String safetensorsName, int bytes) {
        this.storageClass = storageClass;
        this.safetensorsName = safetensorsName;
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** As PyTorch writes it, such as {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the numbers have a fraction. */
    public boolean isFloating() {
        return this == FLOAT64 || this == FLOAT32 || this == FLOAT16 || this == BFLOAT16;
    }

    /** Name of the class in PyTorch's module {@code torch} that holds such numbers. */
    String storageClass() {
        return storageClass;
    }

    String safetensorsName() {
        return safetensorsName;
    }

    static Optional<TorchType> ofStorageClass(String name) {
        for (TorchType type : values()) {
            if (type.storageClass.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static Optional<TorchType> ofSafetensorsName(String name) {
        for (TorchType type : values()) {
            if (type.safetensorsName.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
