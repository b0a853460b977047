package tmnf.capture.dataset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * A double as Python prints it: the shortest digits that read back as the same number, plain from 0.0001 up
 * to below 1e16, else with an exponent of at least two digits.
 */
final class PythonNumber {

    /** Longest text: {@code -1.2345678901234567e-308}. */
    static final int LONGEST = 24;

    private static final double PLAIN_WHOLE = 1e15;
    /** From here up to below the next, Java's shortest text is Python's. */
    private static final double SAME_FROM = 1e-3;
    private static final double SAME_BELOW = 1e7;
    private static final int SMALLEST_PLAIN_POINT = -3;
    private static final int LARGEST_PLAIN_POINT = 16;

    // Digits of the number without its point, and where the point is: 0.d1d2d3... * 10^point.
    private final byte[] digits = new byte[LONGEST];
    private int count;
    private int point;
    private byte[] target;
    private int at;

    /** Writes a number and gives the index behind it; {@link #LONGEST} bytes have to be free. */
    int write(double value, byte[] bytes, int from) {
        target = bytes;
        at = from;
        if (Double.isNaN(value)) {
            put("NaN");
            return at;
        }
        if (value < 0 || (value == 0 && 1 / value < 0)) {
            put('-');
        }
        double size = Math.abs(value);
        if (size == Double.POSITIVE_INFINITY) {
            put("Infinity");
        } else if (size < PLAIN_WHOLE && size == (long) size) {
            put(Long.toString((long) size));
            put(".0");
        } else if (size >= SAME_FROM && size < SAME_BELOW) {
            put(NumberOutput.toString(size, true));
        } else {
            split(NumberOutput.toString(size, true));
            shorten(size);
            layOut();
        }
        return at;
    }

    /** Takes {@code 12.5}, {@code 1.25E-7} or {@code 0.00125} apart. */
    private void split(String text) {
        count = 0;
        int exponent = 0;
        int whole = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                whole = count;
            } else if (c == 'E') {
                exponent = Integer.parseInt(text.substring(i + 1));
                break;
            } else {
                digits[count++] = (byte) c;
            }
        }
        int leading = 0;
        while (leading < count - 1 && digits[leading] == '0') {
            leading++;
        }
        System.arraycopy(digits, leading, digits, 0, count - leading);
        count -= leading;
        point = (whole < 0 ? count + leading : whole) - leading + exponent;
        while (count > 1 && digits[count - 1] == '0') {
            count--;
        }
    }

    // Java wants two digits and takes the closest such number, Python one if one does: they differ only where
    // neighbours are that far apart, among the smallest numbers there are.
    private void shorten(double size) {
        if (count == 2 && size < Double.MIN_NORMAL) {
            BigDecimal one = new BigDecimal(size).round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (one.doubleValue() == size) {
                digits[0] = (byte) ('0' + one.unscaledValue().intValueExact());
                count = 1;
                point = 1 - one.scale();
            }
        }
    }

    private void layOut() {
        if (point < SMALLEST_PLAIN_POINT || point > LARGEST_PLAIN_POINT) {
            put((char) digits[0]);
            if (count > 1) {
                put('.');
                putDigits(1, count);
            }
            int exponent = point - 1;
            put('e');
            put(exponent < 0 ? '-' : '+');
            put(Math.abs(exponent) < 10 ? "0" : "");
            put(Integer.toString(Math.abs(exponent)));
        } else if (point <= 0) {
            put("0.");
            putZeros(-point);
            putDigits(0, count);
        } else if (point >= count) {
            putDigits(0, count);
            putZeros(point - count);
            put(".0");
        } else {
            putDigits(0, point);
            put('.');
            putDigits(point, count);
        }
    }

    private void putDigits(int from, int to) {
        System.arraycopy(digits, from, target, at, to - from);
        at += to - from;
    }

    private void putZeros(int zeros) {
        for (int i = 0; i < zeros; i++) {
            put('0');
        }
    }

    private void put(char c) {
        target[at++] = (byte) c;
    }

    private void put(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }
}
