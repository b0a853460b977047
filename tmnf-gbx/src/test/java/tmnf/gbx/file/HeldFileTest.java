package tmnf.gbx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {

    @TempDir
    Path temp;

    @Test
    void hasOneOwnerAtATimeByWhicheverPath() throws IOException {
        Path file = temp.resolve("lock");
        HeldFile first = HeldFile.tryTake(file).orElseThrow();
        assertThat(HeldFile.tryTake(file)).isEmpty();
        assertThat(HeldFile.tryTake(temp.resolve("../" + temp.getFileName() + "/lock"))).isEmpty();
        HeldFile.tryTake(temp.resolve("another")).orElseThrow().close();
        first.close();

        try (HeldFile second = HeldFile.tryTake(file).orElseThrow()) {
            first.close();
            assertThat(HeldFile.tryTake(file)).as("closed twice, the first took nothing from " + second)
                    .isEmpty();
        }
        assertThat(file).exists();
    }

    @Test
    void aFolderThatIsMissingLeavesNothingHeld() throws IOException {
        Path file = temp.resolve("later/lock");
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> HeldFile.tryTake(file));
        Files.createDirectories(file);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> HeldFile.tryTake(file));
        Files.delete(file);
        HeldFile.tryTake(file).orElseThrow().close();
    }
}
