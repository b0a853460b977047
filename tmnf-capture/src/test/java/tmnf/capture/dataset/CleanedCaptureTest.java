package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.dataset.care.CleanupListener;
import tmnf.capture.dataset.care.CleanupSettings;
import tmnf.capture.dataset.care.CleanupStyle;
import tmnf.capture.dataset.care.MetadataCleanup;
import tmnf.gbx.PythonProgram;

/** What is left by a cleanup is a capture like any other: the example of a reader finds nothing wrong. */
class CleanedCaptureTest {

    private static final FrameSchedule SCHEDULE = new FrameSchedule(64, 600);

    @TempDir
    Path root;

    private CapturedReplay damaged(String name, WriterOptions options) throws IOException {
        CapturedReplay replay = RealCaptures.write(root.resolve("data/1000074").resolve(name), SCHEDULE,
                options);
        String text = Files.readString(replay.manifest());
        int from = text.indexOf("\"gear_and_wheels\": [", text.indexOf("\"meta\"")) + 20;
        Files.writeString(replay.manifest(), text.substring(0, from) + "NaN," + text.substring(
                text.indexOf(',', from) + 1));
        return replay;
    }

    @Test
    void looseAndPackedCapturesAreWholeAfterACleanup() throws Exception {
        CapturedReplay loose = damaged("loose", new WriterOptions(false, WriterOptions.DEFAULT_SHARD_BYTES,
                true, true));
        CapturedReplay packed = damaged("packed", WriterOptions.PACKED);
        CleanupSettings settings = new CleanupSettings(CleanupStyle.DEFAULT, TestCaptures.LAYOUT, true, false,
                Optional.empty(), 1);
        MetadataCleanup cleanup = new MetadataCleanup(CaptureDataset.open(root.resolve("data")), settings);

        cleanup.apply(cleanup.scan(CleanupListener.NONE), CleanupListener.NONE);

        for (CapturedReplay replay : new CapturedReplay[] {loose, packed}) {
            CaptureMetadata metadata = replay.metadata().orElseThrow();
            int removed = metadata.integer(CaptureMetadata.REMOVED_FRAMES).orElseThrow();
            assertThat(removed).isBetween(1, 3);
            assertThat(metadata.integer(CaptureMetadata.TOTAL_FRAMES))
                    .isEqualTo(OptionalInt.of(SCHEDULE.count() - removed));
            assertThat(metadata.values())
                    .doesNotContainKeys(CaptureMetadata.FRAME_BYTES, CaptureMetadata.FRAMES_SHA1);
            assertThat(replay.isComplete()).isTrue();
            // The reader takes no NaN, and snapshots are never touched: mend the one that was damaged.
            Files.writeString(replay.manifest(), Files.readString(replay.manifest()).replace("NaN", "0.0"));
        }
        PythonProgram python = PythonProgram.run(root, "../docs/examples/read_capture.py",
                root.resolve("data").toString());
        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(python.output()).contains("2 replays, ", ": all well");
    }
}
