package tmnf.exchange.http;

import java.time.Duration;

/** Times in the words of people: {@code 24 h}, {@code 90 s}. */
final class Spans {

    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private Spans() {}

    static String text(Duration span) {
        long seconds = span.toSeconds();
        if (seconds >= 2 * HOUR) {
            return (seconds + HOUR / 2) / HOUR + " h";
        }
        if (seconds >= 2 * MINUTE) {
            return (seconds + MINUTE / 2) / MINUTE + " min";
        }
        return seconds >= 1 ? seconds + " s" : span.toMillis() + " ms";
    }
}
