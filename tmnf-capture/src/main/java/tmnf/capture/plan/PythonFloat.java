package tmnf.capture.plan;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as Python prints them, since they are parts of file names. */
final class PythonFloat {

    private static final double SCIENTIFIC_FROM = 1e16;
    private static final double SCIENTIFIC_BELOW = 1e-4;

    private PythonFloat() {
    }

    /**
     * The shortest digits that give the same number back, with {@code .0} behind whole ones; only for numbers
     * that Python prints without an exponent.
     */
    static String repr(double value) {
        if (value != 0 && !(Math.abs(value) >= SCIENTIFIC_BELOW && Math.abs(value) < SCIENTIFIC_FROM)) {
            throw new IllegalArgumentException("Python prints an exponent for " + value);
        }
        // Java's own text is not the shortest one before Java 19.
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        while (exact.round(new MathContext(digits)).doubleValue() != value) {
            digits++;
        }
        String plain = exact.round(new MathContext(digits)).stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
