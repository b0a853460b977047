package tmnf.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether child processes can be interrupted: a shell that starts the build in the background makes it ignore
 * SIGINT, and a JVM that inherits this never sees one.
 */
public final class InterruptsArrive {

    private static final long SIGINT_BIT = 1 << 1;

    private InterruptsArrive() {
    }

    /** Skips the test where they don't. */
    public static void orSkip() throws IOException {
        assumeTrue(here(), "skipped: SIGINT is ignored by who started the tests");
    }

    /** Whether they do. */
    public static boolean here() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            String ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .findFirst().orElse("SigIgn: 0").replaceAll(".*\\s", "");
            return (Long.parseUnsignedLong(ignored, 16) & SIGINT_BIT) == 0;
        }
        return true;
    }
}
