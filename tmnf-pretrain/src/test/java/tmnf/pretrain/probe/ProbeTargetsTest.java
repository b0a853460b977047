package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.capture.dataset.PythonJson;
import tmnf.pretrain.data.FrameTree;
import tmnf.tminterface.observation.ActionIndex;

class ProbeTargetsTest {

    private static final Offset<Double> NEAR = Offset.offset(1e-6);
    /** A quarter turn: the car's forward axis, z, is the world's x; its side axis is the world's -z. */
    private static final List<Integer> TO_WORLD = List.of(0, 0, 1, 0, 1, 0, -1, 0, 0);
    private static final List<Integer> TO_CAR = List.of(0, 0, -1, 0, 1, 0, 1, 0, 0);

    @TempDir
    private Path root;
    private final List<Object> entries = new ArrayList<>();
    private final List<Object> snapshots = new ArrayList<>();
    private final Map<String, Object> more = new LinkedHashMap<>();
    private Path folder;

    @BeforeEach
    void replay() throws IOException {
        folder = Files.createDirectories(root.resolve("track/replay"));
    }

    private void frame(int step, int timeMs, Map<String, Object> values) throws IOException {
        String file = String.format("frame_%05d_%dms.png", step, timeMs);
        Files.write(folder.resolve(file), new byte[] {1});
        Map<String, Object> entry = new LinkedHashMap<>(Map.of("file", file, "step", step, "time_ms",
                timeMs));
        entry.putAll(values);
        entries.add(entry);
    }

    private static Map<String, Object> state(double x, double speed) {
        return Map.of("state", Map.of("position", List.of(x, 0, 0), "linear_speed", List.of(speed, 0, 0),
                "angular_speed", List.of(0, 0, 0), "car_linear_speed", List.of(0, 0, speed),
                "car_angular_speed", List.of(0, 0, 0), "display_speed", 0, "rotation", TO_WORLD,
                "cp_times_ms", List.of(), "current_checkpoint", 0));
    }

    /** The car at x, where its zone is; the next one ten metres ahead and as many to the side as told. */
    private void snapshot(int timeMs, double x, double side) {
        snapshots.add(Map.of("time_ms", timeMs, "race_time", timeMs, "position", List.of(x, 0, 0),
                "velocity", List.of(0, 3, 4), "orientation_flat", TO_CAR, "zone_centers_in_car_frame",
                List.of(0, 0, 0, side, 0, 10, 0, 0, 20)));
    }

    private ProbeTargets targets() throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("entries", entries);
        manifest.put("meta", snapshots);
        manifest.putAll(more);
        Files.writeString(folder.resolve("manifest.json"), PythonJson.text(manifest));
        return ProbeTargets.read(FrameTree.read(root));
    }

    private static void assertDirection(ProbeTargets targets, int frame, double side, double up,
            double forward) {
        double length = Math.sqrt(side * side + up * up + forward * forward);
        assertThat(targets.direction(frame, 0)).isCloseTo(side / length, NEAR);
        assertThat(targets.direction(frame, 1)).isCloseTo(up / length, NEAR);
        assertThat(targets.direction(frame, 2)).isCloseTo(forward / length, NEAR);
    }

    @Test
    void theNextZoneIsSeenFromWhereTheFrameWasNotFromWhereTheSnapshotWas() throws IOException {
        frame(0, 0, state(100, 30));
        frame(1, 50, state(105, 40));
        frame(2, 1000, state(200, 50));
        snapshot(0, 100, 10);

        ProbeTargets targets = targets();

        assertThat(targets.problems()).isEmpty();
        assertThat(targets.speed(0)).isCloseTo(30, NEAR);
        assertThat(targets.speed(1)).isCloseTo(40, NEAR);
        assertDirection(targets, 0, 10, 0, 10);
        assertDirection(targets, 1, 10, 0, 5);
        assertThat(targets.speed(2)).isCloseTo(50, NEAR);
        assertThat(targets.direction(2, 0)).as("no snapshot is near").isNaN();
    }

    @Test
    void framesOfOtherToolsHaveWhatTheSnapshotOfTheirTickSays() throws IOException {
        frame(0, 0, Map.of());
        frame(1, 50, Map.of());
        snapshot(0, 100, -10);

        ProbeTargets targets = targets();

        assertThat(targets.speed(0)).isCloseTo(5, NEAR);
        assertDirection(targets, 0, -10, 0, 10);
        assertThat(targets.speed(1)).isNaN();
        assertThat(targets.direction(1, 2)).isNaN();
    }

    @Test
    void withoutATimelineOnlyAFrameOfThatTimeTellsTheLastAction() throws IOException {
        frame(0, 0, Map.of("action_idx", 5));
        frame(1, 50, Map.of("action_idx", 7));
        frame(2, 150, Map.of());
        frame(3, 200, Map.of("action_idx", 2));

        ProbeTargets targets = targets();

        assertThat(List.of(targets.action(0), targets.action(1), targets.action(2), targets.action(3)))
                .containsExactly(5, 7, -1, 2);
        assertThat(List.of(targets.lastAction(0), targets.lastAction(1), targets.lastAction(2),
                targets.lastAction(3))).containsExactly(-1, 5, -1, -1);
    }

    /** Frames are 100 ms apart, so that the 50 ms behind the first end long before the second. */
    @Test
    void theLastActionIsWhatActedUpToTheFrameAndNothingOfItsLabel() throws IOException {
        frame(0, 0, Map.of("action_idx", 1));
        frame(1, 100, Map.of("action_idx", 1));
        frame(2, 120, Map.of("action_idx", 1));
        int[] ticks = new int[21];
        Arrays.setAll(ticks, tick -> tick <= 5 ? 1 : tick <= 10 ? 2 : 3); // 2 from 60 to 100 ms
        more.put("actions", IntStream.of(ticks).boxed().toList());
        Files.writeString(folder.resolve("metadata.json"), "{\"step_ms\": 10}");

        ProbeTargets targets = targets();

        assertThat(targets.problems()).isEmpty();
        assertThat(List.of(targets.action(0), targets.action(1), targets.action(2)))
                .containsExactly(1, 3, 3);
        assertThat(targets.lastAction(0)).as("of before the race").isEqualTo(ActionIndex.FORWARD);
        assertThat(targets.lastAction(1)).as("what acted before it").isEqualTo(2);
        assertThat(targets.lastAction(2)).as("not what acts behind it").isEqualTo(2);
    }

    @Test
    void aReplayThatCannotBeReadIsNamed() throws IOException {
        frame(0, 0, Map.of());
        Files.writeString(folder.resolve("manifest.json"), "{");

        ProbeTargets targets = ProbeTargets.read(FrameTree.read(root));

        assertThat(targets.speed(0)).isNaN();
        assertThat(targets.action(0)).isNegative();
        assertThat(targets.problems()).isNotEmpty().allMatch(problem -> problem.startsWith("track/replay"));
    }
}
