package tmnf.tminterface.script;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Times of scripts: whole milliseconds ({@code 947120}), or with a decimal point {@code [[h:]m:]s.cc} ({@code
 * 15:47.12}), where {@code 5.1} is 5.10 s and digits beyond the hundredth are cut off.
 */
public final class ScriptTimes {

    /** Length of a tick; only multiples of it are injected. */
    public static final int TICK_MS = 10;

    private static final int SECOND_MS = 1_000;
    private static final int MINUTE_MS = 60_000;
    private static final int HOUR_MS = 3_600_000;

    private ScriptTimes() {}

    /**
     * The time that the text stands for in ms, {@link TimeRange#NONE} when it is none. In upstream mode
     * numbers are read as Python's {@code int} reads them, so that negative times and odd sums come out.
     */
    public static long parse(String text, ScriptMode mode) {
        try {
            return mode == ScriptMode.STRICT ? strict(text) : upstream(text).orElse(TimeRange.NONE);
        } catch (BadTime e) {
            return TimeRange.NONE;
        }
    }

    /**
     * The range that the text stands for, its ends in order. In strict mode both ends must be times, else
     * both are {@link TimeRange#NONE}; in upstream mode each one that is none is -1 and they are ordered
     * all the same.
     */
    public static TimeRange parseRange(String text, ScriptMode mode) {
        if (mode == ScriptMode.UPSTREAM) {
            return upstreamRange(text);
        }
        try {
            return ordered(strictRange(text));
        } catch (BadTime e) {
            return new TimeRange(TimeRange.NONE, TimeRange.NONE);
        }
    }

    /**
     * The time as {@code [[h:]m:]s.cc}: {@code 0.00}, {@code 15:47.12}, {@code 1:02:03.40}.
     *
     * @throws IllegalArgumentException for a negative time or one within a tick, which this form cannot say
     */
    public static String format(long timeMs) {
        if (timeMs < 0 || timeMs % TICK_MS != 0) {
            throw new IllegalArgumentException("not a tick from the start on: " + timeMs + " ms");
        }
        long hours = timeMs / HOUR_MS;
        long minutes = timeMs / MINUTE_MS % 60;
        long seconds = timeMs / SECOND_MS % 60;
        long hundredths = timeMs / TICK_MS % 100;
        if (hours > 0) {
            return String.format(Locale.ROOT, "%d:%02d:%02d.%02d", hours, minutes, seconds, hundredths);
        }
        return minutes > 0
                ? String.format(Locale.ROOT, "%d:%02d.%02d", minutes, seconds, hundredths)
                : String.format(Locale.ROOT, "%d.%02d", seconds, hundredths);
    }

    /** Whether strict mode takes a word at the beginning of a command for a time, good or bad. */
    static boolean looksLikeTime(String word) {
        return !word.isEmpty()
                && ("+-.:".indexOf(word.charAt(0)) >= 0 || Character.isDigit(word.codePointAt(0)));
    }

    /** Whether strict mode reads the time back. */
    static boolean isExpressible(long timeMs) {
        return timeMs >= 0 && timeMs <= Integer.MAX_VALUE;
    }

    static TimeRange ordered(TimeRange range) {
        boolean turned = range.toMs() != TimeRange.NONE && range.fromMs() > range.toMs();
        return turned ? new TimeRange(range.toMs(), range.fromMs()) : range;
    }

    /** The range as it is written, perhaps with its end first. */
    static TimeRange strictRange(String text) throws BadTime {
        int dash = text.indexOf('-');
        if (dash == 0) {
            throw new BadTime("negative times are not injected");
        }
        if (dash < 0) {
            return new TimeRange(strict(text), TimeRange.NONE);
        }
        return new TimeRange(strict(text.substring(0, dash)), strict(text.substring(dash + 1)));
    }

    /** An amount of steering or gas: an optional minus and ASCII digits, within 32 bits. */
    static OptionalLong strictAmount(String text) {
        boolean negative = text.startsWith("-");
        long digits = digits(negative ? text.substring(1) : text);
        return digits < 0 ? OptionalLong.empty() : OptionalLong.of(negative ? -digits : digits);
    }

