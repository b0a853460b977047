package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.state.SimStateData;

/** A race of 43 minutes needs no more memory than a short one. */
@Tag("slow")
class LongRaceTest {

    private static final int RACE_MS = 43 * 60_000;
    /** Beside what the index and the lists of ticks need, which are a few bytes a frame. */
    private static final long MORE_BYTES = 16 << 20;

    @TempDir
    Path root;

    @Test
    void isWrittenAndReadInTheMemoryOfAShortOne() throws IOException {
        FrameSchedule schedule = new FrameSchedule(100, RACE_MS);
        Path folder = root.resolve("track").resolve("replay");
        ObservationBuilder observer = TestCaptures.observer();
        byte[] jpeg = TestCaptures.jpeg(0);
        long early = 0;
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder, WriterOptions.PACKED)) {
            for (int k = 0; k < schedule.count(); k++) {
                FrameLabel label = new FrameLabel(k, schedule.tickMs(k), schedule.requestedMs(k));
                SimStateData state = TestCaptures.state(label.timeMs());
                observer.update(state);
                if (k % 10 == 0) {
                    writer.snapshot(observer.snapshot(), label.timeMs());
                }
                writer.frame(ManifestEntry.of(label, TestCaptures.STAMP, OptionalInt.of(0), Optional.empty(),
                        Optional.of(EntryState.of(state))), jpeg);
                if (k == 2_000) {
                    early = usedBytes();
                }
            }
            assertThat(usedBytes() - early).isLessThan(MORE_BYTES);
            writer.finish(Optional.of(TestCaptures.actions(RACE_MS)),
                    Optional.of(TestCaptures.inputs(RACE_MS)), TestCaptures.metadata(schedule));
        }
        CapturedReplay replay = CapturedReplay.open(folder);
        assertThat(count(replay.entries(), early)).isEqualTo(schedule.count());
        assertThat(count(replay.snapshots(), early)).isEqualTo(schedule.count() / 10 + 1);
        assertThat(replay.inputs().orElseThrow().ticks()).isEqualTo(RACE_MS / 10 + 1);
    }

    private static int count(DatasetCursor<?> cursor, long early) throws IOException {
        int count = 0;
        try (cursor) {
            while (cursor.next().isPresent()) {
                count++;
            }
            assertThat(usedBytes() - early).isLessThan(MORE_BYTES);
        }
        return count;
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
