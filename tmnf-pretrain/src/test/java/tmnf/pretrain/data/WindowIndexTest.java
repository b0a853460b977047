package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.Samples;

class WindowIndexTest {

    private static final List<ReplayFrames> REPLAYS = List.of(ReplayFrames.readable("1", "a", 0, 4),
            ReplayFrames.readable("1", "b", 4, 2), ReplayFrames.readable("2", "a", 6, 3));

    private static int[] firsts(List<ReplayFrames> replays, int length) {
        return WindowIndex.of(replays, length, track -> true).firsts();
    }

    @Test
    void windowsSlideByOneAndEndWithTheirReplay() {
        assertThat(firsts(REPLAYS, 1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(firsts(REPLAYS, 2)).containsExactly(0, 1, 2, 4, 6, 7);
        assertThat(firsts(REPLAYS, 3)).containsExactly(0, 1, 6);
        assertThat(firsts(REPLAYS, 5)).isEmpty();
    }

    @Test
    void takesTheWantedTracksOnly() {
        WindowIndex windows = WindowIndex.of(REPLAYS, 2, Set.of("2")::contains);

        assertThat(windows.firsts()).containsExactly(6, 7);
        assertThat(windows.count()).isEqualTo(2);
        assertThat(windows.length()).isEqualTo(2);
        assertThat(windows.first(1)).isEqualTo(7);
        assertThat(WindowIndex.of(REPLAYS, 2, track -> false).count()).isZero();
    }

    @Test
    void noWindowHoldsAFrameThatCouldNotBeRead() {
        BitSet unreadable = new BitSet();
        unreadable.set(3);
        unreadable.set(6);
        List<ReplayFrames> replays = List.of(ReplayFrames.readable("1", "a", 0, 5),
                new ReplayFrames("1", "b", 5, 10, unreadable));

        assertThat(firsts(replays, 1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14);
        assertThat(firsts(replays, 3)).containsExactly(0, 1, 2, 5, 12);
    }

    @Test
    void firstsAreACopyAndLengthsBelowOneAreRefused() {
        WindowIndex windows = WindowIndex.of(REPLAYS, 1, track -> true);
        windows.firsts()[0] = 5;

        assertThat(windows.first(0)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> firsts(REPLAYS, 0)).withMessageContaining("0");
    }

    /** The same files in the same order as upstream's own data set over the same folder. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void windowsAreThoseOfUpstream(int length) throws IOException {
        Path golden = Samples.golden("pretrain").resolve("dataset");
        List<String> files = new ArrayList<>();
        List<ReplayFrames> replays = new ArrayList<>();
        for (Path track : sorted(golden.resolve("img"))) {
            for (Path replay : sorted(track)) {
                int first = files.size();
                sorted(replay).stream().filter(file -> file.getFileName().toString().startsWith("frame_"))
                        .forEach(file -> files.add(golden.resolve("img").relativize(file).toString()
                                .replace('\\', '/')));
                replays.add(ReplayFrames.readable(track.getFileName().toString(),
                        replay.getFileName().toString(), first, files.size() - first));
            }
        }
        JsonNode expected = new ObjectMapper().readTree(golden.resolve("expected.json").toFile())
                .get("level0_n_stack_" + length);
        List<List<String>> wanted = new ArrayList<>();
        for (JsonNode window : expected) {
            List<String> names = new ArrayList<>();
            window.forEach(name -> names.add(name.asText()));
            wanted.add(names);
        }

        WindowIndex windows = WindowIndex.of(replays, length, track -> true);

        List<List<String>> seen = new ArrayList<>();
        for (int i = 0; i < windows.count(); i++) {
            seen.add(files.subList(windows.first(i), windows.first(i) + length));
        }
        assertThat(seen).isEqualTo(wanted).isNotEmpty();
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
