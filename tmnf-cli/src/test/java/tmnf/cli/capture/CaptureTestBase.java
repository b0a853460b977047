package tmnf.cli.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.tminterface.sim.driver.DrivenReplays;

/** Replays of simulated drivers below the working directory, and their captures. */
abstract class CaptureTestBase extends CliTestBase {

    private static final String TIMESTAMP =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)";

    /** Of short races; driven once for all tests. */
    private static final List<DrivenReplays.Drive> DRIVES =
            DrivenReplays.drive("straight", 3, 1, () -> false);

    /** Writes up to three replays under a track id. */
    final void race(String trackId, int replays) throws IOException {
        Path folder = Files.createDirectories(cwd.resolve("maps/replays").resolve(trackId));
        for (int i = 0; i < replays; i++) {
            Files.write(folder.resolve("pos" + (i + 1) + ".replay.gbx"), DRIVES.get(i).file());
        }
    }

    /** Fast captures of all that {@link #race} wrote. */
    static List<String> words(String output, String... more) {
        List<String> words = new ArrayList<>(List.of("capture", "--sim", "--width", "32", "--height", "32",
                "--running-speed", "1000", "--output-dir", output));
        words.addAll(List.of(more));
        return words;
    }

    final CliRun capture(String output, String... more) {
        return tmnf(words(output, more).toArray(String[]::new));
    }

    /** Starts the command in a process of its own, slower, so that something can be done to it meanwhile. */
    final ChildProcess start(String output, String... more) throws IOException {
        List<String> words = words(output, "--running-speed", "50");
        words.addAll(List.of(more));
        return ChildProcess.tmnf(cwd, words);
    }

    /** All that is published below a folder, by name; moments in time left out of JSON. */
    final Map<String, String> published(String output) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        Path root = cwd.resolve(output);
        if (!Files.exists(root)) {
            return tree;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = shown(root.relativize(file));
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (!name.startsWith(".capture")) {
                    tree.put(name, name.endsWith(".json") ? text.replaceAll(TIMESTAMP, "TIME") : text);
                }
            }
        }
        return tree;
    }
}
