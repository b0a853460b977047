package tmnf.exchange.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiWordsTest {

    @ParameterizedTest
    @CsvSource({"Stadium,7", "Speed,2", "Desert,2", "Alpine,1", "SNOW,1", "Rally,3", "Island,4", "Coast,5",
        "Bay,6", "Moon,0", "'',0"})
    void environmentsHaveTheirNumbers(String name, int number) {
        assertThat(ApiWords.environment(name)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"Sunrise,0", "Day,1", "Sunset,2", "Night,3", "64x64Night,3", "Fog,-1", "'',-1"})
    void moodsHaveTheirNumbers(String name, int number) {
        assertThat(ApiWords.mood(name)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"Race,0,0", "Race,3,5", "Puzzle,0,1", "Platform,0,2", "Stunts,0,3", "Shortcut,2,4", "'',0,0"})
    void playModesHaveTheirNumbersAndARaceOfLapsItsOwn(String mode, int laps, int number) {
        assertThat(ApiWords.primaryType(mode, laps)).isEqualTo(number);
    }

    @Test
    void timesHaveSecondsButNoZone() {
        assertThat(ApiWords.time(Instant.parse("2020-05-01T08:00:00.999Z"))).isEqualTo("2020-05-01T08:00:00");
    }
}
