package tmnf.rl.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that somebody else has had open. */
class CsvLogTest {

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("races.csv");
    }

    @Test
    void theMarkThatSpreadsheetsPutInFrontIsNoPartOfAName() throws IOException {
        Files.writeString(file, "\uFEFFframes,zone\r\n5,1\r\n7,2\r\n");

        assertThat(frames()).containsExactly(5L, 7L);
    }

    @Test
    void aTableWithoutFramesIsRefusedAndStaysAsItIs() throws IOException {
        String text = "frames;zone\n5;1\n";
        Files.writeString(file, text);

        assertThatThrownBy(this::frames).isInstanceOf(IOException.class).hasMessageContaining("races.csv")
                .hasMessageContaining("no column frames");
        assertThatThrownBy(() -> CsvLog.open(file, "frames,zone", 9, row -> row.count("frames"),
                Long::longValue, Object::toString, new ArrayList<>())).isInstanceOf(IOException.class);
        assertThat(file).hasContent(text);
    }

    @Test
    void anEmptyFileHasNoRows() throws IOException {
        Files.writeString(file, "");

        assertThat(frames()).isEmpty();
    }

    private List<Long> frames() throws IOException {
        return CsvLog.read(file, row -> row.count("frames"));
    }
}
