package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.PythonProgram;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.FrameCacheException.Reason;

class NpySamplesTest {

    private static final FrameCacheBuilder.Progress SILENT = (done, all) -> { };
    private static final float LEVEL = 1 / 255f;

    @TempDir
    Path root;

    private static float[] floats(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        NpyHeader header = NpyHeader.parse(file.toString(), bytes);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(header.order()).position(header.dataOffset());
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }

    private static Map<String, Object> json(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), new TypeReference<>() { });
    }

    private FrameCache cache(FrameTree tree, int height, int width) throws IOException {
        return new FrameCacheBuilder(height, width).openOrBuild(tree, root.resolve("cache"), SILENT, () ->
                false)
                .orElseThrow();
    }

    /** PNG rows to 1e-6, as the recording's README demands; ours and its JPEG decoder agree too. */
    @Test
    void writesTheCacheThatThePythonPipelineWrote() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("dataset");
        Path expected = golden.resolve("cache_16_n2");
        FrameTree tree = FrameTree.read(golden.resolve("img"));
        TrackSplit split = TrackSplit.of(tree.tracks(2), 0.25, 42);
        NpyExport.Origin origin = new NpyExport.Origin(Path.of("/data/img"), 0.25, 42);
        try (FrameCache cache = cache(tree, 16, 16)) {
            NpyExport.exact(cache, tree).write(split, 2, origin, root.resolve("exact"), SILENT, () -> false);
            NpyExport.of(cache).write(split, 2, origin, root.resolve("levels"), SILENT, () -> false);
        }

        for (String file : List.of("train.npy", "val.npy")) {
            assertThat(NpyHeader.read(root.resolve("exact").resolve(file)))
                    .isEqualTo(NpyHeader.read(expected.resolve(file)));
            float[] wanted = floats(expected.resolve(file));
            float[] exact = floats(root.resolve("exact").resolve(file));
            float[] levels = floats(root.resolve("levels").resolve(file));
            assertThat(exact).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.length; i++) {
                assertThat(exact[i]).isCloseTo(wanted[i], within(1e-6f));
                assertThat(levels[i]).isCloseTo(wanted[i], within(LEVEL / 2 + 1e-6f));
            }
        }
        Map<String, Object> meta = json(root.resolve("exact").resolve("cache_meta.json"));
        Map<String, Object> wanted = json(expected.resolve("cache_meta.json"));
        assertThat(meta.remove("source_data_dir"))
                .isEqualTo(Path.of("/data/img").toAbsolutePath().toString());
        wanted.remove("source_data_dir");
        assertThat(meta).isEqualTo(wanted);
        assertThat(meta.keySet()).containsExactlyElementsOf(wanted.keySet());
    }

    @Test
    void takesTheCacheThatThePythonPipelineWrote() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("dataset").resolve("cache_16_n2");
        float[] train = floats(golden.resolve("train.npy"));
        float[] validation = floats(golden.resolve("val.npy"));
        try (NpySamples mapped = NpySamples.open(golden,
                false); NpySamples memory = NpySamples.open(golden, true)) {
            assertThat(List.of(mapped.listing().stack(), mapped.height(), mapped.width(), mapped.count()))
                    .containsExactly(2, 16, 16, 62);
            assertThat(mapped.rounded()).isEqualTo(memory.rounded()).isPositive();
            assertThat(mapped.listing().split()).isEqualTo(new TrackSplit(List.of("train"), List.of("val")));
            assertThat(WindowIndex.of(mapped.replays(), 2, "train"::equals).count()).isEqualTo(23);
            assertThat(WindowIndex.of(mapped.replays(), 2, "val"::equals).first(7)).isEqualTo(60);
            assertThat(WindowIndex.of(mapped.replays(), 3, track -> true).count()).isZero();
            assertThat(NpySamples.list(golden)).isEqualTo(mapped.listing());
            ByteBuffer one = ByteBuffer.allocate(256);
            ByteBuffer two = ByteBuffer.allocate(256);
            for (int frame = 0; frame < 62; frame++) {
                mapped.copy(frame, one.clear());
                memory.copy(frame, two.clear());
                assertThat(one.array()).isEqualTo(two.array());
                assertThat(one.hasRemaining()).isFalse();
                for (int i = 0; i < 256; i++) {
                    float wanted = frame < 46 ? train[frame * 256 + i] : validation[(frame - 46) * 256 + i];
                    assertThat((one.get(i) & 0xFF) * LEVEL).isCloseTo(wanted, within(LEVEL / 2 + 1e-6f));
                }
            }
        }
    }

    @Test
    void whatWasExportedFromLevelsComesBackToTheLastBit() throws IOException {
        Path data = root.resolve("data");
        TestDataset.loose(data, "a", "one", 4);
        TestDataset.loose(data, "a", "two", 2);
        TestDataset.loose(data, "b", "three", 3);
        Files.write(data.resolve("a/one").resolve(TestDataset.name(1, "png")), new byte[] {9});
        Path folder = root.resolve("npy");
        try (FrameCache cache = cache(FrameTree.read(data), 5, 7)) {
            NpyExport.Written written = NpyExport.of(cache).write(new TrackSplit(List.of("a"),
                    List.of("b")), 2,
                    new NpyExport.Origin(data, 0.5, 7), folder, SILENT, () -> false).orElseThrow();

            assertThat(written).isEqualTo(new NpyExport.Written(2, 2));
            try (NpySamples samples = NpySamples.open(folder, false)) {
                assertThat(samples.rounded()).isZero();
                int[] frames = {2, 3, 4, 5, 6, 7, 7, 8};
                for (int i = 0; i < frames.length; i++) {
                    ByteBuffer wanted = ByteBuffer.allocate(35);
                    ByteBuffer found = ByteBuffer.allocate(35);
                    cache.copy(frames[i], wanted);
                    samples.copy(i, found);
                    assertThat(found.array()).isEqualTo(wanted.array());
                }
            }
            assertThat(json(folder.resolve("cache_meta.json")).get("image_size")).isEqualTo(List.of(5, 7));
            NpyExport.of(cache).write(new TrackSplit(List.of("a", "b"), List.of()), 1,
                    new NpyExport.Origin(data, 0, 7), folder, SILENT, () -> false);
            assertThat(folder.resolve("val.npy")).doesNotExist();
            try (NpySamples samples = NpySamples.open(folder, true)) {
                assertThat(samples.count()).isEqualTo(8);
                assertThat(samples.listing().split().validation()).isEmpty();
            }
        }
    }

    @Test
    void aStoppedExportIsNotValid() throws IOException {
        TestDataset.loose(root.resolve("data"), "a", "one", 4);
        FrameTree tree = FrameTree.read(root.resolve("data"));
        Path folder = root.resolve("npy");
        TrackSplit split = new TrackSplit(List.of("a"), List.of());
        NpyExport.Origin origin = new NpyExport.Origin(tree.root(), 0, 1);
        try (FrameCache cache = cache(tree, 8, 8)) {
            NpyExport.of(cache).write(split, 1, origin, folder, SILENT, () -> false);
            assertThat(NpyExport.of(cache).write(split, 1, origin, folder, SILENT, () -> true)).isEmpty();
            assertThat(folder.resolve("cache_meta.json")).doesNotExist();
            assertThat(NpySamples.open(folder, true).count()).isEqualTo(4);
            TestDataset.loose(root.resolve("data"), "a", "two", 4);
            FrameTree other = FrameTree.read(root.resolve("data"));
            assertThatIllegalArgumentException().isThrownBy(() -> NpyExport.exact(cache, other));
        }
    }

    @Test
    void ofTwoExportsIntoOneFolderOneWaitsUntilTheOtherIsDone() throws Exception {
        TestDataset.loose(root.resolve("data"), "a", "one", 4);
        FrameTree tree = FrameTree.read(root.resolve("data"));
        Path folder = root.resolve("npy");
        TrackSplit split = new TrackSplit(List.of("a"), List.of());
        NpyExport.Origin origin = new NpyExport.Origin(tree.root(), 0, 1);
        try (FrameCache cache = cache(tree, 8, 8)) {
            NpyExport export = NpyExport.of(cache);
            Path left = TestDataset.file(folder, ".train.npy.123.tmp", new byte[9]);
            Path foreign = TestDataset.file(folder, ".train.npy.x.tmp", new byte[9]);
            Optional<NpyExport.Written> first = export.write(split, 1, origin, folder, (done, all) -> {
                if (done == 2) {
                    assertThat(unchecked(() -> export.write(split, 1, origin, folder, SILENT, () -> true)))
                            .as("stopped while it waits").isEmpty();
                }
            }, () -> false);
            assertThat(first).contains(new NpyExport.Written(4, 0));
            assertThat(left).as("of a process that was killed").doesNotExist();
            assertThat(foreign).exists();
            assertThat(export.find(split, 1, origin, folder)).isEqualTo(first);
            assertThat(export.write(split, 1, origin, folder, SILENT, () -> false)).isEqualTo(first);
        }
    }

    @Test
    void anExportThatWaitedTakesWhatTheOtherOneWroteOfTheSameFrames() throws Exception {
        TestDataset.loose(root.resolve("data"), "a", "one", 4);
        FrameTree tree = FrameTree.read(root.resolve("data"));
        Path folder = root.resolve("npy");
        TrackSplit split = new TrackSplit(List.of("a"), List.of());
        NpyExport.Origin origin = new NpyExport.Origin(tree.root(), 0, 1);
        AtomicInteger written = new AtomicInteger();
        List<Thread> waiting = new ArrayList<>();
        List<Optional<NpyExport.Written>> second = new CopyOnWriteArrayList<>();
        try (FrameCache cache = cache(tree, 8, 8)) {
            NpyExport export = NpyExport.exact(cache, tree);
            Optional<NpyExport.Written> first = export.writeUnlessThere(split, 1, origin, folder, (done,
                    all) -> {
                if (done == 1) {
                    waiting.add(new Thread(() -> second.add(unchecked(() -> export.writeUnlessThere(split, 1,
                            origin, folder, (more, of) -> written.incrementAndGet(), () -> false)))));
                    waiting.get(0).start();
                }
            }, () -> false);
            waiting.get(0).join();

            assertThat(second).containsExactly(first).containsExactly(Optional.of(new NpyExport.Written(4,
                    0)));
            assertThat(written).as("samples that were written again").hasValue(0);
            export.write(split, 1, origin, folder, (more, of) -> written.incrementAndGet(), () -> false);
            assertThat(written).as("written again because that was asked for").hasValue(4);
            // Of other frames of the same number nothing is taken.
            Files.writeString(folder.resolve(".npy.made_of"), "others");
            export.writeUnlessThere(split, 1, origin, folder, (more, of) -> written.incrementAndGet(),
                    () -> false);
            assertThat(written).hasValue(8);
        }
    }

    /** Whoever writes them later, as the Python tool does, knows nothing of our mark. */
    @Test
    void framesThatAreOthersTakeOurSamplesAwayAndNobodyElses() throws IOException {
        TestDataset.loose(root.resolve("data"), "a", "one", 4);
        TestDataset.loose(root.resolve("data"), "b", "one", 4);
        FrameTree tree = FrameTree.read(root.resolve("data"));
        Path folder = root.resolve("npy");
        TrackSplit split = new TrackSplit(List.of("a"), List.of("b"));
        NpyExport.Origin origin = new NpyExport.Origin(tree.root(), 0.5, 1);
        Path foreign = TestDataset.file(root.resolve("foreign"), "train.npy", new byte[9]);
        Path meta = TestDataset.file(root.resolve("foreign"), "cache_meta.json", new byte[9]);
        try (FrameCache cache = cache(tree, 8, 8)) {
            NpyExport export = NpyExport.exact(cache, tree);
            export.write(split, 1, origin, folder, SILENT, () -> false);
            assertThat(NpyMark.read(folder)).isEqualTo(new NpyMark(false, Optional.of(tree.signature())));
            NpyExport.forget(folder);
            assertThat(folder).isDirectoryNotContaining("glob:**.npy")
                    .isDirectoryNotContaining("glob:**.json");

            export.write(split, 1, origin, folder, SILENT, () -> false);
            Files.setLastModifiedTime(folder.resolve("train.npy"), FileTime.from(
                    Files.getLastModifiedTime(folder.resolve(".npy.made_of")).toInstant().plusSeconds(1)));
            assertThat(NpyMark.read(folder).madeOf()).isEmpty();
            NpyExport.forget(folder);
            NpyExport.forget(root.resolve("foreign"));
        }

        assertThat(folder.resolve("train.npy")).exists();
        assertThat(folder.resolve("val.npy")).doesNotExist();
        assertThat(foreign).exists();
        assertThat(meta).doesNotExist();
    }

    @Test
    void halfAnExportIsKnownAsOneUntilSomebodyWritesAllAnew() throws IOException {
        TestDataset.loose(root.resolve("data"), "a", "one", 4);
        TestDataset.loose(root.resolve("data"), "b", "one", 4);
        FrameTree tree = FrameTree.read(root.resolve("data"));
        Path folder = root.resolve("npy");
        NpyExport.Origin origin = new NpyExport.Origin(tree.root(), 0.5, 1);
        try (FrameCache cache = cache(tree, 8, 8)) {
            for (NpyExport export : List.of(NpyExport.exact(cache, tree), NpyExport.of(cache))) {
                TrackSplit split = new TrackSplit(List.of("a"), List.of("b"));
                export.write(split, 1, origin, folder, SILENT, () -> false);
                assertThat(NpyMark.read(folder).unfinished()).isFalse();
                byte[] before = Files.readAllBytes(folder.resolve("val.npy"));
                AtomicInteger written = new AtomicInteger();
                assertThat(export.write(new TrackSplit(List.of("b"), List.of("a")), 1, origin, folder,
                        (done, all) -> written.incrementAndGet(), () -> written.get() > 5)).isEmpty();
                assertThat(folder.resolve("val.npy")).hasBinaryContent(before);
                assertThat(NpyMark.read(folder)).isEqualTo(new NpyMark(true, Optional.empty()));
            }
        }
        TestDataset.file(folder, "cache_meta.json", new byte[] {'{', '}'});
        assertThat(NpyMark.read(folder).unfinished()).as("by the Python tool").isFalse();
    }

    private static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void file(String name, String type, List<Long> shape, byte[] numbers) throws IOException {
        byte[] header = NpyHeader.of(type, shape).bytes();
        Files.write(root.resolve(name), ByteBuffer.allocate(header.length + numbers.length).put(header)
                .put(numbers).array());
    }

    private static byte[] numbers(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    @Test
    void takesSingleFramesWithoutAStackAndBytes() throws IOException {
        file("train.npy", "|u1", List.of(2L, 1L, 1L, 2L), new byte[] {1, 2, -1, 4});

        try (NpySamples samples = NpySamples.open(root, false)) {
            ByteBuffer to = ByteBuffer.allocate(2);
            samples.copy(1, to);
            assertThat(to.array()).containsExactly(-1, 4);
            assertThat(samples.listing().stack()).isEqualTo(1);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> samples.copy(2, to.clear()));
        }
    }

    @Test
    void refusesWhatIsNoSample() throws IOException {
        assertRefused(Reason.MISSING, "does not exist");
        file("train.npy", "<f4", List.of(1L, 1L, 1L, 1L, 2L), numbers(0, 1.5f));
        assertRefused(Reason.BROKEN, "1.5 in sample 0");
        file("train.npy", "<f4", List.of(1L, 1L, 1L, 1L, 2L), numbers(Float.NaN, 0));
        assertRefused(Reason.BROKEN, "NaN in sample 0");
        file("train.npy", "<f4", List.of(1L, 1L, 1L, 1L, 2L), numbers(0));
        assertRefused(Reason.BROKEN, "not as long");
        file("train.npy", "<f8", List.of(1L, 1L, 1L, 1L, 1L), new byte[8]);
        assertRefused(Reason.BROKEN, "<f8");
        file("train.npy", "<f4", List.of(1L, 3L, 1L, 1L), numbers(0, 0, 0));
        assertRefused(Reason.BROKEN, "(N, stack, 1, H, W)");
        file("train.npy", "<f4", List.of(1L, 99L, 1L, 1L, 1L), new byte[99 * 4]);
        assertRefused(Reason.BROKEN, "too large");
        file("train.npy", "<f4", List.of(1L, 1L, 1L, 1L, 1L), numbers(0));
        file("val.npy", "<f4", List.of(1L, 1L, 1L, 1L, 2L), numbers(0, 0));
        assertRefused(Reason.BROKEN, "another size");
        Files.write(root.resolve("val.npy"), new byte[] {1});
        assertRefused(Reason.BROKEN, "NumPy");
    }

    /** Megabytes are looked at between two questions, never a file of gigabytes. */
    @Test
    void lookingAtTheNumbersTellsHowFarItIsAndCanBeStopped() throws IOException {
        int side = 256;
        int frame = side * side;
        file("train.npy", "<f4", List.of(9L, 1L, 1L, (long) side, (long) side), new byte[9 * frame * 4]);
        file("val.npy", "<f4", List.of(3L, 1L, 1L, (long) side, (long) side), new byte[3 * frame * 4]);
        for (boolean inMemory : new boolean[] {false, true}) {
            List<Long> seen = new ArrayList<>();
            NpySamples.open(root, inMemory, (frames, all) -> {
                assertThat(all).isEqualTo(12);
                seen.add(frames);
            }, () -> false).orElseThrow().close();
            assertThat(seen).containsExactly(0L, 4L, 8L, 9L, 12L);

            for (long at : List.of(0L, 8L, 9L)) {
                List<Long> until = new ArrayList<>();
                assertThat(NpySamples.open(root, inMemory, (frames, all) -> until.add(frames),
                        () -> until.contains(at))).isEmpty();
                assertThat(until).last().isEqualTo(at);
            }
        }
    }

    private void assertRefused(Reason reason, String message) {
        assertThatExceptionOfType(FrameCacheException.class).isThrownBy(() -> NpySamples.open(root, true))
                .withMessageContaining(message).withMessageContaining(".npy")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void numPyLoadsWhatWeWrite() throws Exception {
        Path data = root.resolve("data");
        TestDataset.loose(data, "a", "one", 4);
        TestDataset.loose(data, "b", "two", 3);
        Path folder = root.resolve("npy");
        try (FrameCache cache = cache(FrameTree.read(data), 4, 5)) {
            NpyExport.of(cache).write(new TrackSplit(List.of("a"), List.of("b")), 3,
                    new NpyExport.Origin(data, 0.5, 42), folder, SILENT, () -> false);
        }

        PythonProgram python = PythonProgram.run(List.of("numpy"), root, "-c", """
                import json, numpy, sys
                for name in ("train", "val"):
                    array = numpy.load(sys.argv[1] + "/" + name + ".npy", mmap_mode="r")
                    print(name, array.dtype, array.shape, array.flags["C_CONTIGUOUS"],
                          (array[:, :, 0, 0, 0] * 255).round().astype(int).tolist())
                print(json.load(open(sys.argv[1] + "/cache_meta.json"))["n_train"])
                """, folder.toString());

        assertThat(python.out()).as(python.err()).isEqualTo("""
                train float32 (2, 3, 1, 4, 5) True [[0, 10, 20], [10, 20, 30]]
                val float32 (1, 3, 1, 4, 5) True [[0, 10, 20]]
                2
                """);
    }
}
