package tmnf.capture.dataset.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.FrameStore;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.ManifestRewrite;
import tmnf.capture.dataset.TestCaptures;
import tmnf.capture.dataset.WriterOptions;

/** Bad entries go, and nothing else. */
class MetadataCleanupTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALICE = "1000001/pos1_alice_12340ms.replay";
    private static final String CAROL = "1000002/pos1_carol_9990ms.replay";

    @TempDir
    Path temp;

    private Path root;
    /** What the Python tool leaves. */
    private Path expected;
    /** What we leave: without the frame at 500 ms whose nearest snapshot is at 400 ms. */
    private Path ours;

    @BeforeEach
    void copyTree() throws Exception {
        root = temp.resolve("img");
        ours = temp.resolve("ours");
        expected = Path.of(MetadataCleanupTest.class.getResource("expected").toURI());
        copy(Path.of(CaptureDataset.class.getResource("upstream").toURI()), root);
        copy(expected, ours);
        Path carol = ours.resolve(CAROL);
        ManifestRewrite.apply(CapturedReplay.open(carol), (index, entry) -> Optional.of(entry)
                .filter(each -> !each.get("file").toString().contains("_500ms")), Optional.empty());
        Files.delete(carol.resolve("frame_00005_500ms.jpeg"));
    }

    private static CleanupSettings settings(CleanupStyle style) {
        return new CleanupSettings(style, TestCaptures.LAYOUT, false, false, Optional.empty(), 2);
    }

    private CleanupReport scan(CleanupSettings settings) throws Exception {
        return new MetadataCleanup(CaptureDataset.open(root), settings).scan(CleanupListener.NONE);
    }

    private CleanupResult clean(CleanupSettings settings) throws Exception {
        MetadataCleanup cleanup = new MetadataCleanup(CaptureDataset.open(root), settings);
        return cleanup.apply(cleanup.scan(CleanupListener.NONE), CleanupListener.NONE);
    }

    @ParameterizedTest
    @CsvSource({"UPSTREAM, 11", "DEFAULT, 12"})
    void findsWhatIsBadAndChangesNothing(CleanupStyle style, int bad) throws Exception {
        Map<String, Object> before = tree(root, true);

        CleanupReport report = scan(settings(style));

        assertThat(report.replays()).isEqualTo(4);
        assertThat(report.entries()).isEqualTo(20);
        assertThat(report.badEntries()).isEqualTo(bad);
        assertThat(report.badReplays()).isEqualTo(4);
        assertThat(tree(root, true)).isEqualTo(before);
    }

    @Test
    void leavesWhatThePythonToolLeaves() throws Exception {
        CleanupResult result = clean(settings(CleanupStyle.UPSTREAM));

        assertThat(result.files()).isEqualTo(10);
        assertThat(result.replays()).containsExactly("1000001/pos2_bob_13000ms.replay",
                "1000002/pos2_dave_11110ms.replay");
        assertThat(result.tracks()).isEmpty();
        assertThat(tree(root, true)).isEqualTo(tree(expected, true));
    }

    @Test
    void countsTheFramesThatAreLeftByDefault() throws Exception {
        clean(settings(CleanupStyle.DEFAULT));

        assertThat(tree(root, false)).isEqualTo(tree(ours, false));
        assertThat(JSON.readTree(root.resolve(ALICE + "/metadata.json").toFile()).get("total_frames").asInt())
                .isEqualTo(5);
    }

    @Test
    void hasNothingToDoTheSecondTime() throws Exception {
        clean(settings(CleanupStyle.DEFAULT));
        Map<String, Object> once = tree(root, true);

        CleanupReport again = scan(settings(CleanupStyle.DEFAULT));
        CleanupResult result = clean(settings(CleanupStyle.DEFAULT));

        assertThat(again.badEntries()).isZero();
        assertThat(result.files()).isZero();
        assertThat(tree(root, true)).isEqualTo(once);
    }

    @Test
    void finishesACleanupThatDiedBeforeTheNewManifest() throws Exception {
        Files.writeString(root.resolve(ALICE + "/.cleanup-pending"),
                "frame_00005_500ms.jpeg\nframe_00006_600ms.jpeg\n../../1000002\n");

        clean(settings(CleanupStyle.DEFAULT));

        assertThat(tree(root, false)).isEqualTo(tree(ours, false));
    }

    @Test
    void finishesACleanupThatDiedBehindTheNewManifest() throws Exception {
        Path replay = root.resolve(ALICE);
        Files.copy(expected.resolve(ALICE + "/manifest.json"), replay.resolve("manifest.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(replay.resolve(".cleanup-pending"), "frame_00005_500ms.jpeg\n");

        clean(settings(CleanupStyle.DEFAULT));

        assertThat(tree(root, false)).isEqualTo(tree(ours, false));
    }

    @Test
    void movesToQuarantineWhatWouldBeDeleted() throws Exception {
        Map<String, Object> before = tree(root, false);
        Path quarantine = temp.resolve("bad");

        clean(new CleanupSettings(CleanupStyle.DEFAULT, TestCaptures.LAYOUT, false, false,
                Optional.of(quarantine), 1));

        Map<String, Object> both = tree(root, false);
        Map<String, Object> moved = tree(quarantine, false);
        assertThat(moved).containsKeys(ALICE + "/frame_00005_500ms.jpeg",
                "1000001/pos2_bob_13000ms.replay/manifest.json");
        both.putAll(moved);
        assertThat(both.keySet()).isEqualTo(before.keySet());
    }

    @Test
    void removesByIdentityWhenTheManifestIsNotSorted() throws Exception {
        reverseEntries(root.resolve(ALICE));

        clean(settings(CleanupStyle.DEFAULT));

        assertThat(files(root.resolve(ALICE))).isEqualTo(files(expected.resolve(ALICE)));
    }

    @Test
    void losesTheWrongEntriesOfAnUnsortedManifestInUpstreamStyle() throws Exception {
        reverseEntries(root.resolve(ALICE));

        clean(settings(CleanupStyle.UPSTREAM));

        // Bad are the steps 3 and 5 of 0 to 6; the reversed list has the steps 3 and 1 at those places.
        assertThat(files(root.resolve(ALICE))).contains("frame_00005_500ms.jpeg")
                .doesNotContain("frame_00001_100ms.jpeg");
    }

    @Test
    void keepsActionsThatHappenToBeAsManyAsEntries() throws Exception {
        set(root.resolve(ALICE), "actions", List.of(0, 1, 2, 3, 4, 5, 6));
        clean(settings(CleanupStyle.DEFAULT));
        assertThat(CapturedReplay.open(root.resolve(ALICE)).actions().orElseThrow()).hasSize(7);
    }

    @Test
    void thinsSuchActionsOutInUpstreamStyle() throws Exception {
        set(root.resolve(ALICE), "actions", List.of(0, 1, 2, 3, 4, 5, 6));
        clean(settings(CleanupStyle.UPSTREAM));
        assertThat(CapturedReplay.open(root.resolve(ALICE)).actions().orElseThrow())
                .containsExactly(0, 1, 2, 4, 6);
    }

    @Test
    void takesSidecarsAlong() throws Exception {
        Path sidecar = root.resolve(ALICE + "/frame_00005_500ms.json");
        Path other = root.resolve(ALICE + "/frame_00004_400ms.json");
        Files.writeString(sidecar, "{}");
        Files.writeString(other, "{}");

        CleanupResult result = clean(settings(CleanupStyle.DEFAULT));

        assertThat(sidecar).doesNotExist();
        assertThat(other).exists();
        assertThat(result.files()).isEqualTo(11);
    }

    @ParameterizedTest
    @EnumSource(CleanupStyle.class)
    void keepsAFrameThatAGoodEntryNamesToo(CleanupStyle style) throws Exception {
        String shared = "frame_00004_400ms.jpeg";
        ManifestRewrite.apply(CapturedReplay.open(root.resolve(ALICE)), (index, entry) -> {
            entry.computeIfPresent("file", (key, file) -> file.toString().contains("_500ms") ? shared : file);
            return Optional.of(entry);
        }, Optional.empty());
        Path sidecar = root.resolve(ALICE + "/frame_00004_400ms.json");
        Files.writeString(sidecar, "{}");

        clean(settings(style));

        assertThat(TestCaptures.all(CapturedReplay.open(root.resolve(ALICE)).entries()))
                .extracting(ManifestEntry::file).containsOnlyOnce(shared);
        assertThat(root.resolve(ALICE).resolve(shared)).exists();
        assertThat(sidecar).exists();
    }

    @Test
    void reportsOrphansAndRemovesThemOnlyOnRequest() throws Exception {
        Path orphan = root.resolve(ALICE + "/frame_00009_900ms.jpeg");
        Files.write(orphan, TestCaptures.jpeg(9));

        CleanupReport report = scan(settings(CleanupStyle.DEFAULT));
        assertThat(report.orphans()).isEqualTo(1);
        assertThat(report.findings().get(0).orphans()).containsExactly("frame_00009_900ms.jpeg");
        clean(settings(CleanupStyle.DEFAULT));
        assertThat(orphan).exists();

        clean(new CleanupSettings(CleanupStyle.DEFAULT, TestCaptures.LAYOUT, false, true, Optional.empty(),
                1));
        assertThat(orphan).doesNotExist();
        assertThat(files(root.resolve(ALICE))).isEqualTo(files(expected.resolve(ALICE)));
    }

    @Test
    void findsFramesThatAreCutOnRequest() throws Exception {
        Path frame = root.resolve(ALICE + "/frame_00002_200ms.jpeg");
        Files.write(frame, Arrays.copyOf(Files.readAllBytes(frame), 100));
        CleanupSettings strict = new CleanupSettings(CleanupStyle.DEFAULT, TestCaptures.LAYOUT, true, false,
                Optional.empty(), 1);

        assertThat(scan(settings(CleanupStyle.DEFAULT)).reasons()).doesNotContainKey(BadReason.FRAME_BROKEN);
        assertThat(scan(strict).reasons()).containsEntry(BadReason.FRAME_BROKEN, 1);
        clean(strict);

        assertThat(frame).doesNotExist();
    }

    @Test
    void refusesSnapshotsThatThePythonToolTakes() throws Exception {
        CapturedReplay replay = capture(WriterOptions.LOOSE);
        editSnapshots(replay.folder(), snapshot -> {
            if (snapshot.get("time_ms").asInt() == 400) {
                snapshot.remove("gear_and_wheels");
            }
            return snapshot.get("time_ms").asInt() != 800;
        });

        assertThat(scan(settings(CleanupStyle.UPSTREAM)).badEntries()).isEqualTo(11);
        CleanupReport found = scan(settings(CleanupStyle.DEFAULT));

        assertThat(found.badEntries()).isEqualTo(14);
        assertThat(found.reasons()).containsEntry(BadReason.SNAPSHOT_BAD, 1 + 1)
                .containsEntry(BadReason.SNAPSHOT_FAR, 1 + 1);
    }

    @Test
    void cleansShards() throws Exception {
        CapturedReplay replay = capture(WriterOptions.PACKED);
        List<ManifestEntry> before = TestCaptures.all(replay.entries());
        editSnapshots(replay.folder(), snapshot -> snapshot.get("time_ms").asInt() % 200 == 0);

        CleanupReport report = scan(settings(CleanupStyle.DEFAULT));
        clean(settings(CleanupStyle.DEFAULT));

        List<ManifestEntry> after = TestCaptures.all(replay.entries());
        assertThat(after).isNotEmpty().hasSizeLessThan(before.size());
        assertThat(after).allMatch(entry -> entry.timeMs() % 200 == 0);
        assertThat(report.badEntries()).isEqualTo(12 + before.size() - after.size());
        assertThat(files(replay.folder())).noneMatch(name -> name.endsWith(".part"))
                .filteredOn(name -> name.endsWith(".tar")).containsExactly("frames-00001.tar");
        try (FrameStore frames = replay.frames()) {
            assertThat(frames.names()).hasSize(after.size());
            for (ManifestEntry entry : after) {
                assertThat(frames.read(entry.file())).isEqualTo(TestCaptures.jpeg(entry.step()));
            }
        }
    }

    @Test
    void removesATrackOnlyWhenNothingElseIsInIt() throws Exception {
        set(root.resolve(CAROL), "meta", List.of());
        Path note = root.resolve("1000002/notes.txt");
        Files.writeString(note, "mine");

        CleanupResult result = clean(settings(CleanupStyle.DEFAULT));

        assertThat(result.tracks()).isEmpty();
        assertThat(note).exists();
        assertThat(files(root.resolve("1000002"))).containsExactly("notes.txt");
    }

    @Test
    void leavesManifestsAloneThatCannotBeRead() throws Exception {
        Files.writeString(root.resolve(ALICE + "/manifest.json"), "{\"entries\": [{\"file\"");

        CleanupReport report = scan(settings(CleanupStyle.DEFAULT));
        clean(settings(CleanupStyle.DEFAULT));

        assertThat(report.replays()).isEqualTo(4);
        assertThat(report.unreadable()).hasSize(1);
        assertThat(report.unreadable().get(0).unreadable()).contains("manifest.json");
        assertThat(files(root.resolve(ALICE))).hasSize(8);
    }

    private CapturedReplay capture(WriterOptions options) throws IOException {
        Path folder = root.resolve("1000003/pos1_eve_2000ms.replay");
        TestCaptures.write(folder, new FrameSchedule(10, 2000), options);
        return CapturedReplay.open(folder);
    }

    private static void reverseEntries(Path replay) throws IOException {
        List<Map<String, Object>> entries = TestCaptures.all(CapturedReplay.open(replay).storedEntries());
        ManifestRewrite.apply(CapturedReplay.open(replay),
                (index, entry) -> Optional.of(entries.get(entries.size() - 1 - index)), Optional.empty());
    }

    private static void set(Path replay, String key, List<?> value) throws IOException {
        Path file = replay.resolve("manifest.json");
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        manifest.set(key, JSON.valueToTree(value));
        JSON.writeValue(file.toFile(), manifest);
    }

    private static void editSnapshots(Path replay, Function<ObjectNode, Boolean> stays) throws IOException {
        Path file = replay.resolve("manifest.json");
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        ArrayNode kept = JSON.createArrayNode();
        manifest.get("meta").forEach(snapshot -> {
            if (stays.apply((ObjectNode) snapshot)) {
                kept.add(snapshot);
            }
        });
        manifest.set("meta", kept);
        JSON.writeValue(file.toFile(), manifest);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Content by path: JSON as values, everything else as bytes. */
    private static Map<String, Object> tree(Path root, boolean withMetadata) throws IOException {
        Map<String, Object> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (name.endsWith("manifest.json") || (withMetadata && name.endsWith(".json"))) {
                    tree.put(name, JSON.readTree(file.toFile()));
                } else if (!name.endsWith("metadata.json")) {
                    tree.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return tree;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
