package tmnf.cli.learn;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;

import tmnf.cli.CliTestBase;

/** A small dataset in {@code maps/img}: three tracks, two replays each, a bar that moves over a slope. */
abstract class PretrainTestBase extends CliTestBase {

    static final int FRAMES = 12;

    /** The engine starts once in this process; other tests may keep the processors busy. */
    @BeforeEach
    void useOneThread() {
        variables.put("TMNF_PRETRAIN__THREADS", "1");
    }

    final void dataset() throws IOException {
        for (int track = 1; track <= 3; track++) {
            for (int replay = 1; replay <= 2; replay++) {
                Path folder = Files.createDirectories(
                        cwd.resolve("maps/img/" + track + "/pos" + replay + "_a_1100ms"));
                for (int k = 0; k < FRAMES; k++) {
                    ImageIO.write(picture(bar(track, replay, k)), "jpeg",
                            folder.resolve(String.format("frame_%05d_%dms.jpeg", k, 100 * k)).toFile());
                }
            }
        }
    }

    /** The same, and in its manifests what is pressed: left of the middle one action, right of it another. */
    final void labelledDataset() throws IOException {
        dataset();
        for (int track = 1; track <= 3; track++) {
            for (int replay = 1; replay <= 2; replay++) {
                StringBuilder entries = new StringBuilder();
                StringBuilder actions = new StringBuilder();
                for (int k = 0; k < FRAMES; k++) {
                    int action = bar(track, replay, k) % 64 < 32 ? 1 : 2;
                    entries.append(k == 0 ? "" : ",").append(String.format("{\"file\": "
                            + "\"frame_%05d_%dms.jpeg\", \"step\": %d, \"time_ms\": %d, \"action_idx\": "
                            + "%d}", k, 100 * k, k, 100 * k, action));
                    actions.append((action + ",").repeat(k == FRAMES - 1 ? 1 : 10));
                }
                Path folder = cwd.resolve("maps/img/" + track + "/pos" + replay + "_a_1100ms");
                Files.writeString(folder.resolve("manifest.json"), "{\"entries\": [" + entries
                        + "], \"actions\": [" + actions.substring(0, actions.length() - 1) + "]}");
                Files.writeString(folder.resolve("metadata.json"), "{\"step_ms\": 10}");
            }
        }
    }

    /** Manifests of {@link #dataset} with an action of each frame and states of all but the first. */
    final void manifestsWithStates() throws IOException {
        String wheels = "0, ".repeat(31);
        for (int track = 1; track <= 3; track++) {
            for (int replay = 1; replay <= 2; replay++) {
                StringJoiner entries = new StringJoiner(", ", "{\"entries\": [", "]");
                StringJoiner states = new StringJoiner(", ", ", \"meta\": [", "]}");
                for (int k = 0; k < FRAMES; k++) {
                    entries.add(String.format("{\"file\": \"frame_%05d_%dms.jpeg\", \"step\": %d, "
                            + "\"time_ms\": %d, \"action_idx\": %d}", k, 100 * k, k, 100 * k,
                            (k + track) % 12));
                    if (k > 0) {
                        states.add(String.format("{\"race_time\": %d, \"velocity\": [0, 0, 9], "
                                + "\"orientation_flat\": [1, 0, 0, 0, 1, 0, 0, 0, 1], \"angular_velocity\": "
                                + "[0, 0, 0], \"gear_and_wheels\": [%s1], \"is_freewheeling\": 0, "
                                + "\"zone_centers_in_car_frame\": [], \"margin\": 5}", 100 * k, wheels));
                    }
                }
                Path folder = cwd.resolve("maps/img/" + track + "/pos" + replay + "_a_1100ms");
                Files.writeString(folder.resolve("manifest.json"), entries + states.toString());
                Files.writeString(folder.resolve("metadata.json"), "{\"meta_interval_ms\": 100}");
            }
        }
    }

    private static int bar(int track, int replay, int frame) {
        return 4 * frame + track + 20 * replay;
    }

    private static BufferedImage picture(int bar) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                image.getRaster().setSample(x, y, 0, Math.abs(x - bar % 64) < 4 ? 255 : 3 * y);
            }
        }
        return image;
    }

    /** Runs {@code tmnf pretrain} for a short time, with more words. */
    final CliRun pretrain(String... more) {
        return tmnf(line(more).toArray(String[]::new));
    }

    /** The words of such a run. */
    static List<String> line(String... more) {
        List<String> line = new ArrayList<>(List.of("pretrain", "--output-dir", "out", "--batch-size", "16",
                "--epochs", "2", "--workers", "1"));
        line.addAll(List.of(more));
        return line;
    }

    /** Each line of stdout as JSON. */
    static List<JsonNode> events(CliRun run) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    /** Files below a folder with their sizes. */
    final Map<String, Long> files() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(cwd)) {
            for (Path file : all.toList()) {
                files.put(shown(cwd.relativize(file)), Files.isDirectory(file) ? -1 : Files.size(file));
            }
        }
        return files;
    }
}
