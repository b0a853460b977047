package tmnf.gbx.model;

import java.util.Locale;

/** How race times are stored and shown. */
public final class RaceTimes {

    /** Stored in place of a time that does not exist: a race not finished, a medal not set. */
    public static final int NONE = -1;

    private RaceTimes() {}

    /** {@code 24940} as {@code 24.94}, {@code 2599880} as {@code 43:19.88}; {@code -} for no time. */
    public static String format(int ms) {
        if (ms == NONE) {
            return "-";
        }
        String sign = ms < 0 ? "-" : "";
        long abs = Math.abs((long) ms);
        long minutes = abs / 60_000;
        double seconds = (abs % 60_000) / 1000.0;
        String pattern = abs % 10 == 0 ? "%.2f" : "%.3f";
        if (minutes == 0) {
            return sign + String.format(Locale.ROOT, pattern, seconds);
        }
        String padded = String.format(Locale.ROOT, pattern, seconds);
        return sign + minutes + ":" + (seconds < 10 ? "0" : "") + padded;
    }
}
