package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.rl.config.TrainSettings;

class RlSettingsWatchTest {

    @TempDir
    private Path temp;

    private Path file;
    private RlSettingsWatch watch;

    @BeforeEach
    void beginWithAFile() throws IOException {
        file = temp.resolve("run.yaml");
        write("training: {n_steps: 3}\n", 1);
        watch = new RlSettingsWatch(file, Path.of("run.yaml"), sections -> sections.put("tmnf",
                Map.of("seed", 9)));
    }

    private void write(String text, long time) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(time));
    }

    @Test
    void aChangedTextIsToldOnceWithWhatTheOptionsSay() throws Exception {
        assertThat(watch.changed()).contains(Map.of("training", Map.of("n_steps", 3), "tmnf",
                Map.of("seed", 9)));
        assertThat(watch.changed()).isEmpty();
        write("training: {n_steps: 4}\n", 2);
        assertThat(watch.changed().orElseThrow().get("training")).isEqualTo(Map.of("n_steps", 4));
        write("training: {n_steps: 4}\n", 3);
        assertThat(watch.changed()).isEmpty();
        write("training: {n_steps: 40}\n", 3);
        assertThat(watch.changed()).isPresent();
    }

    @Test
    void aFileThatWasWrittenJustNowIsReadAgainWhateverItsTimeSays() throws Exception {
        long now = System.currentTimeMillis() + 60_000;
        write("training: {n_steps: 4}\n", now);
        assertThat(watch.changed()).isPresent();
        write("training: {n_steps: 5}\n", now);
        assertThat(watch.changed()).isPresent();
    }

    @Test
    void aFileThatCannotBeReadSaysWhyAndIsReadWhenItIsMended() throws Exception {
        write("training: {n_steps: [}\n", 2);
        assertThatThrownBy(() -> watch.changed()).isInstanceOf(IOException.class)
                .hasMessageContaining("run.yaml");
        Files.delete(file);
        assertThatThrownBy(() ->
                watch.changed()).isInstanceOf(IOException.class).hasMessage("run.yaml is gone");
        write("training: {n_steps: 5}\n", 3);
        assertThat(watch.changed()).isPresent();
    }

    @Test
    void theSnapshotIsReadAgainAsItWas() throws Exception {
        Map<String, Object> read = RlSettingsFile.parse(watch.text(TrainSettings.DEFAULT), file);
        assertThat(TrainSettings.of(read)).isEqualTo(TrainSettings.DEFAULT);
    }
}
