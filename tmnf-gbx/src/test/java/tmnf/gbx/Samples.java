package tmnf.gbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real game files for tests. They stay out of the repository: {@code TMNF_SAMPLES} names their folder, else a
 * folder {@code shared/samples} beside the project is looked for. Tests that need them are skipped where they
 * are absent.
 */
public final class Samples {

    private Samples() {}

    public static Optional<Path> folder() {
        String configured = System.getenv("TMNF_SAMPLES");
        if (configured != null && !configured.isEmpty()) {
            return Optional.of(Path.of(configured)).filter(Files::isDirectory);
        }
        Path base = Path.of("").toAbsolutePath();
        for (int up = 0; base != null && up <= 2; up++, base = base.getParent()) {
            Path candidate = base.resolve("shared").resolve("samples");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The folder, or the test that asks is skipped, which says so. */
    public static Path required() {
        Optional<Path> folder = folder();
        Assumptions.assumeTrue(folder.isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
        return folder.orElseThrow();
    }

    /** Recordings of the Python originals, beside the samples; the test that asks is skipped without them. */
    public static Path golden(String group) {
        Path golden = required().resolveSibling("golden").resolve(group);
        Assumptions.assumeTrue(Files.isDirectory(golden), "SKIPPED: no recordings " + golden);
        return golden;
    }

    /** Files of a sub-folder in the order of their names. */
    public static List<Path> files(Path samples, String subFolder) {
        try (Stream<Path> files = Files.list(samples.resolve(subFolder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
