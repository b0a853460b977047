package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code tmnf pretrain} as a step of {@code tmnf pipeline}, which goes on where it was interrupted. */
@Timeout(120)
class PretrainInPipelineTest extends PretrainTestBase {

    @Test
    void theSamePipelineGoesOnWithTheRunThatItBegan() throws IOException {
        dataset();
        write("p.yaml", """
                steps:
                  - pretrain --output-dir out --run-name nightly --resume --epochs 1 --batch-size 16
                """);
        write("config/tmnf.yaml", "pretrain:\n  threads: 1\n  max-runtime: 1ms\n");

        CliRun stopped = tmnf("pipeline", "p.yaml");

        assertThat(stopped.code()).as(stopped.err()).isEqualTo(75);
        assertThat(stopped.err()).contains("There is no run out/nightly to go on with yet: it begins",
                "the time of --max-runtime is over", "tmnf pipeline p.yaml goes on there");
        assertThat(cwd.resolve("out/nightly/encoder.pt")).doesNotExist();

        write("config/tmnf.yaml", "pretrain:\n  threads: 1\n"); // another night, with time enough
        CliRun on = tmnf("pipeline", "p.yaml");

        assertThat(on.code()).as(on.err()).isZero();
        assertThat(on.err()).doesNotContain("There is no run");
        assertThat(cwd.resolve("out/nightly/encoder.pt")).exists();
        try (Stream<Path> runs = Files.list(cwd.resolve("out"))) {
            assertThat(runs).as("no other run was begun").containsExactly(cwd.resolve("out/nightly"));
        }
    }
}
