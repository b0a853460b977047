package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.pretrain.data.FrameCacheException.Reason;

class FrameCacheTest {

    private static final FrameCacheBuilder SMALL =
            new FrameCacheBuilder(4, 6, 2, false, Duration.ofSeconds(30));
    private static final FrameCacheBuilder.Progress SILENT = (frames, all) -> { };

    @TempDir
    Path root;
    private Path data;
    private Path folder;

    @BeforeEach
    void dataset() throws IOException {
        data = root.resolve("data");
        folder = root.resolve("cache");
        TestDataset.loose(data, "b", "one", 5);
        TestDataset.packed(data, "a", "two", 7);
        TestDataset.loose(data, "b", "two", 1);
    }

    private FrameCache build() throws IOException {
        return SMALL.openOrBuild(FrameTree.read(data), folder, SILENT, () -> false).orElseThrow();
    }

    private static byte[] frame(Frames frames, int frame) {
        ByteBuffer to = ByteBuffer.allocate(3 + frames.height() * frames.width()).position(3);
        frames.copy(frame, to);
        assertThat(to.hasRemaining()).isFalse();
        byte[] pixels = new byte[frames.height() * frames.width()];
        to.get(3, pixels);
        return pixels;
    }

    private static byte[] all(int grey) {
        byte[] pixels = new byte[24];
        Arrays.fill(pixels, (byte) grey);
        return pixels;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void holdsTheFramesInOrderOfTheTree() throws IOException {
        try (FrameCache cache = build()) {
            assertThat(List.of(cache.height(), cache.width(), cache.count())).containsExactly(4, 6, 13);
            assertThat(cache.replays()).containsExactly(ReplayFrames.readable("a", "two", 0, 7),
                    ReplayFrames.readable("b", "one", 7, 5), ReplayFrames.readable("b", "two", 12, 1));
            for (int i = 0; i < 13; i++) {
                assertThat(frame(cache, i)).as("frame " + i).isEqualTo(all(10 * (i < 7 ? i : (i - 7) % 5)));
            }
        }
        assertThat(files(folder)).containsExactly(".lock", "cache.json", "frames.u8", "index.json");
        assertThat(folder.resolve("frames.u8")).hasSize(13 * 24);
    }

    @Test
    void isTheSameInMemoryInSlicesAndByOneThread() throws IOException {
        build().close();
        List<Frames> others = new ArrayList<>();
        CacheIndex index = CacheIndex.read(folder);
        others.add(FrameCache.open(folder, true));
        others.add(FrameCache.open(folder, index, false, 50));
        others.add(FrameCache.open(folder, index, true, 1));
        others.add(new FrameCacheBuilder(4, 6, 1, true, Duration.ZERO)
                .rebuild(FrameTree.read(data), root.resolve("other"), SILENT, () -> false).orElseThrow());
        try (FrameCache cache = FrameCache.open(folder, false)) {
            for (Frames other : others) {
                for (int i = 0; i < 13; i++) {
                    assertThat(frame(other, i)).isEqualTo(frame(cache, i));
                }
                other.close();
            }
        }
    }

    @Test
    void isUsedUntilTheDatasetOrTheSizeIsAnother() throws IOException {
        build().close();
        FrameTree tree = FrameTree.read(data);
        byte[] head = Files.readAllBytes(folder.resolve("cache.json"));

        build().close();
        assertThat(Files.readAllBytes(folder.resolve("cache.json"))).isEqualTo(head);
        assertThat(FrameCache.find(folder, tree, 4, 6, false)).isPresent();
        assertThat(FrameCache.find(folder, tree, 6, 4, false)).isEmpty();
        assertThat(FrameCache.find(folder, tree, 4, 7, false)).isEmpty();
        assertThat(FrameCache.find(folder, tree, 5, 6, false)).isEmpty();
        TestDataset.file(data.resolve("b").resolve("one"), TestDataset.name(4, "png"),
                TestDataset.picture(9, 9, 250, "png"));
        FrameTree changed = FrameTree.read(data);
        assertThat(FrameCache.find(folder, changed, 4, 6, false)).isEmpty();
        try (FrameCache cache = build()) {
            assertThat(cache.signature()).isEqualTo(changed.signature());
            assertThat(frame(cache, 11)).isEqualTo(all(250));
        }
    }

    @Test
    void namesWhatCannotBeReadAndLeavesAGap() throws IOException {
        Path one = data.resolve("b").resolve("one");
        Files.write(one.resolve(TestDataset.name(1, "png")), new byte[] {1, 2, 3});
        Files.write(one.resolve(TestDataset.name(3, "png")), new byte[0]);
        Files.write(one.resolve("frame_00009_450ms.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});

        try (FrameCache built = build(); FrameCache cache = FrameCache.open(folder, false)) {
            assertThat(cache.unreadable()).isEqualTo(built.unreadable())
                    .extracting(UnreadableFrame::frame).containsExactly(8, 10, 12);
            assertThat(cache.unreadable().get(0)).hasToString(
                    "b/one/frame_00001_50ms.png: begins neither like a JPEG, a PNG or a BMP nor like a "
                        + "NumPy file");
            assertThat(cache.replays().get(1).unreadable()).hasToString("{1, 3, 5}");
            assertThat(cache.replays().get(0).unreadable().isEmpty()).isTrue();
            assertThat(frame(cache, 9)).isEqualTo(all(20));
        }
        assertThat(Files.readString(folder.resolve("cache.json"))).contains("\"unreadable\" : 3");
    }

    @Test
    void aFrameThatIsDeletedMeanwhileIsNamedToo() throws IOException {
        FrameTree tree = FrameTree.read(data);
        Files.delete(data.resolve("b").resolve("one").resolve(TestDataset.name(2, "png")));

        try (FrameCache cache = SMALL.openOrBuild(tree, folder, SILENT, () -> false).orElseThrow()) {
            assertThat(cache.unreadable()).hasSize(1);
            assertThat(cache.unreadable().get(0).reason()).contains("has no frame frame_00002_100ms.png");
        }
    }

    /** A folder in the place of a file is what a system refuses to read, whoever asks. */
    @Test
    void whatTheSystemRefusesToReadIsNoDamagedPictureAndNothingIsCached() throws IOException {
        FrameTree tree = FrameTree.read(data);
        Path frame = data.resolve("b").resolve("one").resolve(TestDataset.name(2, "png"));
        Path aside = Files.move(frame, root.resolve("aside.png"));
        Files.createDirectory(frame);

        assertNotRead(tree, frame);
        assertThat(files(folder)).containsExactly(".lock");
        Files.delete(frame);
        Files.move(aside, frame);
        try (FrameCache cache = SMALL.openOrBuild(tree, folder, SILENT, () -> false).orElseThrow()) {
            assertThat(cache.unreadable()).as("with the file as it was").isEmpty();
        }
    }

    @Test
    void aDiskThatIsTakenAwayMeanwhileLeavesNoCacheWithoutItsFrames() throws IOException {
        FrameTree tree = FrameTree.read(data);
        Path replay = data.resolve("b").resolve("one");
        Files.move(replay, root.resolve("aside"));

        assertNotRead(tree, replay);
        assertThat(files(folder)).containsExactly(".lock");
    }

    private void assertNotRead(FrameTree tree, Path file) {
        assertThatExceptionOfType(FrameCacheException.class)
                .isThrownBy(() -> SMALL.openOrBuild(tree, folder, SILENT, () -> false))
                .withMessageStartingWith(file + ": could not be read")
                .withMessageContaining("nothing was cached")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_READ));
    }

    @Test
    void aCacheOfAnEarlierVersionThatTookRefusedFilesForDamagedOnesIsBuiltAnew() throws IOException {
        Files.write(data.resolve("b").resolve("one").resolve(TestDataset.name(1, "png")), new byte[] {1});
        build().close();
        FrameTree tree = FrameTree.read(data);
        assertThat(FrameCache.find(folder, tree, 4, 6, false)).as("damaged for good").isPresent();
        Path index = folder.resolve("index.json");
        Files.writeString(index, Files.readString(index).replaceFirst("\"reason\":\"[^\"]*",
                "\"reason\":\"java.nio.file.AccessDeniedException: frame"));

        assertThat(FrameCache.find(folder, tree, 4, 6, false)).isEmpty();
    }

    @Test
    void refusesADatasetInWhichNothingCanBeRead() throws IOException {
        TestDataset.file(root.resolve("bad").resolve("t").resolve("r"), "1.png", new byte[] {1});

        assertThatExceptionOfType(FrameCacheException.class)
                .isThrownBy(() -> SMALL.openOrBuild(FrameTree.read(root.resolve("bad")), folder, SILENT,
                        () -> false))
                .withMessageContaining("t/r/1.png")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOTHING_READABLE));
        assertThat(files(folder)).containsExactly(".lock");
    }

    private static String content(Path folder, String... tracks) throws IOException {
        try (FrameCache cache = FrameCache.open(folder, false)) {
            return cache.content(List.of(tracks)::contains).orElseThrow();
        }
    }

    @Test
    void copiesOfTheSameFramesHaveTheSameContentWhateverIsDecodedBesideThem() throws IOException {
        build().close();
        String all = content(folder, "a", "b");
        String some = content(folder, "b");
        FrameTree before = FrameTree.read(data);
        Path frame = data.resolve("b/one").resolve(TestDataset.name(2, "png"));
        Files.setLastModifiedTime(frame, FileTime.fromMillis(1_000_000));
        FrameTree copied = FrameTree.read(data);
        assertThat(copied.signature()).isNotEqualTo(before.signature());

        Path other = root.resolve("other");
        new FrameCacheBuilder(4, 6, 1, true, Duration.ZERO).rebuild(copied, other, SILENT, () -> false)
                .orElseThrow().close();
        assertThat(content(other, "a", "b")).isEqualTo(all).isNotEqualTo(some);
        SMALL.rebuild(copied.only(Set.of("b")), other, SILENT, () -> false).orElseThrow().close();
        assertThat(content(other, "b")).isEqualTo(some);

        Files.write(frame, TestDataset.picture(8, 8, 21, "png"));
        build().close();
        assertThat(content(folder, "b")).as("another picture").isNotEqualTo(some);
        Files.write(frame, new byte[] {1});
        build().close();
        String gap = content(folder, "b");
        Files.write(frame, TestDataset.picture(8, 8, 0, "png"));
        build().close();
        assertThat(content(folder, "b")).as("a black picture is no gap").isNotEqualTo(gap);
        Path index = folder.resolve("index.json");
        Files.writeString(index, Files.readString(index).replaceAll(",\"content\":\"[0-9a-f]+\"", ""));
        try (FrameCache cache = build()) {
            assertThat(cache.content(track -> true)).as("of an earlier version").isEmpty();
        }
    }

    @Test
    void stoppedItLeavesTheOldCache() throws IOException {
        build().close();
        AtomicInteger asked = new AtomicInteger();

        Optional<FrameCache> stopped = SMALL.rebuild(FrameTree.read(data), folder, SILENT,
                () -> asked.incrementAndGet() > 0);

        assertThat(stopped).isEmpty();
        assertThat(files(folder)).containsExactly(".lock", "cache.json", "frames.u8", "index.json");
        assertThat(FrameCache.find(folder, FrameTree.read(data), 4, 6, false)).isPresent();
        Thread.currentThread().interrupt();
        assertThat(SMALL.rebuild(FrameTree.read(data), folder, SILENT, () -> false)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        List<Long> seen = new ArrayList<>();
        SMALL.openOrBuild(FrameTree.read(data), folder, (frames, all) -> {
            assertThat(all).isEqualTo(13);
            seen.add(frames);
        }, () -> false).orElseThrow().close();

        assertThat(seen).isSorted().endsWith(13L);
    }

    @Test
    void ofTwoBuildersOneBuilds() throws Exception {
        FrameTree tree = FrameTree.read(data);
        CountDownLatch building = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger reports = new AtomicInteger();
        Thread first = new Thread(() -> {
            try {
                SMALL.rebuild(tree, folder, (frames, all) -> {
                    building.countDown();
                    await(go);
                }, () -> false).orElseThrow().close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        first.start();
        await(building);

        FrameCacheBuilder impatient = new FrameCacheBuilder(4, 6, 1, false, Duration.ZERO);
        assertThatExceptionOfType(FrameCacheException.class)
                .isThrownBy(() -> impatient.openOrBuild(tree, folder, SILENT, () -> false))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
        assertThat(SMALL.openOrBuild(tree, folder, SILENT, () -> true)).isEmpty();
        go.countDown();
        try (FrameCache second = SMALL.openOrBuild(tree, folder, (frames, all) -> reports.incrementAndGet(),
                () -> false).orElseThrow()) {
            assertThat(second.count()).isEqualTo(13);
        }
        first.join();
        assertThat(reports.get()).as("the second decoded nothing").isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files of a new cache arrive one by one. */
    @Test
    void aStepOfTheReplacementIsNeverTakenForACache() throws IOException {
        build().close();
        FrameTree old = FrameTree.read(data);
        Path next = root.resolve("next");
        SMALL.rebuild(old, next, SILENT, () -> false).orElseThrow().close();

        assertThat(FrameCache.find(folder, old, 4, 6, false)).isPresent();
        Files.delete(folder.resolve("cache.json"));
        assertThat(FrameCache.find(folder, old, 4, 6, false)).isEmpty();
        for (String file : List.of("frames.u8", "index.json")) {
            Files.move(next.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            assertThat(FrameCache.find(folder, old, 4, 6, false)).isEmpty();
        }
        Files.move(next.resolve("cache.json"), folder.resolve("cache.json"));
        assertThat(FrameCache.find(folder, old, 4, 6, false)).isPresent();
    }

    @Test
    void aReplacementThatFailsHalfwayLeavesNoCache() throws IOException {
        build().close();
        Files.delete(folder.resolve("index.json"));
        Files.createDirectories(folder.resolve("index.json/in-the-way"));
        assertThatExceptionOfType(IOException.class).isThrownBy(this::build);

        assertThat(files(folder)).contains("frames.u8").doesNotContain("cache.json", ".building");
    }

    @Test
    void brokenCachesAreNotFoundAndOpeningOneSaysWhy() throws IOException {
        build().close();
        FrameTree tree = FrameTree.read(data);
        Path head = folder.resolve("cache.json");
        Path index = folder.resolve("index.json");
        String headText = Files.readString(head);
        String indexText = Files.readString(index);
        byte[] pixels = Files.readAllBytes(folder.resolve("frames.u8"));

        assertBroken(tree, head, headText.replace("tmnf frames", "frames"), "another format");
        assertBroken(tree, head, headText.replace("\"version\" : 1", "\"version\" : 2"), "another format");
        assertBroken(tree, head, headText.replaceAll("\"build\" : \"..", "\"build\" : \"zz"), "together");
        assertBroken(tree, head, headText.replace("\"height\" : 4", "\"height\" : 0"), "0 rows");
        assertBroken(tree, head, headText.replace("\"frames\" : 13", "\"frames\" : 14"), "13 of 14 frames");
        assertBroken(tree, head, "{", "no JSON");
        Files.writeString(head, headText);
        assertBroken(tree, index, indexText.replace("\"first\":7", "\"first\":6"), "does not begin where");
        assertBroken(tree, index, indexText.replace("\"count\":5", "\"count\":5000000000"), "\"count\"");
        assertBroken(tree, index, indexText.replace("\"unreadable\":[]",
                "\"unreadable\":[{\"frame\":13,\"file\":\"\",\"reason\":\"\"}]"), "frame 13 of 13");
        Files.writeString(index, indexText);
        Files.write(folder.resolve("frames.u8"), Arrays.copyOf(pixels, pixels.length - 1));
        assertThatExceptionOfType(FrameCacheException.class).isThrownBy(() -> FrameCache.open(folder, false))
                .withMessageContaining("312 bytes");
        assertThatExceptionOfType(FrameCacheException.class)
                .isThrownBy(() -> FrameCache.open(root.resolve("nowhere"), false))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING));
        build().close();
        assertThat(FrameCache.find(folder, tree, 4, 6, false)).isPresent();
    }

    private void assertBroken(FrameTree tree, Path file, String text, String message) throws IOException {
        Files.writeString(file, text);
        assertThatExceptionOfType(FrameCacheException.class).isThrownBy(() -> FrameCache.open(folder, false))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BROKEN));
        assertThat(FrameCache.find(folder, tree, 4, 6, false)).isEmpty();
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        FrameCache cache = build();
        ByteBuffer to = ByteBuffer.allocate(24);

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cache.copy(13, to));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> cache.copy(-1, to));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> cache.copy(0, ByteBuffer.allocate(23)));
        cache.close();
        cache.close();
        assertThatIllegalStateException().isThrownBy(() -> cache.copy(0, to));
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameCacheBuilder(0, 6));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new FrameCacheBuilder(4, 6, -1, false, Duration.ZERO));
    }
}
