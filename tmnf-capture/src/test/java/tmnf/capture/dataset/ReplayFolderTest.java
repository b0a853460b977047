package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.PythonProgram;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.state.SimStateData;

/** What is written is read back, loose and in shards. */
class ReplayFolderTest {

    private static final FrameSchedule SCHEDULE = new FrameSchedule(64, 2000);

    @TempDir
    Path root;

    private Path folder() {
        return root.resolve("1000074").resolve("pos1_x_2000ms.replay");
    }

    private static WriterOptions options(boolean packed) {
        return new WriterOptions(packed, WriterOptions.DEFAULT_SHARD_BYTES, false, true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsBackWhatWasWritten(boolean packed) throws IOException {
        CaptureMetadata written = TestCaptures.write(folder(), SCHEDULE, options(packed));
        CapturedReplay replay = CaptureDataset.open(root).replays().get(0);

        assertThat(replay.isComplete()).isTrue();
        assertThat(replay.metadata()).contains(written);
        List<ManifestEntry> entries = TestCaptures.all(replay.entries());
        assertThat(entries).hasSize(SCHEDULE.count());
        try (FrameStore frames = replay.frames()) {
            for (int k = 0; k < SCHEDULE.count(); k++) {
                assertThat(entries.get(k)).isEqualTo(TestCaptures.entry(SCHEDULE, k));
                assertThat(frames.read(entries.get(k).file())).isEqualTo(TestCaptures.jpeg(k));
                assertThat(frames.size(entries.get(k).file())).isEqualTo(TestCaptures.jpeg(k).length);
            }
            assertThat(frames.names()).isEqualTo(entries.stream().map(ManifestEntry::file).toList());
            assertThat(frames.has("frame_00000_0ms.jpeg")).isTrue();
            assertThat(frames.has("frame_00000_1ms.jpeg")).isFalse();
        }
        assertThat(replay.actions()).contains(TestCaptures.actions(2000));
        assertThat(replay.inputs()).contains(TestCaptures.inputs(2000));
    }

    @Test
    void readsBackFullStatesAndSnapshots() throws IOException {
        TestCaptures.write(folder(), SCHEDULE, options(false));
        CapturedReplay replay = CapturedReplay.open(folder());

        List<StoredState> states = TestCaptures.all(replay.states());
        assertThat(states).hasSize(SCHEDULE.count());
        for (int k = 0; k < states.size(); k++) {
            assertThat(states.get(k).timeMs()).isEqualTo(SCHEDULE.tickMs(k));
            assertThat(states.get(k).bytes()).isEqualTo(TestCaptures.state(SCHEDULE.tickMs(k)).toBytes());
        }
        List<Map<String, Object>> snapshots = TestCaptures.all(replay.snapshots());
        assertThat(snapshots).hasSize(SCHEDULE.count());
        for (int k = 0; k < snapshots.size(); k++) {
            ObservationSnapshot read = ObservationSnapshot.read("k " + k, snapshots.get(k),
                    TestCaptures.LAYOUT);
            assertThat(read.raceTimeMs()).isEqualTo(SCHEDULE.tickMs(k));
            assertThat(read.toMap(0).get("position"))
                    .isEqualTo(List.of((double) 500.1f, (double) 9.35f,
                            400 + (double) (SCHEDULE.tickMs(k) / 20f)));
        }
        assertThat(snapshots.get(3).keySet()).containsExactly("race_time", "position", "velocity",
                "orientation_flat", "angular_velocity", "gear_and_wheels", "is_freewheeling",
                "zone_centers_in_car_frame", "margin", "current_zone_idx", "time_ms", "car_velocity",
                "car_angular_velocity");
    }

    @Test
    void storesSpeedsAlongTheCarsAxesBesideThoseOfTheWorld() throws IOException {
        TestCaptures.write(folder(), SCHEDULE, options(false));
        CapturedReplay replay = CapturedReplay.open(folder());

        EntryState state = TestCaptures.all(replay.entries()).get(100).state().orElseThrow();
        // The car is turned by 0.3 radians; it drives along the world's z axis.
        assertThat(state.linearSpeed().z()).isEqualTo(50);
        assertThat(state.carLinearSpeed().z()).isCloseTo(
                (float) (50 * Math.cos(0.3) + 0.1 * Math.sin(0.3)), within(1e-4f));
        assertThat(state.carLinearSpeed().x()).isCloseTo(
                (float) (0.1 * Math.cos(0.3) - 50 * Math.sin(0.3)), within(1e-4f));
        assertThat(state.cpTimesMs()).containsExactly(1000);
        assertThat(state.currentCheckpoint()).isEqualTo(1);
        List<?> snapshot = (List<?>) TestCaptures.all(replay.snapshots()).get(100).get("car_velocity");
        assertThat(((Number) snapshot.get(2)).floatValue()).isCloseTo(state.carLinearSpeed().z(),
                within(1e-4f));
    }

    @Test
    void hasUpstreamsKeysFirstAndInTheirOrder() throws IOException {
        TestCaptures.write(folder(), SCHEDULE, options(false));
        CapturedReplay replay = CapturedReplay.open(folder());

        assertThat(replay.metadata().orElseThrow().values().keySet()).startsWith("track_id", "replay_name",
                "challenge_name", "fps", "fps_meta", "running_speed", "capture_interval_ms",
                "meta_interval_ms", "width", "height", "step_ms", "race_time_ms", "total_frames",
                "race_finished", "tmi_script_used", "actual_race_time_ms", "schema_version", "status")
                .endsWith("configuration");
        assertThat(TestCaptures.all(replay.storedEntries()).get(1).keySet()).containsExactly("file", "step",
                "time_ms", "capture_timestamp_utc", "action_idx", "inputs", "requested_time_ms", "state");
        assertThat(JsonFiles.object(replay.manifest()).keySet())
                .containsExactly("entries", "actions", "meta", "input_stream");
        assertThat(Files.readString(replay.manifest())).startsWith("""
                {
                  "entries": [
                    {
                      "file": "frame_00000_0ms.jpeg",
                      "step": 0,
                      "time_ms": 0,
                      "capture_timestamp_utc": "2026-01-02T03:04:05.678901+00:00",
                      "action_idx": 0,
                      "inputs": {
                        "accelerate": true,
                        "brake": false,
                        "left": true,
                        "right": false
                      },
                      "requested_time_ms": 0.0,
                      "state": {
                        "position": [
                          500.1000061035156,
                          9.350000381469727,
                          400.0
                        ],
                """).endsWith("\n    ]\n  }\n}");
    }

    @Test
    void countsAndHashesItsFrames() throws Exception {
        CaptureMetadata metadata = TestCaptures.write(folder(), SCHEDULE, options(true));
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        int bytes = 0;
        for (int k = 0; k < SCHEDULE.count(); k++) {
            sha1.update(TestCaptures.jpeg(k));
            bytes += TestCaptures.jpeg(k).length;
        }

        assertThat(metadata.integer("total_frames")).hasValue(129);
        assertThat(metadata.text("frames_sha1")).contains(HexFormat.of().formatHex(sha1.digest()));
        assertThat(metadata.whole("frame_bytes")).hasValue(bytes);
        assertThat(metadata.integer("first_frame_ms")).hasValue(0);
        assertThat(metadata.integer("last_frame_ms")).hasValue(2000);
        assertThat(metadata.number("request_lag_max_ms").orElseThrow()).isEqualTo(9.375);
        assertThat(metadata.text("frame_storage")).contains("shards");
        assertThat(metadata.integer("total_full_states")).hasValue(129);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pythonWritesTheSameJson(boolean packed) throws Exception {
        TestCaptures.write(folder(), SCHEDULE, options(packed).withPerFrameJson(true));
        String compare = "import json, sys; [sys.exit(p) for p in sys.argv[1:] "
                + "if json.dumps(json.load(open(p, encoding='ascii')), indent=2) != open(p).read()]";
        List<String> arguments = new ArrayList<>(List.of("-c", compare));
        try (Stream<Path> files = Files.list(folder())) {
            files.map(Path::toString).filter(file -> file.endsWith(".json")).forEach(arguments::add);
        }

        assertThat(arguments).hasSize(4 + (packed ? 0 : SCHEDULE.count()));
        PythonProgram python = PythonProgram.run(root, arguments.toArray(String[]::new));
        assertThat(python.exit()).as(python.output()).isZero();
    }

    @Test
    void isNoCaptureBeforeItIsFinished() throws IOException {
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder(), WriterOptions.LOOSE)) {
            writer.frame(TestCaptures.entry(SCHEDULE, 0), TestCaptures.jpeg(0));
            writer.snapshot(Map.of("time_ms", 0));
        }

        assertThat(CaptureDataset.open(root).replays()).isEmpty();
        assertThatThrownBy(() -> CapturedReplay.open(folder())).isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no manifest.json");
    }

    @Test
    void leavesNoPartFileBehind() throws IOException {
        TestCaptures.write(folder(), SCHEDULE, options(true));

        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(
                    "frames-00000.tar", "frames-index.tsv", "manifest.json", "metadata.json",
                    "states.bin.gz");
        }
    }

