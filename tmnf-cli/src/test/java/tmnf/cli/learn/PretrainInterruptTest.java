package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.ChildProcess;
import tmnf.cli.InterruptsArrive;

/** Ctrl+C in a pretraining, in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
@Timeout(180)
class PretrainInterruptTest extends PretrainTestBase {

    private static final Path ENCODER = Path.of("out/run_001/encoder.pt");

    private ChildProcess start(Path folder, String... more) throws IOException {
        List<String> words = new ArrayList<>(
                line("--threads", "1", "--data-dir", cwd.resolve("maps/img").toString()));
        words.addAll(List.of(more));
        return ChildProcess.tmnf(folder, List.of("-Xmx512m"), words);
    }

    private static void requireWhole(ChildProcess process) throws IOException, InterruptedException {
        try (process) {
            assertThat(process.exitCode(60)).as(process.output()).isZero();
        }
    }

    @Test
    void aSignalEndsItAfterTheStepAndResumingGivesTheSameWeights() throws Exception {
        InterruptsArrive.orSkip();
        dataset();
        Path stopped = Files.createDirectories(cwd.resolve("stopped"));
        Path calm = Files.createDirectories(cwd.resolve("calm"));
        try (ChildProcess process = start(stopped, "--epochs", "100000")) {
            process.awaitOutput("epoch 3/");
            process.signal("INT");
            assertThat(process.exitCode(60)).as(process.output()).isEqualTo(130);
            assertThat(process.output()).contains("stopping after the current step; once more ends at once,"
                    + " and the same command with --resume then goes on",
                    "stopped: ", " epochs done; the same command with --resume goes on",
                    "Next: tmnf init-iqn --encoder-pt ").doesNotContain("\tat ");
        }
        assertThat(stopped.resolve(ENCODER)).exists();
        int done = Files.readAllLines(stopped.resolve("out/run_001/metrics.csv")).size() - 1;
        String epochs = Integer.toString(done + 2);

        requireWhole(start(stopped, "--epochs", epochs, "--resume"));
        requireWhole(start(calm, "--epochs", epochs));

        assertThat(stopped.resolve(ENCODER)).hasSameBinaryContentAs(calm.resolve(ENCODER));
    }
}
