package tmnf.tminterface.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One running plugin host with our plugin in it, on a port of its own. Its log is read by a thread that ends
 * with the process; it ends by itself after two minutes should nobody stop it.
 */
final class PluginHost {
    static final Path PLUGIN =
            Path.of(System.getProperty("tmnf.root"), "tmnf-tminterface/plugin/TmnfLink.as");

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final int port;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private PluginHost(Process process, int port) {
        this.process = process;
        this.port = port;
        this.reader = new Thread(this::readLog, "tmnf-plugin-host-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** The program that {@code .ci/plugin-host} builds; it need not exist. */
    static Path program() {
        return Path.of(System.getProperty("tmnf.plugin.host"));
    }

    /** Starts a host and waits until the plugin listens, on another port if somebody else took the first. */
    static PluginHost start(Path scripts, String... options) throws IOException, InterruptedException {
        PluginHost host = startOn(freePort(), scripts, options);
        for (int retry = 0; retry < 3 && host.log().contains("can't listen"); retry++) {
            host.stop();
            host = startOn(freePort(), scripts, options);
        }
        return host;
    }

    private static PluginHost startOn(int port, Path scripts, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program().toString(), PLUGIN.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("--port", Integer.toString(port), "--scripts", scripts.toString(),
                "--seconds", "120"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        PluginHost host = new PluginHost(process, port);
        try {
            host.awaitLog(" on port " + port, START_LIMIT);    // it listens, or can't
        } catch (AssertionError e) {
            host.stop();
            throw e;
        }
        return host;
    }

    int port() {
        return port;
    }

    String log() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Waits until the log contains a text; fails with the log when it doesn't come. */
    void awaitLog(String text, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lines) {
            while (lines.stream().noneMatch(line -> line.contains(text))) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || ended) {
                    throw new AssertionError("the plugin host never logged '" + text + "':\n" + log());
                }
                lines.wait(left);
            }
        }
    }

    /** Ends the process, by force if it must be, and returns its exit status. */
    int stop() throws InterruptedException {
        process.toHandle().destroy();    // unlike Process.destroy it leaves the log readable to its end
        boolean obeyed = process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (!obeyed) {
            process.destroyForcibly();
        }
        int status = process.waitFor();
        reader.join(STOP_LIMIT.toMillis());
        return obeyed ? status : -1;
    }

    private void readLog() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("log lost: " + e);
        }
        synchronized (lines) {
            ended = true;
            lines.notifyAll();
        }
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
