package tmnf.tminterface.script;

import java.util.OptionalLong;

/** How Python reads text: its set of white space and its {@code int()}. */
final class PythonText {

    private PythonText() {}

    /** What {@code str.strip()} takes away. */
    static boolean isSpace(int c) {
        return c >= 0x09 && c <= 0x0D
                || c >= 0x1C && c <= 0x20
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * Python's {@code int(text)}: white space around, a sign, decimal digits of any script, single
     * underscores between digits. Empty for anything else, and, unlike Python, for numbers beyond 64
     * bits.
     */
    static OptionalLong toInt(String text) {
        int at = 0;
        int end = text.length();
        while (at < end && isIntSpace(text.charAt(at))) {
            at++;
        }
        while (end > at && isIntSpace(text.charAt(end - 1))) {
            end--;
        }
        boolean negative = at < end && text.charAt(at) == '-';
        if (negative || at < end && text.charAt(at) == '+') {
            at++;
        }
        return digits(text, at, end, negative);
    }

    /** Numbers may not have the separators 0x1C to 0x1F around them, though they count as white space. */
    private static boolean isIntSpace(int c) {
        return isSpace(c) && !(c >= 0x1C && c <= 0x1F);
    }

    private static OptionalLong digits(String text, int from, int end, boolean negative) {
        long value = 0;
        boolean afterDigit = false;
        int at = from;
        while (at < end) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '_' && afterDigit) {
                afterDigit = false;
                continue;
            }
            if (!Character.isDigit(c)) {
                return OptionalLong.empty();
            }
            int digit = Character.digit(c, 10);
            // Downwards, for there is one negative number more than there are positive ones.
            if (value < (Long.MIN_VALUE + digit) / 10) {
                return OptionalLong.empty();
            }
            value = value * 10 - digit;
            afterDigit = true;
        }
        if (!afterDigit || !negative && value == Long.MIN_VALUE) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(negative ? value : -value);
    }
}
