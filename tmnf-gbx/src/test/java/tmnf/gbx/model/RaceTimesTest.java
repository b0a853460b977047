package tmnf.gbx.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaceTimesTest {

    @ParameterizedTest(name = "{0} ms is shown as {1}")
    @CsvSource({
        "0, 0.00", "10, 0.01", "24940, 24.94", "24945, 24.945", "59990, 59.99", "59999, 59.999",
        "60000, 1:00.00", "61230, 1:01.23", "2599880, 43:19.88", "3600000, 60:00.00", "-1, -",
        "-10, -0.01", "-61230, -1:01.23", "2147483647, 35791:23.647", "-2147483648, -35791:23.648"
    })
    void timesAreShownInMinutesAndSeconds(int ms, String shown) {
        assertThat(RaceTimes.format(ms)).isEqualTo(shown);
    }
}
