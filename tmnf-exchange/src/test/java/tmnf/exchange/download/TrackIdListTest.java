package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.filter.TrackListException;

class TrackIdListTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "12\n7\n", "12\n7", "12\r\n7\r\n", "12\r7\r", "\uFEFF12\n7\n", "# popular\n\n12\n  \n 7\t\n#end",
        "\u00A012\n\u30007\n",
        "012\n7\n",
    })
    void readsOneIdALine(String text) throws IOException {
        assertThat(parse(text, StandardCharsets.UTF_8, false).ids()).containsExactly(12L, 7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM"})
    void readsWhatPowerShellWrites(String charset) throws IOException {
        assertThat(parse("12\r\n7\r\n", Charset.forName(charset), false).ids()).containsExactly(12L, 7L);
    }

    @Test
    void takesEachIdOnceAndCountsTheOthers() throws IOException {
        TrackIdList list = parse("12\n7\n12\n12\n007\n", StandardCharsets.UTF_8, false);

        assertThat(list.ids()).containsExactly(12L, 7L);
        assertThat(list.duplicates()).isEqualTo(3);
        assertThat(list.skipped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "²", "12345678901234567890", "-5", "+5", "0", "1.5", "A01-Race", "12 7", "12,7", "٣", "1_000",
        "0x10"})
    void refusesWhatIsNoId(String line) {
        assertThatThrownBy(() -> parse("12\n" + line + "\n7\n", StandardCharsets.UTF_8, false))
                .isInstanceOf(TrackListException.class)
                .hasMessage("ids.txt, line 2: \"" + line + "\" is no track id");
    }

    @Test
    void namesAllWrongLinesOrTheFirst() {
        assertThatThrownBy(() -> parse("a\n1\nb\n", StandardCharsets.UTF_8, false))
                .hasMessage("ids.txt, line 1: \"a\", line 3: \"b\" are no track ids");
        assertThatThrownBy(() -> parse("x\n".repeat(50), StandardCharsets.UTF_8, false))
                .hasMessageEndingWith("and 30 more are no track ids");
        assertThatThrownBy(() -> parse("x".repeat(5_000), StandardCharsets.UTF_8, false))
                .hasMessage("ids.txt, line 1: \"" + "x".repeat(40) + "...\" is no track id");
    }

    @Test
    void passesOverWrongLinesWhenLenient() throws IOException {
        TrackIdList list = parse("12\nx\n7\n²\n", StandardCharsets.UTF_8, true);

        assertThat(list.ids()).containsExactly(12L, 7L);
        assertThat(list.skipped()).containsExactly("line 2: \"x\"", "line 4: \"²\"");
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> parse("GBX\0\0", StandardCharsets.UTF_8, true))
                .isInstanceOf(TrackListException.class);
    }

    @Test
    void readsAnEmptyList() throws IOException {
        TrackIdList list = parse("", StandardCharsets.UTF_8, false);

        assertThat(list).isEqualTo(new TrackIdList(List.of(), 0, List.of()));
    }

    private static TrackIdList parse(String text, Charset charset, boolean lenient) throws IOException {
        return TrackIdList.parse("ids.txt", text.getBytes(charset), lenient);
    }
}
