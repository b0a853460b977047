package tmnf.capture.dataset.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonShuffleTest {

    private static List<String> tracks(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> String.format("t%04d", i)).toList());
    }

    /** Recorded with the Python tools, see golden pretrain/split.json. */
    @ParameterizedTest
    @CsvSource({
        "5, 42, t0003 t0001 t0002 t0004 t0000",
        "10, 42, t0007 t0003 t0002 t0008 t0005 t0006 t0009 t0004 t0000 t0001",
        "10, 20240607, t0002 t0003 t0008 t0005 t0001 t0004 t0000 t0007 t0006 t0009"
    })
    void shufflesAsPythonDoes(int count, long seed, String expected) {
        List<String> tracks = tracks(count);
        new PythonShuffle(seed).shuffle(tracks);
        assertThat(tracks).containsExactly(expected.split(" "));
    }

    @Test
    void takesSeedsBeyond32Bits() {
        List<String> tracks = tracks(300);
        new PythonShuffle(123_456_789_012L).shuffle(tracks);
        assertThat(tracks.subList(0, 3)).containsExactly("t0233", "t0260", "t0231");
    }

    @Test
    void validatesWithATruncatedPartAndNeverWithTheOnlyTrack() {
        assertThat(CacheSamples.validation(tracks(1), 0.1, 42)).isEmpty();
        assertThat(CacheSamples.validation(tracks(2), 0.1, 42)).isEqualTo(Set.of("t0001"));
        assertThat(CacheSamples.validation(tracks(5), 0.4, 42)).isEqualTo(Set.of("t0003", "t0001"));
        assertThat(CacheSamples.validation(tracks(5), 0, 42)).isEmpty();
    }
}