    @Test
    void isNotCompleteWithAPartFileOrAnotherStatus() throws IOException {
        TestCaptures.write(folder(), SCHEDULE, options(false));
        CapturedReplay replay = CapturedReplay.open(folder());

        Files.createFile(folder().resolve("x.part"));
        assertThat(replay.isComplete()).isFalse();
        Files.delete(folder().resolve("x.part"));
        replay.metadata().orElseThrow().with("status", "broken")
                .write(folder().resolve(CaptureMetadata.FILE));
        assertThat(replay.isComplete()).isFalse();
    }

    @Test
    void refusesFramesOutOfOrder() throws IOException {
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder(), WriterOptions.LOOSE)) {
            writer.frame(TestCaptures.entry(SCHEDULE, 0), TestCaptures.jpeg(0));

            assertThatThrownBy(() -> writer.frame(TestCaptures.entry(SCHEDULE, 2), TestCaptures.jpeg(2)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("frame 2 instead of frame 1");
            ManifestEntry sameTime = ManifestEntry.read("test", 1,
                    Map.of("file", "frame_00001_0ms.jpeg", "step", 1, "time_ms", 0));
            assertThatThrownBy(() -> writer.frame(sameTime, TestCaptures.jpeg(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at 0 ms after one at 0 ms");
            writer.frame(TestCaptures.entry(SCHEDULE, 1), TestCaptures.jpeg(1));
            assertThat(writer.frames()).isEqualTo(2);
        }
    }

    @Test
    void writesNothingMoreAfterItFailed() throws IOException {
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder(), WriterOptions.LOOSE)) {
            Files.createFile(folder().resolve(TestCaptures.entry(SCHEDULE, 0).file()));

            assertThatThrownBy(() -> writer.frame(TestCaptures.entry(SCHEDULE, 0), TestCaptures.jpeg(0)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> writer.frame(TestCaptures.entry(SCHEDULE, 0), TestCaptures.jpeg(0)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesAFolderThatIsNotEmptyAndACaptureWithoutFrames() throws IOException {
        Files.createDirectories(folder());
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder(), WriterOptions.LOOSE)) {
            assertThatThrownBy(() -> writer.finish(Optional.empty(), Optional.empty(),
                    TestCaptures.metadata(SCHEDULE))).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has none");
        }
        assertThatThrownBy(() -> new ReplayFolderWriter(folder(), WriterOptions.LOOSE))
                .isInstanceOf(DatasetException.class).hasMessageContaining("is not empty");
    }

    @Test
    void writesSidecarsThatHoldTheEntry() throws IOException {
        TestCaptures.write(folder(), SCHEDULE, WriterOptions.LOOSE.withPerFrameJson(true));

        Path sidecar = folder().resolve("frame_00002_40ms.json");
        assertThat(Files.readString(sidecar))
                .isEqualTo(PythonJson.text(TestCaptures.entry(SCHEDULE, 2).toMap()));
    }

    @Test
    void isACaptureWithoutWhatIsOptional() throws IOException {
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder(), WriterOptions.LOOSE)) {
            writer.frame(TestCaptures.entry(SCHEDULE, 0), TestCaptures.jpeg(0));
            writer.finish(Optional.empty(), Optional.empty(), TestCaptures.metadata(SCHEDULE));
        }
        CapturedReplay replay = CapturedReplay.open(folder());

        assertThat(JsonFiles.object(replay.manifest()).keySet()).containsExactly("entries");
        assertThat(replay.actions()).isEmpty();
        assertThat(replay.inputs()).isEmpty();
        assertThat(TestCaptures.all(replay.snapshots())).isEmpty();
        assertThat(TestCaptures.all(replay.states())).isEmpty();
    }

    @Test
    void givesTheSameBytesForTheSameCapture() throws IOException {
        TestCaptures.write(root.resolve("a").resolve("x"), SCHEDULE, options(true));
        TestCaptures.write(root.resolve("b").resolve("x"), SCHEDULE, options(true));

        for (String file : List.of("frames-00000.tar", "frames-index.tsv", "manifest.json", "metadata.json",
                "states.bin.gz")) {
            assertThat(root.resolve("a").resolve("x").resolve(file))
                    .hasSameBinaryContentAs(root.resolve("b").resolve("x").resolve(file));
        }
    }

    @Test
    void takesACarOfAnyAttitudeIntoItsOwnAxes() {
        float[] rotation = {0, 0, 1, 1, 0, 0, 0, 1, 0};
        SimStateData state = TestCaptures.state(0);
        state.setRotationMatrix(rotation);

        // The columns of the matrix are the car's axes in the world.
        EntryState stored = EntryState.of(state);
        assertThat(stored.carLinearSpeed().x()).isEqualTo(state.velocity().y());
        assertThat(stored.carLinearSpeed().y()).isEqualTo(state.velocity().z());
        assertThat(stored.carLinearSpeed().z()).isEqualTo(state.velocity().x());
        assertThat(stored.rotation()).containsExactly(0f, 0f, 1f, 1f, 0f, 0f, 0f, 1f, 0f);
    }
}
