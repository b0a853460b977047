package tmnf.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tmnf.cli.env.Environment;

/**
 * Runs typical commands with their output thrown away, so that a JVM that records class data sees the classes
 * that later runs load. The launcher starts it once after a build; it reads and writes nothing.
 */
final class ClassListing {

    private static final List<String[]> RUNS = List.of(
            new String[] {"--help"},
            new String[] {"help", "help"},
            new String[] {"--color=always", "version"},
            new String[] {"version", "--json"},
            new String[] {"version", "--json-lines"},
            new String[] {"config", "show"},
            new String[] {"inspect", "--json", "no-such-file"},
            new String[] {"filter", "no-respawn", "--help"},
            new String[] {"filter", "no-respawn", "--input", "no-such-file"},
            new String[] {"filter", "maptype", "--input", "no-such-file"},
            new String[] {"fix-names", "--dry-run", "--replays-dir", "no-such-folder"},
            new String[] {"script", "no-such-file"},
            new String[] {"download", "--track-ids", "no-such-file"},
            new String[] {"download", "status", "--replays-dir", "no-such-folder"},
            new String[] {"vresion"});

    private ClassListing() {
    }

    /** Runs them all. */
    public static void main(String[] args) {
        Path nowhere = Path.of("").toAbsolutePath();
        Environment environment = new Environment(new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Map.of(), Set.of(), 100,
                nowhere, nowhere, Optional.empty(), false, false, Clock.systemUTC());
        for (String[] run : RUNS) {
            new Tmnf(environment).run(run);
        }
    }
}
