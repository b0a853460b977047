package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

    @ParameterizedTest
    @CsvSource({"PT24H, 24 h", "PT15M, 15 min", "PT90S, 90 s", "PT2M, 2 min", "PT7S, 7 s", "PT0.3S, 300 ms"})
    void saysTimesInTheWordsOfPeople(Duration span, String words) {
        assertThat(Spans.text(span)).isEqualTo(words);
    }
}