    /** Whether the time, a good one, has digits other than 0 beyond the hundredth. */
    static boolean losesDigits(String range) {
        int sinceDot = -1;
        for (int i = 0; i < range.length(); i++) {
            char c = range.charAt(i);
            if (c == '.') {
                sinceDot = 0;
            } else if (c == '-') {
                sinceDot = -1;
            } else if (sinceDot >= 0 && ++sinceDot > 2 && c != '0') {
                return true;
            }
        }
        return false;
    }

    private static long strict(String text) throws BadTime {
        int dot = text.indexOf('.');
        if (dot < 0) {
            if (text.indexOf(':') >= 0) {
                throw new BadTime("a time with a colon needs a decimal point, as in 15:47.12");
            }
            return part(text);
        }
        String[] parts = text.substring(0, dot).split(":", -1);
        String fraction = text.substring(dot + 1);
        if (parts.length > 3) {
            throw new BadTime("a time has hours, minutes and seconds at most");
        }
        long seconds = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = part(parts[i]);
            if (i > 0 && part >= 60) {
                throw new BadTime("minutes after hours and seconds after minutes end at 59");
            }
            seconds = seconds * 60 + part;
        }
        part(fraction);
        long hundredths = part((fraction + "0").substring(0, 2));
        long timeMs = seconds * SECOND_MS + hundredths * TICK_MS;
        if (timeMs > Integer.MAX_VALUE) {
            throw new BadTime("times end at " + Integer.MAX_VALUE
                    + " ms; the number before a decimal point is seconds");
        }
        return timeMs;
    }

    private static long part(String text) throws BadTime {
        long value = digits(text);
        if (value < 0) {
            throw new BadTime("'" + text + "' is no number of ASCII digits up to " + Integer.MAX_VALUE);
        }
        return value;
    }

    /** Value of a text of ASCII digits only; -1 for anything else and beyond 31 bits. */
    private static long digits(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
            if (value > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return text.isEmpty() ? -1 : value;
    }

    private static TimeRange upstreamRange(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return new TimeRange(upstream(text).orElse(TimeRange.NONE), TimeRange.NONE);
        }
        long from = upstream(text.substring(0, dash)).orElse(TimeRange.NONE);
        long to = upstream(text.substring(dash + 1)).orElse(TimeRange.NONE);
        return new TimeRange(Math.min(from, to), Math.max(from, to));
    }

    private static OptionalLong upstream(String text) {
        if (text.indexOf('.') < 0) {
            return PythonText.toInt(text);
        }
        String[] parts = text.split(":", 3);
        String last = parts[parts.length - 1];
        int dot = last.indexOf('.');
        if (dot <= 0 || dot == last.length() - 1) {
            return OptionalLong.empty();
        }
        try {
            long time = Math.multiplyExact(number(last.substring(0, dot)), SECOND_MS);
            time = Math.addExact(time, number(twoCharacters(last.substring(dot + 1))) * TICK_MS);
            long unit = MINUTE_MS;
            for (int i = parts.length - 2; i >= 0; i--) {
                time = Math.addExact(time, Math.multiplyExact(number(parts[i]), unit));
                unit = HOUR_MS;
            }
            return OptionalLong.of(time);
        } catch (BadTime | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static String twoCharacters(String fraction) {
        int count = fraction.codePointCount(0, fraction.length());
        return count == 1 ? fraction + "0" : fraction.substring(0, fraction.offsetByCodePoints(0, 2));
    }

    private static long number(String text) throws BadTime {
        OptionalLong value = PythonText.toInt(text);
        if (value.isEmpty()) {
            throw new BadTime("'" + text + "' is no number");
        }
        return value.getAsLong();
    }

    /** Says why a text is no time; never leaves the package. */
    static final class BadTime extends Exception {

        private static final long serialVersionUID = 1L;

        BadTime(String message) {
            super(message, null, false, false);
        }
    }
}
