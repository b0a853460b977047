package tmnf.gbx.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Replay;

/** The made-up downloads: the small one with its faults, and the large ones to measure with. */
class SyntheticDownloadTest {

    @TempDir
    Path dir;

    @Test
    void holdsWhatRealDownloadsHold() throws IOException {
        SyntheticDownload.Written written = SyntheticDownload.write(dir, 1, () -> false);

        assertThat(written).isEqualTo(new SyntheticDownload.Written(10, 9, 32, true));
        assertThat(Files.readAllLines(dir.resolve("track_ids.txt"))).hasSize(10).doesNotHaveDuplicates();
        assertThat(best(SyntheticDownload.CLEAN, 1).respawns()).isZero();
        assertThat(best(SyntheticDownload.RESPAWNING, 2).respawns()).isEqualTo(1);
        assertThat(challenge(SyntheticDownload.STUNTS).mapType()).hasValue(MapType.STUNTS);
        assertThat(challenge(SyntheticDownload.LONG_INTRO).introDurationMs()).hasValue(20_000);
        assertThat(challenge(SyntheticDownload.ALSO_CLEAN).introDurationMs()).hasValue(4_000);
        assertThatThrownBy(() -> best(SyntheticDownload.CUT_REPLAY, 2))
                .isInstanceOf(GbxFormatException.class);
        assertThatThrownBy(() -> best(SyntheticDownload.WEB_PAGE, 1)).isInstanceOf(GbxFormatException.class)
                .hasMessageContaining("web page");
        assertThat(SyntheticDownload.replay(dir, SyntheticDownload.ODD_NAMES, 1).getFileName().toString())
                .contains(" ");
        assertThat(SyntheticDownload.challenge(dir, SyntheticDownload.ODD_NAMES)).doesNotExist();
        assertThat(dir.resolve("replays").resolve(SyntheticDownload.NO_REPLAYS)).doesNotExist();
        assertThat(dir.resolve("replays").resolve(SyntheticDownload.EMPTY_FOLDER)).isEmptyDirectory();
    }

    @Test
    void betterRanksAreFasterAndNamesTellTheTime() throws IOException {
        SyntheticDownload.write(dir, 3, () -> false);

        List<Integer> times = new ArrayList<>();
        for (int rank = 1; rank <= 5; rank++) {
            int time = best(SyntheticDownload.CLEAN, rank).raceTimeMs();
            times.add(time);
            assertThat(SyntheticDownload.replay(dir, SyntheticDownload.CLEAN, rank).toString())
                    .endsWith("_" + time + "ms.replay.gbx");
        }
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedMakesTheSameFiles() throws IOException {
        SyntheticDownload.write(dir.resolve("a"), 5, () -> false);
        SyntheticDownload.write(dir.resolve("b"), 5, () -> false);
        SyntheticDownload.write(dir.resolve("c"), 6, () -> false);
        new SyntheticBulk(3, 2, 5, 1).write(dir.resolve("d"), () -> false, count -> { });
        new SyntheticBulk(3, 2, 5, 3).write(dir.resolve("e"), () -> false, count -> { });

        assertThat(tree(dir.resolve("a")))
                .isEqualTo(tree(dir.resolve("b")))
                .isNotEqualTo(tree(dir.resolve("c")));
        assertThat(tree(dir.resolve("d"))).isEqualTo(tree(dir.resolve("e")));
    }

    @Test
    void stopsWhenAskedAndThenWritesNoList() throws IOException {
        AtomicInteger asked = new AtomicInteger();

        assertThat(SyntheticDownload.write(dir, 1, () -> asked.incrementAndGet() > 3).complete()).isFalse();
        assertThat(new SyntheticBulk(2, 2, 1, 2).write(dir, () -> true, count -> { })).isFalse();
        assertThat(dir.resolve("track_ids.txt")).doesNotExist();
    }

    @Test
    void bulkReplaysWeighWhatRealOnesDo() throws IOException {
        AtomicInteger written = new AtomicInteger();
        assertThat(new SyntheticBulk(4, 20, 1, 2).write(dir, () -> false, written::addAndGet)).isTrue();

        Set<ByteBuffer> distinct = new HashSet<>();
        try (Stream<Path> files = Files.walk(dir.resolve("replays")).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Replay replay = (Replay) GbxFiles.read(file.toString(), bytes, GbxReadOptions.FULL).content();
                Ghost ghost = replay.bestGhost().orElseThrow();
                distinct.add(ByteBuffer.wrap(bytes));

                assertThat(replay.challengeBytes().length).isGreaterThanOrEqualTo(5_000);
                assertThat(ghost.inputs().size()).isGreaterThanOrEqualTo(300);
                assertThat(ghost.samples().size()).isGreaterThanOrEqualTo(250);
                assertThat(packedShare(bytes)).as("%s", file).isBetween(0.9, 0.98);
            }
        }
        assertThat(distinct).hasSize(80);
        assertThat(written).hasValue(80);
        assertThat(Files.readAllLines(dir.resolve("track_ids.txt"))).hasSize(4)
                .allMatch(id -> Files.exists(SyntheticDownload.challenge(dir, id)));
    }

    /**
     * Packed size of the body by its unpacked one, as they stand behind header, node count and references.
     */
    private static double packedShare(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int body = 17 + in.getInt(13) + 8;
        return (double) in.getInt(body + 4) / in.getInt(body);
    }

    private Ghost best(String track, int rank) throws IOException {
        Path file = SyntheticDownload.replay(dir, track, rank);
        return ((Replay) GbxFiles.read(file, GbxReadOptions.FULL).content()).bestGhost().orElseThrow();
    }

    private Challenge challenge(String track) throws IOException {
        Path file = SyntheticDownload.challenge(dir, track);
        return (Challenge) GbxFiles.read(file, GbxReadOptions.FULL).content();
    }

    private static Map<String, ByteBuffer> tree(Path root) throws IOException {
        Map<String, ByteBuffer> tree = new HashMap<>();
        try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                tree.put(root.relativize(file).toString().replace('\\', '/'),
                        ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return tree;
    }
}
