package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Python where it is installed. */
record PythonProgram(int exit, String output) {

    private static final int SECONDS = 50;

    /** Runs python3; the test is skipped where there is none. */
    static PythonProgram run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("python-output.txt");
        Process process = null;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "SKIPPED: there is no python3");
        }
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("python3 ends in time").isTrue();
        return new PythonProgram(process.exitValue(), Files.readString(output));
    }
}
