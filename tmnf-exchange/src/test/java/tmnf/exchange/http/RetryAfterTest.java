package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 0", "' 120 ', 120", "86400, 86400", "007, 7", "-3, 0", "-0, 0"})
    void readsSeconds(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void takesAnAbsurdNumberForVeryLong() {
        assertThat(RetryAfter.parse("99999999999999999999999", NOW).orElseThrow())
                .isGreaterThan(Duration.ofDays(3650));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void readsDatesInAllFormsOfHttp(String header) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(37));
    }

    @Test
    void readsTwoDigitYearsOfThisCentury() {
        Instant now = Instant.parse("2031-03-04T10:00:00Z");

        assertThat(RetryAfter.parse("Tuesday, 04-Mar-31 10:01:00 GMT", now)).contains(Duration.ofMinutes(1));
    }

    @Test
    void takesAPastDateForNow() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:00:00 GMT", NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1.5", "7s", "-", "- 7", "Sun, 99 Nov 1994 08:49:37 GMT", "١٢",
        "Mon, 06 Nov 1994 08:49:37 GMT"})
    void doesNotGuessWhatItCannotRead(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
