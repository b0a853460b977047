package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeFilesTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "12, 12/b.Challenge.Gbx",
        "13, 13.Challenge.Gbx",
        "14, 14.challenge.gbx",
        "15, 15.CHALLENGE.GBX",
        "123, A_123-x.Challenge.Gbx",
        "16, 16.Challenge.Gbx",
        "A01-Race, A01-Race.Challenge.Gbx",
        "A01,",
        "1234,",
        "567,",
        "..,",
    })
    void findsTheFileOfATrack(String track, String expected) throws IOException {
        write("12/z.Challenge.Gbx", "12/b.Challenge.Gbx", "12/a.Replay.Gbx", "12.Challenge.Gbx",
                "13.Challenge.Gbx", "13.challenge.gbx", "14.challenge.gbx", "15.CHALLENGE.GBX",
                "1234567.Challenge.Gbx", "A_123-x.Challenge.Gbx", "16.Challenge.Gbx", "16/readme.txt",
                "A01-Race.Challenge.Gbx");

        Path found = ChallengeFiles.list(dir).find(track).orElse(null);

        assertThat(found).isEqualTo(expected == null ? null : dir.resolve(expected));
    }

    @Test
    void aMissingFolderHasNoFiles() throws IOException {
        assertThat(ChallengeFiles.list(dir.resolve("none")).find("1")).isEmpty();
    }

    private void write(String... files) throws IOException {
        for (String file : files) {
            Files.createDirectories(dir.resolve(file).getParent());
            Files.writeString(dir.resolve(file), "");
        }
    }
}
