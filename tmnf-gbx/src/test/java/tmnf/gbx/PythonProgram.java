package tmnf.gbx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program in Python that has ended, for tests. The interpreter is the first that imports the modules that
 * the program needs: what {@code TMNF_TEST_PYTHON} names, else {@code python3}, {@code /usr/bin/python3} or
 * {@code python}. Where none does, the test is skipped.
 *
 * @param exit status
 * @param out what it printed, lines ended as in Java
 * @param err its messages
 */
public record PythonProgram(int exit, String out, String err) {

    private static final int SECONDS = 50;

    /** Found interpreters by the modules that they import. */
    private static final Map<List<String>, Optional<String>> FOUND = new ConcurrentHashMap<>();

    /** Both streams. */
    public String output() {
        return out + err;
    }

    /**
     * Runs a program that needs nothing but Python.
     *
     * @param folder for files that take what it prints
     */
    public static PythonProgram run(Path folder, String... arguments)
            throws IOException, InterruptedException {
        return run(List.of(), folder, arguments);
    }

    /** Runs a program that imports modules, such as {@code torch}. */
    public static PythonProgram run(List<String> modules, Path folder, String... arguments)
            throws IOException, InterruptedException {
        return start(required(modules), folder, arguments);
    }

    /** The interpreter, or the test that asks is skipped, which says so. */
    public static String required(List<String> modules) {
        Optional<String> interpreter = FOUND.computeIfAbsent(modules, PythonProgram::find);
        Assumptions.assumeTrue(interpreter.isPresent(), "SKIPPED: no Python"
                + (modules.isEmpty() ? "" : " that imports " + String.join(" and ", modules))
                + " (set TMNF_TEST_PYTHON)");
        return interpreter.orElseThrow();
    }

    private static Optional<String> find(List<String> modules) {
        List<String> candidates = new ArrayList<>(List.of("python3", "/usr/bin/python3", "python"));
        String configured = System.getenv("TMNF_TEST_PYTHON");
        if (configured != null && !configured.isEmpty()) {
            candidates.add(0, configured);
        }
        String program = "import sys" + modules.stream().map(name -> ", " + name).reduce("", String::concat);
        return candidates.stream().filter(candidate -> imports(candidate, program)).findFirst();
    }

    private static boolean imports(String interpreter, String program) {
        try {
            Path folder = Files.createTempDirectory("python");
            try {
                return start(interpreter, folder, "-c", program).exit == 0;
            } finally {
                Files.deleteIfExists(folder.resolve("python-out.txt"));
                Files.deleteIfExists(folder.resolve("python-err.txt"));
                Files.delete(folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static PythonProgram start(String interpreter, Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(interpreter));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("python-out.txt");
        Path err = folder.resolve("python-err.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        // A test has about one processor, and threads of these libraries wait by spinning.
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        Process process = builder.start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Python did not end in " + SECONDS + " s: " + text(out) + text(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return new PythonProgram(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
