package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.PythonProgram;

class ShardTest {

    private static final FrameSchedule SCHEDULE = new FrameSchedule(20, 1000);
    private static final int SHARD = 1 << 20;

    @TempDir
    Path root;

    /** Frames of 200 kB: five fill a shard of a MiB. */
    private Path bigFrames() throws IOException {
        Path folder = root.resolve("track").resolve("replay");
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder,
                new WriterOptions(true, SHARD, false, false))) {
            for (int k = 0; k < SCHEDULE.count(); k++) {
                writer.frame(TestCaptures.entry(SCHEDULE, k), bigFrame(k), 7, 200_000 + k);
            }
            writer.finish(Optional.empty(), Optional.empty(), TestCaptures.metadata(SCHEDULE));
        }
        return folder;
    }

    private static byte[] bigFrame(int k) {
        byte[] bytes = new byte[200_100];
        new SplittableRandom(k).nextBytes(bytes);
        return bytes;
    }

    private static byte[] expected(int k) {
        return Arrays.copyOfRange(bigFrame(k), 7, 200_007 + k);
    }

    @Test
    void keepsShardsBelowTheirLimitAndFindsEveryFrame() throws IOException {
        Path folder = bigFrames();

        for (int shard = 0; shard < 5; shard++) {
            long size = Files.size(folder.resolve("frames-0000" + shard + ".tar"));
            assertThat(size).isLessThanOrEqualTo(SHARD);
            assertThat(size % 512).isZero();
        }
        assertThat(folder.resolve("frames-00005.tar")).doesNotExist();
        try (FrameStore frames = CapturedReplay.open(folder).frames()) {
            assertThat(frames.names()).hasSize(21);
            for (int k = 20; k >= 0; k--) {
                assertThat(frames.read(TestCaptures.entry(SCHEDULE, k).file())).isEqualTo(expected(k));
            }
        }
    }

    @Test
    void hasAShardOfItsOwnForAFrameBeyondTheLimit() throws IOException {
        Path folder = root.resolve("track").resolve("replay");
        byte[] large = new byte[SHARD + 1];
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder,
                new WriterOptions(true, SHARD, false, false))) {
            writer.frame(TestCaptures.entry(SCHEDULE, 0), large);
            writer.frame(TestCaptures.entry(SCHEDULE, 1), TestCaptures.jpeg(1));
            writer.finish(Optional.empty(), Optional.empty(), TestCaptures.metadata(SCHEDULE));
        }

        try (FrameStore frames = CapturedReplay.open(folder).frames()) {
            assertThat(frames.size("frame_00000_0ms.jpeg")).isEqualTo(large.length);
            assertThat(frames.read("frame_00001_50ms.jpeg")).isEqualTo(TestCaptures.jpeg(1));
        }
        assertThat(folder.resolve("frames-00001.tar")).exists();
    }

    @Test
    void findsItsFramesWithoutTheIndex() throws IOException {
        Path folder = bigFrames();
        Files.delete(folder.resolve(ShardIndex.FILE));

        try (FrameStore frames = CapturedReplay.open(folder).frames()) {
            assertThat(frames.names()).hasSize(21);
            assertThat(frames.read("frame_00020_1000ms.jpeg")).isEqualTo(expected(20));
        }
    }

    @Test
    void readsLikeATarToOthers() throws Exception {
        Path folder = bigFrames();
        String program = """
                import glob, hashlib, json, sys, tarfile
                names = []
                for path in sorted(glob.glob(sys.argv[1] + '/frames-*.tar')):
                    with tarfile.open(path, format=tarfile.USTAR_FORMAT) as tar:
                        for member in tar:
                            data = tar.extractfile(member).read()
                            names.append(member.name)
                            assert (member.mode, member.mtime, member.uid) == (0o644, 0, 0), member
                            if member.name.endswith('.json'):
                                entry = json.loads(data)
                                assert names[-2:] == [entry['file'], entry['file'][:-5] + '.json'], names[-2:]
                            else:
                                print(hashlib.sha1(data).hexdigest())
                assert len(names) == 42, names
                """;

        PythonProgram python = PythonProgram.run(root, "-c", program, folder.toString());

        assertThat(python.exit()).as(python.output()).isZero();
        List<String> hashes = python.output().lines().toList();
        for (int k = 0; k < 21; k++) {
            assertThat(hashes.get(k)).isEqualTo(HexFormat.of()
                    .formatHex(FrameTotals.sha1().digest(expected(k))));
        }
    }

    @Test
    void refusesAFrameThatTheIndexDoesNotName() throws IOException {
        try (FrameStore frames = CapturedReplay.open(bigFrames()).frames()) {
            assertThatThrownBy(() -> frames.read("../../secret.jpeg")).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("has no frame ../../secret.jpeg");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "file\tshard\n", "no columns", "file\tshard\toffset\tlength\nframe.jpeg\t0\t512\n",
        "file\tshard\toffset\tlength\n../x.jpeg\t0\t512\t3\n",
        "file\tshard\toffset\tlength\nx.jpeg\t0\t-1\t3\n",
        "file\tshard\toffset\tlength\nx.jpeg\t0\t99999999999999999999\t3\n",
        "file\tshard\toffset\tlength\nx.jpeg\t0\t512\t3\nx.jpeg\t0\t512\t3\n",
        "file\tshard\toffset\tlength\nx.jpeg\t0\t512\t3"
    })
    void refusesABrokenIndex(String text) throws IOException {
        Path folder = bigFrames();
        Files.writeString(folder.resolve(ShardIndex.FILE), text);

        assertThatThrownBy(() -> CapturedReplay.open(folder).frames()).isInstanceOf(DatasetException.class)
                .hasMessageContaining(ShardIndex.FILE).hasMessageContaining("line ");
    }

    @Test
    void refusesAnIndexThatPointsBehindItsShardOrToNone() throws IOException {
        Path folder = bigFrames();
        Files.writeString(folder.resolve(ShardIndex.FILE), "file\tshard\toffset\tlength\n"
                + "a.jpeg\t0\t512\t2000000000\nb.jpeg\t99\t512\t3\nc.jpeg\t0\t9000000000000000000\t3\n");

        try (FrameStore frames = CapturedReplay.open(folder).frames()) {
            assertThatThrownBy(() -> frames.read("a.jpeg")).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("does not hold the 2000000000 bytes");
            assertThatThrownBy(() -> frames.read("b.jpeg")).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("frames-00099.tar: is missing");
            assertThatThrownBy(() -> frames.read("c.jpeg")).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("does not hold");
        }
    }

    @Test
    void refusesADamagedShardWithoutAnIndex() throws IOException {
        Path folder = bigFrames();
        Files.delete(folder.resolve(ShardIndex.FILE));
        Path shard = folder.resolve("frames-00001.tar");
        byte[] whole = Files.readAllBytes(shard);

        byte[] size = whole.clone();
        System.arraycopy("77777777777".getBytes(StandardCharsets.US_ASCII), 0, size, 124, 11);
        Files.write(shard, size);
        assertThatThrownBy(() -> CapturedReplay.open(folder).frames()).isInstanceOf(DatasetException.class)
                .hasMessageContaining("frames-00001.tar, byte 0: is not the header");
        Files.write(shard, Arrays.copyOf(whole, 100_000));
        assertThatThrownBy(() -> CapturedReplay.open(folder).frames()).isInstanceOf(DatasetException.class)
                .hasMessageContaining("byte 0: claims 200005 bytes, more than there are");
        Files.write(shard, Arrays.copyOf(whole, 100));
        assertThatThrownBy(() -> CapturedReplay.open(folder).frames()).isInstanceOf(DatasetException.class)
                .hasMessageContaining("ends in the middle of a header");
    }
}
