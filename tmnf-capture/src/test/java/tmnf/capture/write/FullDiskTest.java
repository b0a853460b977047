package tmnf.capture.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.plan.Shard;
import tmnf.capture.write.CaptureWriteException.Reason;

/** On a small file system in memory, where one can be mounted; skipped elsewhere. */
class FullDiskTest {

    @TempDir
    Path root;

    @Test
    void aFullDiskEndsTheRunAndPublishesNothing() throws Exception {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", root.toString());
        if (!mounted) {
            System.err.println("SKIPPED: no file system can be mounted here, so no disk is full");
        }
        assumeTrue(mounted);
        FrameSchedule frames = new FrameSchedule(100, 2000);
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL);
                EncoderPool pool = new EncoderPool(JpegCodecs.imageIo(), 2, 1, 4);
                EncoderLane lane = pool.lane()) {
            try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 2000)) {
                assertThatExceptionOfType(CaptureWriteException.class).isThrownBy(() -> {
                    TestRuns.drive(writer, frames, frames);
                    writer.publish(TestRuns.metadata("track", "replay", frames), false);
                }).matches(e -> e.reason() == Reason.CANNOT_WRITE).withMessageContaining("space");
            }
            assertThat(TestRuns.folders(root)).containsExactly("", ".capture", ".capture/staging");
            // What was staged is gone, so a small one fits.
            FrameSchedule few = new FrameSchedule(5, 1000);
            try (ReplayWriter writer = TestRuns.writer(store, lane, TestRuns.SETTINGS, 1000)) {
                TestRuns.drive(writer, few, few);
                writer.publish(TestRuns.metadata("track", "replay", few), false);
            }
            assertThat(store.isDone("track", "replay")).isTrue();
        } finally {
            assertThat(run("umount", root.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
