package tmnf.cli.download;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private Figures() {
    }

    /** {@code 12,040}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and its noun: {@code 1 track}, {@code 12,040 replays}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 20}, {@code 0.5}. */
    public static String rate(double perSecond) {
        return perSecond == Math.rint(perSecond) ? count((long) perSecond)
                : String.format(Locale.ROOT, "%.3g", perSecond);
    }

    /** {@code 0.9 kB}, {@code 243.1 MB}. */
    public static String bytes(double bytes) {
        if (bytes < 1e6) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1e9 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    /** {@code 9 s}, {@code 41m}, {@code 2h05m}, {@code 3d04h}: exact enough to wait by. */
    public static String time(long millis) {
        long seconds = Math.max(0, (millis + 500) / 1000);
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
        if (minutes < 100) {
            return minutes + "m";
        }
        return minutes < 48 * 60 ? String.format(Locale.ROOT, "%dh%02dm", minutes / 60, minutes % 60)
                : String.format(Locale.ROOT, "%dd%02dh", minutes / 1440, minutes / 60 % 24);
    }
}
