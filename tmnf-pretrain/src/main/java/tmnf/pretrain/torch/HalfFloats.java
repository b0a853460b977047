package tmnf.pretrain.torch;

/** The 16-bit floating types, widened exactly. */
final class HalfFloats {

    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = 0x3FF;
    private static final int EXPONENT = 0x1F;
    private static final float SMALLEST = 0x1p-24f;

    private HalfFloats() {}

    /** Of IEEE half precision. */
    static float ofFloat16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> FRACTION_BITS & EXPONENT;
        int fraction = bits & FRACTION;
        if (exponent == 0) {
            float magnitude = fraction * SMALLEST;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == EXPONENT ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 23 - FRACTION_BITS);
    }

    /** Of the upper half of a float. */
    static float ofBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
