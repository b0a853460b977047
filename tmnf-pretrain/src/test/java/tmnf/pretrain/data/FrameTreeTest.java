package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.capture.dataset.DatasetException;
import tmnf.gbx.Samples;

class FrameTreeTest {

    @TempDir
    Path root;

    private List<String> frames(String... names) throws IOException {
        for (String name : names) {
            TestDataset.file(root.resolve("track").resolve("replay"), name, new byte[] {1});
        }
        return FrameTree.read(root).replays().get(0).frames();
    }

    @Test
    void listsTheFramesThatThePythonPipelineLists() throws Exception {
        Path golden = Samples.golden("pretrain").resolve("dataset");
        JsonNode expected = new ObjectMapper().readTree(golden.resolve("expected.json").toFile());

        FrameTree tree = FrameTree.read(golden.resolve("img"));

        List<String> files = new ArrayList<>();
        tree.replays().forEach(replay -> replay.frames()
                .forEach(frame -> files.add(replay.track() + "/" + replay.name() + "/" + frame)));
        List<String> wanted = new ArrayList<>();
        expected.get("level0_n_stack_1").forEach(window -> wanted.add(window.get(0).asText()));
        assertThat(files).isEqualTo(wanted);
        JsonNode counts = expected.get("source_signature");
        assertThat(tree.tracks(1)).hasSize(counts.get("n_tracks").asInt());
        assertThat(tree.replays()).hasSize(counts.get("n_replays").asInt());
        assertThat(tree.frameCount()).isEqualTo(counts.get("n_frame_files").asInt());
        assertThat(TrackSplit.of(tree.tracks(1), 0.25, 42).validation()).containsExactly("C9");
        assertThat(tree.tracks(3)).doesNotContain("924307").hasSize(4);
    }

    @Test
    void sortsByStepThenTimeThenName() throws IOException {
        assertThat(frames("frame_100000_5000ms.png", "frame_99999_4990ms.png", "frame_00007_80ms.png",
                "frame_00007_9ms.png", "frame_00007_-5ms.png", "frame_00007_9.5ms.png"))
                .containsExactly("frame_00007_-5ms.png", "frame_00007_9ms.png", "frame_00007_9.5ms.png",
                        "frame_00007_80ms.png", "frame_99999_4990ms.png", "frame_100000_5000ms.png");
    }

    @Test
    void sortsForeignNamesByTheirLastNumber() throws IOException {
        assertThat(frames("10.png", "9.png", "lap2_8.png", "start.png", "b.png"))
                .containsExactly("lap2_8.png", "9.png", "10.png", "b.png", "start.png");
    }

    @Test
    void takesEveryKindOfPictureInAnySpellingAndNothingElse() throws IOException {
        assertThat(frames("1.JPG", "2.jpeg", "3.Png", "4.BMP", "5.npy", "6.gif", "manifest.json", "._1.jpeg",
                ".7.png", "png"))
                .containsExactly("1.JPG", "2.jpeg", "3.Png", "4.BMP", "5.npy");
    }

    @Test
    void aMomentThatIsThereTwiceIsTakenOnce() throws IOException {
        assertThat(frames("frame_00001_50ms.png", "frame_00001_50ms.jpeg", "frame_00001_60ms.png", "1.png",
                "1.jpeg")).containsExactly("1.jpeg", "1.png", "frame_00001_50ms.jpeg",
                "frame_00001_60ms.png");
        assertThat(FrameTree.read(root).twins()).containsExactly("track/replay/frame_00001_50ms.png");
    }

    @Test
    void leavesHiddenFoldersAndThoseWithoutFramesOut() throws IOException {
        TestDataset.loose(root, "b", "second", 2);
        TestDataset.loose(root, "b", "first", 1);
        TestDataset.loose(root, "\uD83C\uDFCE", "replay", 1);
        TestDataset.loose(root, "\uFF21", "replay", 1);
        TestDataset.loose(root, ".capture", "quarantine", 3);
        TestDataset.loose(root, "b", ".staging", 3);
        Files.createDirectories(root.resolve("a").resolve("empty"));
        Files.createDirectories(root.resolve("b").resolve("first").resolve("folder.png"));

        FrameTree tree = FrameTree.read(root);

        assertThat(tree.tracks(1)).containsExactly("b", "\uFF21", "\uD83C\uDFCE");
        assertThat(tree.replays()).extracting(FrameTree.Replay::name)
                .containsExactly("first", "second", "replay", "replay");
        assertThat(tree.frameCount()).isEqualTo(5);
    }

    @Test
    void readsShardsWithAndWithoutTheirManifestAndIndex() throws IOException {
        Path replay = TestDataset.packed(root, "track", "replay", 12);
        List<String> whole = FrameTree.read(root).replays().get(0).frames();
        Files.delete(replay.resolve("manifest.json"));
        Files.delete(replay.resolve("frames-index.tsv"));

        assertThat(whole).hasSize(12).startsWith("frame_00000_0ms.jpeg", "frame_00001_50ms.jpeg");
        assertThat(FrameTree.read(root).replays().get(0).frames()).isEqualTo(whole);
    }

