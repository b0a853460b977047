package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start loads, and that it stays short. */
class StartUpTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"--help", "--version", "inspect --help", "version"})
    void aStartLoadsNoHeavyLibrary(String line) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        try (ChildProcess child = ChildProcess.java(folder,
                List.of("-Xlog:class+load:file=classes.log:none"), Main.class.getName(), line.split(" "))) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.err()).isEmpty();
        }

        try (Stream<String> loaded = Files.lines(log)) {
            assertThat(loaded.filter(name -> name.startsWith("ai.djl.") || name.startsWith("com.sun.jna.")
                    || name.startsWith("okhttp3.") || name.startsWith("com.twelvemonkeys.")
                    || name.startsWith("com.fasterxml.jackson.") || name.startsWith("org.yaml.")
                    || name.startsWith("ch.qos.logback."))).isEmpty();
        }
    }

    @Test
    void aStartStaysWithinItsBudgetEvenWithoutSharedClassData() throws IOException, InterruptedException {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = System.nanoTime();
            String main = Main.class.getName();
            try (ChildProcess child = ChildProcess.java(folder, List.of(), main, "--version")) {
                assertThat(child.exitCode()).isZero();
            }
            best = Math.min(best, (System.nanoTime() - before) / 1_000_000);
        }

        assertThat(best).as("milliseconds, on a machine that others use too").isLessThan(2_500);
    }
}
