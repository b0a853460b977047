package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.observation.ObservationSnapshot;

/** Captures of the Python tools. */
class UpstreamCapturesTest {

    @TempDir
    Path folder;

    private static CaptureDataset upstream() throws IOException {
        try {
            return CaptureDataset.open(Path.of(UpstreamCapturesTest.class.getResource("upstream").toURI()));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Test
    void listsTracksAndReplaysInOrder() throws IOException {
        assertThat(upstream().tracks()).extracting(track -> track.getFileName().toString())
                .containsExactly("1000001", "1000002");
        assertThat(upstream().replays()).extracting(replay -> replay.trackId() + "/" + replay.name())
                .containsExactly("1000001/pos1_alice_12340ms.replay", "1000001/pos2_bob_13000ms.replay",
                        "1000002/pos1_carol_9990ms.replay", "1000002/pos2_dave_11110ms.replay");
    }

    @Test
    void readsTheirManifests() throws IOException {
        int entries = 0;
        for (CapturedReplay replay : upstream().replays()) {
            List<Map<String, Object>> stored = TestCaptures.all(replay.storedEntries());
            entries += stored.size();
            assertThat(replay.isComplete()).isTrue();
            CaptureMetadata metadata = replay.metadata().orElseThrow();
            assertThat(metadata.integer("total_frames")).hasValue(stored.size());
            assertThat(metadata.status()).isEmpty();
            assertThat(metadata.schemaVersion()).isEmpty();
            assertThat(replay.inputs()).isEmpty();
            assertThat(replay.hasStates()).isFalse();
        }

        assertThat(entries).isEqualTo(20);
    }

    @Test
    void readsTheirSnapshotsAsObservations() throws IOException {
        int whole = 0;
        int broken = 0;
        for (CapturedReplay replay : upstream().replays()) {
            for (Map<String, Object> snapshot : TestCaptures.all(replay.snapshots())) {
                try {
                    ObservationSnapshot.read(replay.name(), snapshot, TestCaptures.LAYOUT);
                    whole++;
                } catch (IOException e) {
                    broken++;
                }
            }
        }

        assertThat(whole).isGreaterThan(broken).isPositive();
        assertThat(broken).isPositive();
    }

    @Test
    void readsTheirActionsAndFrames() throws IOException {
        CapturedReplay replay = upstream().replays().get(0);

        assertThat(replay.actions().orElseThrow()).hasSize(60).startsWith(10, 3, 11);
        try (FrameStore frames = replay.frames()) {
            assertThat(frames.names()).hasSize(6);
            assertThat(frames.has("frame_00003_300ms.jpeg")).isFalse();
            assertThat(frames.read("frame_00000_0ms.jpeg")).hasSize(364).startsWith(0xFF, 0xD8);
        }
    }

    @Test
    void namesTheEntryThatBreaksTheFormat() throws IOException {
        CapturedReplay replay = upstream().replays().get(0);

        try (DatasetCursor<ManifestEntry> entries = replay.entries()) {
            for (int i = 0; i < 5; i++) {
                ManifestEntry entry = entries.next().orElseThrow();
                assertThat(entry.timeMs()).isEqualTo(100 * i);
                assertThat(entry.requestedTimeMs()).isEmpty();
                assertThat(entry.state()).isEmpty();
                assertThat(entry.inputs()).isPresent();
                assertThat(entry.capturedAtUtc()).startsWith("2025-03-04T05:06:");
            }
            assertThatThrownBy(entries::next).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("manifest.json, entry 5: \"time_ms\" is null");
        }
    }

    @Test
    void writesTheirFilesAgainByteForByte() throws IOException {
        for (CapturedReplay replay : upstream().replays()) {
            String text = Files.readString(replay.manifest());
            assertThat(PythonJson.text(text.startsWith("[") ? TestCaptures.all(replay.storedEntries())
                    : JsonFiles.object(replay.manifest()))).isEqualTo(text);
            Path copy = folder.resolve("metadata.json");
            replay.metadata().orElseThrow().write(copy);
            assertThat(copy).hasSameBinaryContentAs(replay.folder().resolve("metadata.json"));
        }
    }

    @Test
    void readsABareListAsEntries() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), """
                [{"file": "frame_000000_0ms.jpeg", "step": 0, "time_ms": 0, "who": ["knows", 1]},
                 {"file": "frame_000001_100ms.jpeg", "step": 1, "time_ms": 100}]""");
        CapturedReplay replay = CapturedReplay.open(folder);

        List<ManifestEntry> entries = TestCaptures.all(replay.entries());
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).more()).isEqualTo(Map.of("who", List.of("knows", 1)));
        assertThat(entries.get(0).toMap().keySet()).isEqualTo(Set.of("file", "step", "time_ms", "who"));
        assertThat(TestCaptures.all(replay.snapshots())).isEmpty();
        assertThat(replay.actions()).isEmpty();
        assertThat(replay.inputs()).isEmpty();
        assertThat(replay.metadata()).isEmpty();
        assertThat(replay.isComplete()).isTrue();
    }
}
