package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The streams of a real process, which behave otherwise than those that tests put in their place. */
@Timeout(60)
class RealStreamsTest {

    @TempDir
    Path folder;

    @Test
    void aTrackListComesThroughAPipe() throws Exception {
        Files.createDirectories(folder.resolve("replays"));

        try (ChildProcess child = ChildProcess.java(
                folder, List.of(), "tmnf.cli.Main", "filter", "-i", "-", "-o", "-", "-r", "replays")) {
            child.input("924307\nA01-Race\n");

            assertThat(child.exitCode()).as(child.err()).isZero();
            assertThat(child.out()).isEqualTo("924307\nA01-Race\n");
        }
    }
}
