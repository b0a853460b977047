package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTimesTest {

    private static final JsonNode GOLDEN = Goldens.read("parse_time.json");

    static Stream<JsonNode> times() {
        return Goldens.stream(GOLDEN.get("parse_time"));
    }

    static Stream<JsonNode> ranges() {
        return Goldens.stream(GOLDEN.get("parse_time_range"));
    }

    @Test
    void allCasesAreThere() {
        assertThat(times()).hasSize(66);
        assertThat(ranges()).hasSize(29);
    }

    @ParameterizedTest
    @MethodSource("times")
    void upstreamTimesAreThoseOfThePythonClient(JsonNode golden) {
        assertThat(ScriptTimes.parse(golden.get("in").asText(), ScriptMode.UPSTREAM))
                .isEqualTo(golden.get("out").asLong());
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void upstreamRangesAreThoseOfThePythonClient(JsonNode golden) {
        assertThat(ScriptTimes.parseRange(golden.get("in").asText(), ScriptMode.UPSTREAM)).isEqualTo(
                new TimeRange(golden.get("out").get(0).asLong(), golden.get("out").get(1).asLong()));
    }

    @ParameterizedTest
    @MethodSource("times")
    void strictTimesAreThoseOfThePythonClientOrNone(JsonNode golden) {
        long strict = ScriptTimes.parse(golden.get("in").asText(), ScriptMode.STRICT);

        assertThat(strict).isIn(golden.get("out").asLong(), TimeRange.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0", "10,10", "947120,947120", "007,7", "15:47.12,947120", "5.1,5100", "5.12,5120", "5.129,5120",
        "75.00,75000", "1:02:03.4,3723400", "0.00,0", "2147483647,2147483647", "99:59:59.99,359999990"
    })
    void strictModeReadsMillisecondsAndSeconds(String text, long expected) {
        assertThat(CommandList.parseTime(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "+5", "-5", "-0", "1_000", " 5", "5 ", "\u0665", "\uFF15", "5.", ".5", ".", "5. 1", "5.+1",
        "1:75.00", "1:60:00.0", "15:47", "1:2:3:4.5", "1e3", "0x10", "1..5", "1.5.6", "2147483648",
        "2147483.648000000000000000", "99999999999999999999", "2147484.00", "9999999:00:00.00",
        ":5.5", "1::5.5"
    })
    void strictModeRefusesWhatOnlyLeniencyReads(String text) {
        assertThat(CommandList.parseTime(text)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "100,100,-1", "100-200,100,200", "200-100,100,200", "0-0,0,0", "2.00-3.00,2000,3000", "100-,-1,-1",
        "-100,-1,-1", "100-b,-1,-1", "a-100,-1,-1", "100-200-300,-1,-1", "5.-6,-1,-1", "-,-1,-1",
        "1 - 2,-1,-1"
    })
    void strictRangesHaveTwoGoodEndsOrNone(String text, long from, long to) {
        assertThat(CommandList.parseTimeRange(text)).isEqualTo(new TimeRange(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.00", "10,0.01", "5100,5.10", "59990,59.99", "60000,1:00.00", "947120,15:47.12",
        "3600000,1:00:00.00", "3723400,1:02:03.40", "359999990,99:59:59.99"
    })
    void timesAreWrittenWithHundredths(long timeMs, String expected) {
        assertThat(ScriptTimes.format(timeMs)).isEqualTo(expected);
    }

    @Test
    void writtenTimesReadBackInBothModes() {
        SplittableRandom random = new SplittableRandom(41);
        for (int i = 0; i < 20_000; i++) {
            long timeMs = random.nextLong(1L << random.nextInt(1, 31)) / 10 * 10;
            String text = ScriptTimes.format(timeMs);

            assertThat(ScriptTimes.parse(text, ScriptMode.STRICT)).as(text).isEqualTo(timeMs);
            assertThat(ScriptTimes.parse(text, ScriptMode.UPSTREAM)).as(text).isEqualTo(timeMs);
        }
    }

    @Test
    void whatHundredthsCannotSayIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ScriptTimes.format(-10));
        assertThatIllegalArgumentException().isThrownBy(() -> ScriptTimes.format(15));
    }

    /** What CPython 3.11 answers to int(text). */
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "5,5", " 5 ,5", "\u000b5\u000c,5", "\u30005,5", "\u00855\u00a0,5", "+5,5", "-0,0", "1_0,10",
        "\u0665_5,55", "\uff15,5", "\ud835\udfd8,0", "\uff19_\uff10,90",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808"
    })
    void wholeNumbersAreReadAsPythonReadsThem(String text, long expected) {
        assertThat(PythonText.toInt(text)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "+", "-", "\u001c5", "\u001c\u0665", "5\u001f", "+_5", "5_", "_5", "5__0", "- 5", "+-5", "\u00b2",
        "5\u0000", "1 2", "\u200b5", "\ufeff5", "0x10", "1e3", "5.0", "9223372036854775808",
        "-9223372036854775809", "99999999999999999999999999"
    })
    void whatPythonDoesNotReadIsNoNumber(String text) {
        assertThat(PythonText.toInt(text)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whiteSpaceIsWhatPythonStrips() {
        StringBuilder spaces = new StringBuilder();
        for (int c = 0; c < 0x10000; c++) {
            if (PythonText.isSpace(c)) {
                spaces.append((char) c);
            }
        }

        assertThat(spaces).hasSize(29);
        assertThat(PythonText.strip(spaces + "a b\u200b" + spaces)).isEqualTo("a b\u200b");
        assertThat(PythonText.strip(spaces.toString())).isEmpty();
    }
}
