package tmnf.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.InterruptsArrive;

/** The real program, stopped and killed: the same command goes on, and the end is the same dataset. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CaptureKillTest extends CaptureTestBase {

    @BeforeEach
    void races() throws IOException {
        for (int i = 0; i < 3; i++) {
            race("t" + i, 3);
        }
    }

    @Test
    void survivesEightKills() throws Exception {
        survives(8, 1);
    }

    @Test
    @Tag("chaos")
    void survivesAHundredKills() throws Exception {
        survives(100, 2);
    }

    private void survives(int kills, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < kills; i++) {
            try (ChildProcess process = start("img", "--workers", "2", "--game-dir", "game")) {
                process.runFor(600 + random.nextInt(1200));
                process.kill();
            }
            assertThat(halves()).as("after kill %d", i).isEmpty();
            if (i % 8 == 7) {
                delete("img"); // so that there is something to kill
            }
        }

        assertThat(capture("img", "--game-dir", "game").code()).isZero();
        assertThat(capture("calm").code()).isZero();
        assertThat(published("img")).isEqualTo(published("calm"));
        try (Stream<Path> files = Files.walk(cwd.resolve("game"))) {
            assertThat(files.filter(Files::isRegularFile)).as("files left in the game's folder")
                    .noneMatch(file -> file.toString().endsWith("Gbx") || file.toString().endsWith(".txt"));
        }
        try (Stream<Path> files = Files.walk(cwd.resolve("img/.capture"))) {
            assertThat(files.filter(Files::isRegularFile)).noneMatch(file ->
                    file.toString().contains("staging"));
        }
    }

    /** Folders of the dataset that are not whole. */
    private Stream<Path> halves() throws IOException {
        Path img = cwd.resolve("img");
        if (!Files.exists(img)) {
            return Stream.of();
        }
        try (Stream<Path> folders = Files.walk(img, 2)) {
            return folders.filter(folder -> img.relativize(folder).getNameCount() == 2)
                    .filter(folder -> !folder.toString().contains(".capture"))
                    .filter(folder -> !Files.exists(folder.resolve("metadata.json"))
                            || !Files.exists(folder.resolve("manifest.json"))).toList().stream();
        }
    }

    private void delete(String folder) throws IOException {
        Path root = cwd.resolve(folder);
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
    void aSignalTakesBackWhatIsAtWorkAndSaysWhatARepeatDoes(String signal, int code) throws Exception {
        InterruptsArrive.orSkip();
        try (ChildProcess process = start("img", "--workers", "2", "--running-speed", "2")) {
            assertThat(process.awaitWhileAlive(() -> process.output().contains("To capture: "))).isTrue();
            Thread.sleep(1_000);
            long sent = System.nanoTime();
            process.signal(signal);

            assertThat(process.exitCode()).as(process.output()).isEqualTo(code);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent)).isLessThan(4_000);
            assertThat(process.output()).contains("stopped: ", " replays left, the same command goes on")
                    .doesNotContain("\tat ");
        }
        assertThat(halves()).isEmpty();

        assertThat(capture("img").code()).isZero();
        assertThat(capture("calm").code()).isZero();
        assertThat(published("img")).isEqualTo(published("calm"));
    }
}
