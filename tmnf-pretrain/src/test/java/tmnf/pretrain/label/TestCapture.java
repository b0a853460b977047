package tmnf.pretrain.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes replays as the Python capture does; every frame is an empty file, which no test here decodes. */
final class TestCapture {

    private TestCapture() {
    }

    /** A frame every so many milliseconds, labelled with these; -1 for no label. */
    static Path replay(Path root, String track, String replay, int everyMs,
            int... labels) throws IOException {
        return replay(root, track, replay, everyMs, labels, null, 0);
    }

    /** The same with a timeline of actions. */
    static Path replay(Path root, String track, String replay, int everyMs, int[] labels, int[] timeline,
            int stepMs) throws IOException {
        Path folder = Files.createDirectories(root.resolve(track).resolve(replay));
        StringBuilder entries = new StringBuilder();
        for (int step = 0; step < labels.length; step++) {
            String file = String.format("frame_%05d_%dms.jpeg", step, everyMs * step);
            Files.write(folder.resolve(file), new byte[0]);
            entries.append(step == 0 ? "" : ", ").append("{\"file\": \"").append(file).append("\", "
                    + "\"step\": ")
                    .append(step).append(", \"time_ms\": ").append(everyMs * step)
                    .append(labels[step] < 0 ? "" : ", \"action_idx\": " + labels[step]).append("}");
        }
        String actions = timeline == null ? "" : ", \"actions\": " + Arrays.stream(timeline)
                .mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
        Files.writeString(folder.resolve("manifest.json"), "{\"entries\": [" + entries + "]" + actions + "}");
        Files.writeString(folder.resolve("metadata.json"), stepMs == 0 ? "{}" : "{\"step_ms\": " + stepMs
                + "}");
        return folder;
    }

    /** Adds states to a replay's manifest, each a JSON object. */
    static void states(Path folder, String... states) throws IOException {
        String manifest = Files.readString(folder.resolve("manifest.json"));
        Files.writeString(folder.resolve("manifest.json"), manifest.substring(0, manifest.length() - 1)
                + ", \"meta\": [" + String.join(", ", states) + "]}");
    }

    /** The state of a car that turns not at all and drives forward. */
    static String state(int timeMs, double speed, boolean withLine) {
        String line = withLine ? ", \"zone_centers_in_car_frame\": [0, 0, 7], \"margin\": 70" : "";
        return "{\"race_time\": " + timeMs + ", \"velocity\": [0, 0, " + speed + "], \"orientation_flat\": "
                + "[1, 0, 0, 0, 1, 0, 0, 0, 1], \"angular_velocity\": [0, 0, 0], \"gear_and_wheels\": ["
                + "0, ".repeat(31) + "1], \"is_freewheeling\": 0.0" + line + ", \"time_ms\": " + timeMs + "}";
    }
}
