package tmnf.exchange.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the header with which a site asks for rest: a number of seconds, or a date in one of three forms. */
final class RetryAfter {

    private static final int MOST_DIGITS = 9; // 31 years, longer than anybody waits
    private static final int MOST_YEARS_AHEAD = 50; // a two-digit year further ahead means the last century

    private RetryAfter() {}

    /**
     * The rest asked for, never negative; empty when the header cannot be understood.
     *
     * @param now the time by the clock that made the date
     */
    static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        if (!digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            if (negative) {
                return Optional.of(Duration.ZERO);
            }
            return Optional.of(Duration.ofSeconds(digits.length() > MOST_DIGITS
                    ? (long) Math.pow(10, MOST_DIGITS) : Long.parseLong(digits)));
        }
        return date(text, now).map(at -> at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
    }

    /** A date of HTTP; empty when it is none. */
    static Optional<Instant> date(String text, Instant now) {
        for (DateTimeFormatter form : Forms.of(now)) {
            try {
                return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                continue; // the next form
            }
        }
        return Optional.empty();
    }

    /** The forms of RFC 9110: the one to use, and two that old servers send. */
    private static final class Forms {

        private static final DateTimeFormatter PREFERRED = form("EEE, d MMM yyyy HH:mm:ss 'GMT'");
        private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss yyyy");

        static List<DateTimeFormatter> of(Instant now) {
            int newest = now.atOffset(ZoneOffset.UTC).getYear() + MOST_YEARS_AHEAD;
            DateTimeFormatter rfc850 = new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, newest - 99)
                    .appendPattern(" HH:mm:ss 'GMT'").toFormatter(Locale.ENGLISH);
            return List.of(PREFERRED, rfc850, ASCTIME);
        }

        private static DateTimeFormatter form(String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        }
    }
}