    @Test
    void theSignatureSeesContentSizeTimeAndNameButNotThePlace() throws IOException {
        Path replay = TestDataset.loose(root.resolve("one"), "track", "replay", 3);
        TestDataset.packed(root.resolve("one"), "track", "shards", 3);
        String before = FrameTree.read(root.resolve("one")).signature();
        Path frame = replay.resolve(TestDataset.name(1, "png"));
        FileTime time = Files.getLastModifiedTime(frame);
        List<String> seen = new ArrayList<>(List.of(before));

        Files.setLastModifiedTime(frame, FileTime.fromMillis(time.toMillis() + 2000));
        seen.add(FrameTree.read(root.resolve("one")).signature());
        Files.write(frame, new byte[] {1});
        Files.setLastModifiedTime(frame, time);
        seen.add(FrameTree.read(root.resolve("one")).signature());
        Files.move(frame, replay.resolve(TestDataset.name(7, "png")));
        seen.add(FrameTree.read(root.resolve("one")).signature());
        Files.move(replay.resolve(TestDataset.name(7, "png")), replay.resolve(TestDataset.name(8, "png")));
        seen.add(FrameTree.read(root.resolve("one")).signature());
        Files.move(replay, replay.resolveSibling("replay2"));
        seen.add(FrameTree.read(root.resolve("one")).signature());
        Files.move(replay.resolveSibling("replay2"), replay);
        Path shard = root.resolve("one/track/shards/frames-00000.tar");
        Files.setLastModifiedTime(shard, FileTime.fromMillis(time.toMillis() + 9000));
        seen.add(FrameTree.read(root.resolve("one")).signature());
        Files.write(replay.resolve("manifest.json"), new byte[] {1});
        String withManifest = FrameTree.read(root.resolve("one")).signature();
        Files.move(root.resolve("one"), root.resolve("two"));

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(withManifest).isEqualTo(seen.get(6));
        assertThat(FrameTree.read(root.resolve("two")).signature()).isEqualTo(withManifest);
    }

    @Test
    void saysWhatTheFolderIsInstead() throws IOException {
        Path replay = TestDataset.loose(root, "track", "replay", 1);
        Files.createDirectories(root.resolve("empty"));

        assertRefused(root.resolve("nowhere"), "does not exist");
        assertRefused(replay.resolve(TestDataset.name(0, "png")), "is no folder");
        assertRefused(root.resolve("empty"), "has no frames of replays. Name");
        assertRefused(replay, "the folder of one replay");
        assertRefused(replay.getParent(), "the folder of one track");
    }

    private static void assertRefused(Path folder, String message) {
        assertThatExceptionOfType(DatasetException.class).isThrownBy(() -> FrameTree.read(folder))
                .withMessageContaining(message).withMessageContaining(folder.toString());
    }

    @Test
    void someTracksAreADatasetOfTheirOwn() throws IOException {
        for (String track : List.of("a", "b", "c")) {
            for (String name : List.of("frame_00001_50ms.jpeg", "frame_00001_50ms.png",
                    "frame_00002_100ms.png")) {
                TestDataset.file(root.resolve(track).resolve("replay"), name, new byte[] {1});
            }
        }
        FrameTree all = FrameTree.read(root);
        FrameTree some = all.only(Set.of("c", "a", "gone"));

        assertThat(some.tracks(1)).containsExactly("a", "c");
        assertThat(some.frameCount()).isEqualTo(4);
        assertThat(some.replayFrames()).extracting(ReplayFrames::first).containsExactly(0, 2);
        assertThat(some.twins()).containsExactly("a/replay/frame_00001_50ms.png",
                "c/replay/frame_00001_50ms.png");
        assertThat(some.whole()).isSameAs(all);
        assertThat(all.only(Set.of("a", "b", "c"))).isSameAs(all);
        assertThat(all.only(Set.of("a", "c")).tracksName()).isEqualTo(some.tracksName())
                .isNotEqualTo(all.tracksName()).isNotEqualTo(all.only(Set.of("a")).tracksName());
        String withoutOthers = all.replaysSignature();
        TestDataset.file(root.resolve("d/replay"), "3.png", new byte[] {1});
        assertThat(FrameTree.read(root).only(Set.of("a", "b", "c")).replaysSignature())
                .as("also where there were no others").isEqualTo(withoutOthers);
        TestDataset.file(root.resolve("b/replay"), "3.png", new byte[] {1});
        FrameTree others = FrameTree.read(root);
        assertThat(others.signature()).isNotEqualTo(all.signature());
        assertThat(others.only(Set.of("a", "c")).signature()).as("b is another track")
                .isEqualTo(some.signature()).isNotEqualTo(all.signature());
        TestDataset.file(root.resolve("c/replay"), "3.png", new byte[] {1});
        assertThat(FrameTree.read(root).only(Set.of("a", "c")).signature()).isNotEqualTo(some.signature());
    }
}
