package tmnf.capture.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;

/** {@code -Dtmnf.capture.kills=100} kills more often. */
class KilledCaptureTest {

    private static final int KILLS = Integer.getInteger("tmnf.capture.kills", 8);
    /** Five dots for each replay. */
    private static final int DOTS = 5 * CaptureChild.REPLAYS;

    @TempDir
    Path temporary;

    @Test
    void whoIsKilledGoesOnToTheSameDatasetAndNeverShowsAPartOfOne() throws Exception {
        Path calm = temporary.resolve("calm");
        CaptureChild.capture(calm, false);
        Map<String, String> expected = dataset(calm);
        assertThat(expected).hasSize(CaptureChild.REPLAYS * (CaptureChild.FRAMES.count() + 2));
        Path killed = temporary.resolve("killed");
        SplittableRandom random = new SplittableRandom(20261128);
        for (int kill = 0; kill < KILLS; kill++) {
            // Half of the time all is captured again over what is there.
            String mode = kill % 2 == 0 ? "capture" : "overwrite";
            killAfter(CaptureChild.start(killed, mode), random.nextInt(1, DOTS / (kill % 2 == 0 ? 2 : 1)),
                    random.nextInt(4_000_000));
            assertOnlyWholeCaptures(killed);
        }
        CaptureChild.capture(killed, false);

        assertThat(dataset(killed)).isEqualTo(expected);
        assertThat(killed.resolve(".capture/staging")).doesNotExist();
        assertThat(CaptureStore.outcomes(killed, outcome -> { })).isLessThanOrEqualTo(KILLS);
    }

    private static void killAfter(Process child, int dots, int nanos) throws Exception {
        try (InputStream out = child.getInputStream()) {
            for (int i = 0; i < dots && out.read() == '.'; i++) {
                continue;
            }
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertOnlyWholeCaptures(Path root) throws IOException {
        for (CapturedReplay replay : CaptureDataset.open(root).replays()) {
            assertThat(replay.isComplete()).as(replay.toString()).isTrue();
            try (Stream<Path> files = Files.list(replay.folder())) {
                assertThat(files.count()).as(replay.toString()).isEqualTo(CaptureChild.FRAMES.count() + 2L);
            }
        }
        for (Path track : CaptureDataset.open(root).tracks()) {
            try (Stream<Path> folders = Files.list(track)) {
                assertThat(folders).allMatch(folder -> Files.exists(folder.resolve("metadata.json")));
            }
        }
    }

    private static Map<String, String> dataset(Path root) throws IOException {
        Map<String, String> files = TestRuns.files(root);
        files.keySet().removeIf(name -> name.startsWith(".capture"));
        return files;
    }
}
