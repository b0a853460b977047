package tmnf.exchange.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.api.Track;
import tmnf.exchange.download.FolderBusyException;

class PartialFileTest {

    private static final WalkedPage FIRST = new WalkedPage(6, 12, List.of(11L, 12L, 13L),
            List.of(11L, 13L), 4, 0, Map.of("awards", 1, "without id", 1), false);
    private static final WalkedPage SECOND =
            new WalkedPage(6, 15, List.of(14L, 15L), List.of(15L), 2, 1, Map.of(), true);

    @TempDir
    Path folder;

    private Path output;
    private Path file;

    @BeforeEach
    void names() {
        output = folder.resolve("ids.txt");
        file = folder.resolve("ids.txt.partial.jsonl");
    }

    private static Track track(long id, String name) {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("TrackId", id).put("TrackName", name);
        return new Track(id, name, "", -1, -1, "", Track.UNKNOWN_TIME, Track.UNKNOWN_TIME, -1, -1, List.of(),
                -1, -1, -1, row);
    }

    private static List<String> rows(PageLog log) throws IOException {
        List<String> rows = new ArrayList<>();
        log.rows(row -> rows.add(new String(row, StandardCharsets.US_ASCII)));
        return rows;
    }

    private void write() throws IOException {
        try (PartialFile log = new PartialFile(output, "quéstion")) {
            log.append(FIRST, List.of(track(11, "a\ud83d"), track(13, "{\"e\":\"page\"}\n")));
            log.append(SECOND, List.of(track(15, "é")));
        }
    }

    @Test
    void givesBackWhatItWasTold() throws Exception {
        write();

        try (PartialFile log = new PartialFile(output, "quéstion")) {
            assertThat(log.earlier()).containsExactly(FIRST, SECOND);
            assertThat(rows(log)).containsExactly("{\"TrackId\":11,\"TrackName\":\"a\\uD83D\"}",
                    "{\"TrackId\":13,\"TrackName\":\"{\\\"e\\\":\\\"page\\\"}\\n\"}",
                    "{\"TrackId\":15,\"TrackName\":\"\\u00E9\"}");
        }
    }

    @Test
    void dropsTheListOfAnotherQuestion() throws Exception {
        write();

        try (PartialFile log = new PartialFile(output, "other")) {
            assertThat(log.earlier()).isEmpty();
            assertThat(rows(log)).isEmpty();
        }
        try (PartialFile log = new PartialFile(output, "quéstion")) {
            assertThat(log.earlier()).isEmpty();
        }
    }

    @Test
    void endsBehindACompletePageWhereverTheFileIsCut() throws Exception {
        write();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += step(whole, length)) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (PartialFile log = new PartialFile(output, "quéstion")) {
                int pages = log.earlier().size();

                assertThat(List.of(FIRST, SECOND).subList(0, pages)).isEqualTo(log.earlier());
                assertThat(rows(log)).hasSize(pages == 0 ? 0 : pages + 1);
                log.append(SECOND, List.of());
            }
            try (PartialFile log = new PartialFile(output, "quéstion")) {
                assertThat(log.earlier()).last().isEqualTo(SECOND);
            }
        }
    }

    /** Every length around the end of a line, and some of the others. */
    private static int step(byte[] whole, int length) {
        for (int i = length; i < Math.min(whole.length, length + 11); i++) {
            if (whole[i] == '\n') {
                return Math.max(1, i - 1 - length);
            }
        }
        return length > 0 && whole[length - 1] == '\n' ? 1 : 9;
    }

    @Test
    void endsBeforeALineThatIsDamaged() throws Exception {
        write();
        String text = Files.readString(file).replace("\"after\":15", "\"after\"15");
        Files.writeString(file, text);

        try (PartialFile log = new PartialFile(output, "quéstion")) {
            assertThat(log.earlier()).containsExactly(FIRST);
        }
    }

    @Test
    void startsAfreshFromAFileThatIsNone() throws Exception {
        Files.write(file, new byte[10_000]);

        try (PartialFile log = new PartialFile(output, "quéstion")) {
            assertThat(log.earlier()).isEmpty();
            log.append(FIRST, List.of());
        }
        try (PartialFile log = new PartialFile(output, "quéstion")) {
            assertThat(log.earlier()).containsExactly(FIRST);
        }
    }

    @Test
    void knowsTheIncompleteListThatItWrote() throws Exception {
        write();
        try (PartialFile log = new PartialFile(output, "quéstion")) {
            assertThat(log.hasWritten(9)).isFalse();
            log.written(9);
        }

        try (PartialFile log = new PartialFile(output, "quéstion")) {
            assertThat(log.hasWritten(9)).isTrue();
            assertThat(log.hasWritten(8)).isFalse();
            assertThat(log.earlier()).hasSize(2);
        }
    }

    @Test
    void hasOneWriterAtATime() throws Exception {
        try (PartialFile log = new PartialFile(output, "q")) {
            assertThatThrownBy(() -> new PartialFile(output, "q")).isInstanceOf(FolderBusyException.class)
                    .hasMessageContaining("ids.txt");
            log.append(FIRST, List.of());
        }
        try (PartialFile log = new PartialFile(output, "q")) {
            assertThat(log.earlier()).containsExactly(FIRST);
            log.delete();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
