package tmnf.cli.env;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The world around one run of the program, so that tests can give it another one.
 *
 * @param in raw stdin
 * @param out raw stdout
 * @param err raw stderr
 * @param variables the environment variables
 * @param terminals which of the three streams are terminals
 * @param width columns of the terminal, 0 when unknown
 * @param workingDirectory absolute directory of the caller
 * @param home absolute home directory of the user
 * @param installation folder of the checkout or distribution, when the launcher told us
 * @param windows whether this is Windows
 * @param ownsProcess whether signals are ours to handle
 * @param clock the time
 */
public record Environment(
        InputStream in, OutputStream out, OutputStream err, Map<String, String> variables,
        Set<Stream> terminals, int width, Path workingDirectory, Path home, Optional<Path> installation,
        boolean windows, boolean ownsProcess, Clock clock) {

    /** The three standard streams. */
    public enum Stream { IN, OUT, ERR }

    public Environment {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        variables = Map.copyOf(variables);
        terminals = Set.copyOf(terminals);
        Objects.requireNonNull(installation, "installation");
        Objects.requireNonNull(clock, "clock");
        if (!workingDirectory.isAbsolute() || !home.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + workingDirectory + ", " + home);
        }
    }

    /** An environment variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** The same world for a run inside this one: its own streams and directory, no terminal, no progress. */
    public Environment inside(Path directory, OutputStream innerOut, OutputStream innerErr) {
        Map<String, String> inner = new HashMap<>(variables);
        inner.put("TMNF_PROGRESS", "none");
        return new Environment(InputStream.nullInputStream(), innerOut, innerErr, inner, Set.of(), width, directory,
                home, installation, windows, false, clock);
    }

    /** Whether the stream is a terminal. */
    public boolean isTerminal(Stream stream) {
        return terminals.contains(stream);
    }
}
