package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrackListTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("plain", "1\n2\n", List.of("1", "2")),
                Arguments.of("no last line end", "1\n2", List.of("1", "2")),
                Arguments.of("CRLF", "1\r\n2\r\n", List.of("1", "2")),
                Arguments.of("old Mac line ends", "1\r2\r", List.of("1", "2")),
                Arguments.of("byte order mark", "\uFEFF1\n2\n", List.of("1", "2")),
                Arguments.of("blanks and empty lines", "  1 \n\n\t\n2\u00A0\n", List.of("1", "2")),
                Arguments.of("comments", "# best\n1\n  # 2\n2#3\n", List.of("1", "2#3")),
                Arguments.of("names instead of numbers", "A01-Race\nB02 Race\n",
                        List.of("A01-Race", "B02 Race")),
                Arguments.of("empty", "", List.of()),
                Arguments.of("order and duplicates", "3\n1\n3\n", List.of("3", "1", "3")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void readsTextAsUsersWriteIt(String name, String text, List<String> ids) throws Exception {
        TrackList list = TrackList.parse("list", text.getBytes(StandardCharsets.UTF_8), FilterStyle.DEFAULT);

        assertThat(list.ids()).isEqualTo(ids);
    }

    @Test
    void upstreamKnowsNoComments() throws Exception {
        TrackList list =
                TrackList.parse("list", "# a\n1\n".getBytes(StandardCharsets.UTF_8), FilterStyle.UPSTREAM);

        assertThat(list.ids()).containsExactly("# a", "1");
    }

    @Test
    void readsUtf16WithAMark() throws Exception {
        byte[] bytes = "\uFEFF12\r\n34\r\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(TrackList.parse("list", bytes, FilterStyle.DEFAULT).ids()).containsExactly("12", "34");
    }

    @Test
    void replacesUndecodableBytes() throws Exception {
        byte[] bytes = {'1', '\n', (byte) 0xFF, '2', '\n'};

        assertThat(TrackList.parse("list", bytes, FilterStyle.DEFAULT).ids()).containsExactly("1", "\uFFFD2");
    }

    @Test
    void namesDuplicatesOnce() {
        TrackList list = TrackList.of(List.of("3", "1", "3", "2", "3", "1"));

        assertThat(list.duplicates()).containsExactly("3", "1");
        assertThat(list.distinct()).containsExactly("3", "1", "2");
    }

    @Test
    void refusesBinaryFiles() {
        assertThatThrownBy(() -> TrackList.parse("x.gbx", new byte[] {'G', 'B', 'X', 6, 0},
                FilterStyle.DEFAULT))
                .isInstanceOf(TrackListException.class)
                .hasMessageContaining("x.gbx");
    }

    @Test
    void throwsForAMissingFile(@TempDir Path dir) {
        assertThatThrownBy(() -> TrackList.read(dir.resolve("none.txt"), FilterStyle.DEFAULT))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void formatsOneIdALineAndNothingForNone() {
        assertThat(TrackList.format(List.of("2", "1"))).isEqualTo("2\n1\n");
        assertThat(TrackList.format(List.of())).isEmpty();
    }
}
