package tmnf.pretrain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.FrameTree;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

class ObservationTableTest {

    private static final ObservationLayout LAYOUT = ObservationLayout.of(ObservationConfig.DEFAULT);

    @TempDir
    private Path folder;
    private final List<ObservationTable> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(ObservationTable::close);
    }

    private Path data() {
        return folder.resolve("img");
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private Optional<ObservationTable> build(ObservationSettings settings) throws IOException {
        FrameTree tree = FrameTree.read(data());
        Optional<ObservationTable> table = ObservationTable.openOrBuild(tree, FrameActions.read(tree),
                settings,
                cache(), 2, (done, all) -> { }, () -> false);
        table.ifPresent(opened::add);
        return table;
    }

    private Optional<ObservationTable> find(ObservationSettings settings) throws IOException {
        Optional<ObservationTable> table = ObservationTable.find(cache(), FrameTree.read(data()), settings);
        table.ifPresent(opened::add);
        return table;
    }

    private static float[] row(FrameFloats table, int frame) {
        FloatBuffer row = FloatBuffer.allocate(table.size());
        table.copy(frame, row);
        return row.array();
    }

    private static float speed(FrameFloats table, int frame) {
        return row(table, frame)[LAYOUT.forwardSpeed()];
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache())) {
            return files.filter(file -> !file.getFileName().toString().endsWith(".lock")).toList();
        }
    }

    /** Everything but the number of the action, which belongs to batches, is as at driving time. */
    @Test
    void observationsOfStoredStatesAreThoseThatTheDriverSees() throws IOException {
        Path golden = Samples.golden("float-observation");
        byte[] file = Files.readAllBytes(golden.resolve("vectors_default.npy"));
        NpyHeader header = NpyHeader.parse("vectors", file);
        FloatBuffer vectors = ByteBuffer.wrap(file).order(header.order()).position(header.dataOffset())
                .asFloatBuffer();
        List<JsonNode> cases = new ArrayList<>();
        new ObjectMapper().readTree(golden.resolve("cases.json").toFile()).get("cases").forEach(each -> {
            if (each.has("meta_snapshot") && each.get("config").asText().equals("default")
                    && each.at("/expected/vector_row").asInt() < 24) {
                cases.add(each);
            }
        });
        int[] timeline = new int[201];
        for (JsonNode each : cases.subList(1, cases.size())) {
            int step = each.at("/meta_snapshot/time_ms").asInt() / 10;
            for (int back = 0; back < 5; back++) {
                timeline[step - 5 + back] = each.get("prev_action_indices").get(back).asInt();
            }
        }
        Path replay = TestCapture.replay(data(), "a", "one", 400, new int[cases.size()], timeline, 10);
        TestCapture.states(replay, cases.stream().map(each -> each.get("meta_snapshot").toString())
                .toArray(String[]::new));

        ObservationTable table = build(ObservationSettings.DEFAULT.withActionMs(10)).orElseThrow();

        assertThat(cases).hasSize(6);
        assertThat(table.size()).isEqualTo(184);
        assertThat(table.problems()).isEmpty();
        for (int frame = 1; frame < cases.size(); frame++) {
            float[] wanted = new float[184];
            vectors.get(184 * cases.get(frame).at("/expected/vector_row").asInt(), wanted);
            wanted[0] = 0;
            assertThat(row(table, frame)).containsExactly(wanted, within(1e-4f));
        }
    }

    @Test
    void aFrameHasTheNearestStateIfItIsNearEnough() throws IOException {
        Path replay = TestCapture.replay(data(), "a", "one", 50, 0, 0, 0, 0, 0, 0);
        TestCapture.states(replay, TestCapture.state(0, 1, true), TestCapture.state(25, 2, true),
                TestCapture.state(75, 3, true), TestCapture.state(110, 4, true));

        ObservationTable table = build(ObservationSettings.DEFAULT).orElseThrow();

        assertThat(speed(table, 0)).isEqualTo(1);
        assertThat(speed(table, 1)).as("of two as near, the first").isEqualTo(2);
        assertThat(speed(table, 2)).isEqualTo(4);
        assertThat(speed(table, 3)).isEqualTo(4);
        assertThat(speed(table, 4)).isEqualTo(4);
        assertThat(table.isKnown(4)).isTrue();
        assertThat(table.isKnown(5)).as("140 ms away").isFalse();
        assertThat(table.missing()).isOne();
        assertThat(row(table, 3)[LAYOUT.zoneCentre(0) + 2]).isEqualTo(7);
        assertThat(row(table, 3)[LAYOUT.zoneCentre(1) + 2]).isZero();
    }

    @Test
    void statesAreExpectedAsNearAsTheCaptureStoredThem() throws IOException {
        Path replay = TestCapture.replay(data(), "a", "one", 50, 0, 0, 0);
        TestCapture.states(replay, TestCapture.state(0, 1, true), TestCapture.state(100, 3, true));
        Files.writeString(replay.resolve("metadata.json"), "{\"meta_interval_ms\": 50.0}");

        ObservationTable table = build(ObservationSettings.DEFAULT).orElseThrow();

        assertThat(List.of(table.isKnown(0), table.isKnown(1), table.isKnown(2)))
                .containsExactly(true, false, true);
    }

    @Test
    void previousActionsAreAsFarApartAsTheDriversAre() throws IOException {
        int[] timeline = new int[21];
        Arrays.setAll(timeline, i -> i % ActionIndex.COUNT);
        Path replay = TestCapture.replay(data(), "a", "one", 100, new int[] {0, 0, 0}, timeline, 10);
        TestCapture.states(replay, TestCapture.state(200, 1, true));

        float[] row = row(build(ObservationSettings.DEFAULT).orElseThrow(), 2);

        // 50 ms before 200 ms: number 15, so action 3; before that 10, 5, 0, and forward before the start.
        float[] wanted = new float[20];
        int[] actions = {ActionIndex.FORWARD, 0, 5, 10, 3};
        for (int i = 0; i < actions.length; i++) {
            ActionIndex.action(actions[i]).write(wanted, 4 * i);
        }
        assertThat(Arrays.copyOfRange(row, 1, 21)).containsExactly(wanted);
    }

    /** So a table that is learned from and the driver of the same races see the same. */
    @Test
    void whatActedUpToTheFrameIsWhatTheDriverRemembers() throws IOException {
        int[] timeline = new int[21];
        Arrays.setAll(timeline, tick -> tick == 0 ? 8 : (tick - 1) / 5 % ActionIndex.COUNT);
        Path replay = TestCapture.replay(data(), "a", "one", 100, new int[] {0, 0, 0}, timeline, 10);
        TestCapture.states(replay, TestCapture.state(200, 1, true));

        float[] row = row(build(ObservationSettings.of(ObservationConfig.DEFAULT, 50,
                CloningTargets.held(50))).orElseThrow(), 2);

        // Ticks 1 to 5 press 0, 6 to 10 press 1, up to 16 to 20, at 200 ms; before the start, forward.
        float[] wanted = new float[20];
        int[] actions = {ActionIndex.FORWARD, 0, 1, 2, 3};
        for (int i = 0; i < actions.length; i++) {
            ActionIndex.action(actions[i]).write(wanted, 4 * i);
        }
        assertThat(Arrays.copyOfRange(row, 1, 21)).containsExactly(wanted);
    }

    @Test
    void whatCannotBeReadIsReported() throws IOException {
        TestCapture.replay(data(), "a", "none", 50, 0, 0);
        Path line = TestCapture.replay(data(), "b", "line", 50, 0, 0);
        TestCapture.states(line, TestCapture.state(0, 1, false), TestCapture.state(50, 1, true));
        Path broken = TestCapture.replay(data(), "c", "broken", 50, 0, 0);
        TestCapture.states(broken, TestCapture.state(0, 1, true), "{\"time_ms\": 50}");
        Path gone = TestCapture.replay(data(), "d", "gone", 50, 0);
        Files.delete(gone.resolve("manifest.json"));

        ObservationTable table = build(ObservationSettings.DEFAULT).orElseThrow();

        assertThat(table.missing()).isEqualTo(3);
        assertThat(speed(table, 5)).isEqualTo(1);
        assertThat(table.problems()).extracting(ManifestProblem::toString).satisfiesExactly(
                problem -> assertThat(problem).startsWith("a/none, 2 frames: have no readable state"),
                problem -> assertThat(problem).startsWith("b/line, 1 frames: have no zones"),
                problem -> assertThat(problem).startsWith("c/broken, 0 frames: 1 states cannot be read"),
                problem -> assertThat(problem).startsWith("d/gone, 1 frames: ").contains("manifest.json"));
        assertThat(find(ObservationSettings.DEFAULT).orElseThrow().problems()).isEqualTo(table.problems());
    }

    @Test
    void aTableIsThatOfItsFramesStatesAndSettingsOnly() throws IOException {
        Path replay = TestCapture.replay(data(), "a", "one", 50, 0, 0);
        TestCapture.states(replay, TestCapture.state(0, 1, true));
        build(ObservationSettings.DEFAULT).orElseThrow();
        List<Path> first = files();

        assertThat(find(ObservationSettings.DEFAULT)).isPresent();
        assertThat(find(ObservationSettings.DEFAULT.withActionMs(10))).isEmpty();
        TestCapture.replay(data(), "a", "one", 50, 0, 0);
        TestCapture.states(replay, TestCapture.state(0, 11, true));
        assertThat(find(ObservationSettings.DEFAULT)).as("the manifest was replaced").isEmpty();
        assertThat(speed(build(ObservationSettings.DEFAULT).orElseThrow(), 0)).isEqualTo(11);
        assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aBrokenTableIsBuiltAgain() throws IOException {
        Path replay = TestCapture.replay(data(), "a", "one", 50, 0, 0);
        TestCapture.states(replay, TestCapture.state(0, 3, true));
        build(ObservationSettings.DEFAULT).orElseThrow();
        byte[] whole = Files.readAllBytes(files().get(0));

        for (int length : new int[] {0, 63, 200, whole.length - 1}) {
            Files.write(files().get(0), Arrays.copyOf(whole, length));
            assertThat(find(ObservationSettings.DEFAULT)).isEmpty();
        }
        assertThat(speed(build(ObservationSettings.DEFAULT).orElseThrow(), 0)).isEqualTo(3);
    }

    @Test
    void stoppingLeavesNothing() throws IOException {
        for (int i = 0; i < 50; i++) {
            TestCapture.states(TestCapture.replay(data(), "a", "r" + i, 50, 0), TestCapture.state(0, 3,
                    true));
        }
        FrameTree tree = FrameTree.read(data());

        assertThat(ObservationTable.openOrBuild(tree, FrameActions.read(tree), ObservationSettings.DEFAULT,
                cache(), 1, (done, all) -> { }, () -> true)).isEmpty();

        assertThat(files()).isEmpty();
    }

    @Test
    void rowsOfAFileMayLieInSeveralSlices() throws IOException {
        Path file = folder.resolve("rows");
        ByteBuffer bytes = ByteBuffer.allocate(4 + 7 * 3 * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(99);
        for (int i = 0; i < 21; i++) {
            bytes.putFloat(i);
        }
        Files.write(file, bytes.array());

        FloatRows rows = FloatRows.map(file, 4, 3, 7, 30);

        FloatBuffer all = FloatBuffer.allocate(21);
        for (int row = 0; row < 7; row++) {
            rows.copy(row, all);
        }
        for (int i = 0; i < 21; i++) {
            assertThat(all.get(i)).isEqualTo(i);
        }
        rows.close();
    }
}
