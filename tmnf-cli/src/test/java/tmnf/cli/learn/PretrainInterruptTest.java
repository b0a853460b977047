package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.InterruptsArrive;

/** Ctrl+C in a pretraining, in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
@Timeout(180)
class PretrainInterruptTest extends PretrainTestBase {

    private static final Path ENCODER = Path.of("out/run_001/encoder.pt");

    private Process start(Path folder, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", System.getProperty("java.class.path")));
        String cache = System.getProperty("ENGINE_CACHE_DIR");
        if (cache != null) {
            command.add("-DENGINE_CACHE_DIR=" + cache);
        }
        command.add("tmnf.cli.Main");
        command.addAll(line("--threads", "1", "--data-dir", cwd.resolve("maps/img").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile()).start();
    }

    private static int end(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void kill(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void aSignalEndsItAfterTheStepAndResumingGivesTheSameWeights() throws Exception {
        InterruptsArrive.orSkip();
        dataset();
        Path stopped = Files.createDirectories(cwd.resolve("stopped"));
        Path calm = Files.createDirectories(cwd.resolve("calm"));
        Process process = start(stopped, "--epochs", "100000");
        try {
            while (process.isAlive() && !printed(stopped).contains("epoch 3/")) {
                Thread.sleep(10);
            }
            kill("INT", process);
            assertThat(end(process)).as(printed(stopped)).isEqualTo(130);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(printed(stopped)).contains("stopping after the current step; once more ends at once, and"
                + " the same command with --resume then goes on",
                "stopped: ", " epochs done; the same command with --resume goes on",
                "Next: tmnf init-iqn --encoder-pt ").doesNotContain("\tat ");
        assertThat(stopped.resolve(ENCODER)).exists();
        int done = Files.readAllLines(stopped.resolve("out/run_001/metrics.csv")).size() - 1;
        String epochs = Integer.toString(done + 2);

        assertThat(end(start(stopped, "--epochs", epochs, "--resume"))).isZero();
        assertThat(end(start(calm, "--epochs", epochs))).isZero();

        assertThat(stopped.resolve(ENCODER)).hasSameBinaryContentAs(calm.resolve(ENCODER));
    }

    private static String printed(Path folder) throws IOException {
        return Files.readString(folder.resolve("printed"));
    }
}
