package tmnf.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import tmnf.cli.env.Environment;

/**
 * Runs commands in this process. Every test gets a home and a working directory of its own, an empty
 * environment, no terminal, and captured streams.
 */
public abstract class CliTestBase {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Whether paths are written with slashes, which they are not on Windows. */
    protected static final boolean SLASHES = FileSystems.getDefault().getSeparator().equals("/");

    /** What a run left behind. */
    public record CliRun(int code, String out, String err) {

        /** Stdout as the one JSON document that it must be. */
        public JsonNode json() {
            try {
                return JSON.reader().with(com.fasterxml.jackson.databind.DeserializationFeature
                        .FAIL_ON_TRAILING_TOKENS).readTree(out);
            } catch (IOException e) {
                throw new AssertionError("stdout is no single JSON document: " + out, e);
            }
        }
    }

    @TempDir
    Path scratch;
    /** Working directory of the command. */
    protected Path cwd;
    /** Home directory of the user. */
    protected Path home;
    /** Environment variables; a test may add some. */
    protected final Map<String, String> variables = new HashMap<>();
    /** Which streams are terminals. */
    protected final Set<Environment.Stream> terminals = EnumSet.noneOf(Environment.Stream.class);
    /** What can be read from stdin. */
    protected String stdin = "";
    /** Folder of the installation; null when unknown. */
    protected Path installation;
    /** The time. */
    protected Clock clock = Clock.systemUTC();
    /** Commands of the program; null for the real ones. */
    protected List<Class<?>> commands;

    @BeforeEach
    void makePlaces() throws IOException {
        cwd = Files.createDirectories(scratch.resolve("work"));
        home = Files.createDirectories(scratch.resolve("home"));
    }

    /** Runs one command. */
    protected CliRun tmnf(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = tmnf(out, err, args);
        return new CliRun(code, shown(out.toString(StandardCharsets.UTF_8)),
                shown(err.toString(StandardCharsets.UTF_8)));
    }

    /**
     * What a run printed, as it is where paths have slashes. Elsewhere paths get them, so that one
     * expectation holds everywhere, and lines end alike; JSON stays, since its backslashes escape, and so do
     * escapes of ours.
     */
    protected static String shown(String printed) {
        if (SLASHES || printed.startsWith("{")) {
            return printed;
        }
        return printed.replace("\r\n", "\n").replaceAll("\\\\(?!x[0-9a-f]{2})", "/");
    }

    /** A path as {@link CliRun} has it. */
    protected static String shown(Path path) {
        return shown(path.toString());
    }

    /** Runs one command on the given streams. */
    protected int tmnf(OutputStream out, OutputStream err, String... args) {
        Environment environment = environment(out, err);
        return (commands == null ? new Tmnf(environment) : new Tmnf(environment, commands)).run(args);
    }

    /** What a command finds around it now, with the given streams. */
    final Environment environment(OutputStream out, OutputStream err) {
        InputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
        return new Environment(in, out, err, variables, terminals, 100, cwd, home,
                Optional.ofNullable(installation), false, false, clock);
    }

    /** A port of this machine where nobody listens now. */
    protected static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /** Writes a text file below the working directory. */
    protected Path write(String file, String text) throws IOException {
        Path path = cwd.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    /** The folder that the sources of the project were checked out to. */
    protected static Path projectRoot() {
        return Path.of(System.getProperty("tmnf.root", "..")).toAbsolutePath().normalize();
    }
}
