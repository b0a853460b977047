package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameIntegrityTest {

    private static final FrameSchedule SCHEDULE = new FrameSchedule(20, 500);

    @TempDir
    Path root;

    private CapturedReplay capture(boolean packed) throws IOException {
        Path folder = root.resolve("track").resolve("replay");
        TestCaptures.write(folder, SCHEDULE, packed ? WriterOptions.PACKED : WriterOptions.LOOSE);
        return CapturedReplay.open(folder);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void knowsItsOwnFrames(boolean packed) throws IOException {
        CapturedReplay replay = capture(packed);

        assertThat(FrameIntegrity.bySize(replay)).isEqualTo(FrameIntegrity.SAME);
        assertThat(FrameIntegrity.byHash(replay)).isEqualTo(FrameIntegrity.SAME);
    }

    @Test
    void seesAFrameThatIsMissingOrEmpty() throws IOException {
        CapturedReplay replay = capture(false);
        Path frame = replay.folder().resolve("frame_00003_150ms.jpeg");

        Files.write(frame, new byte[0]);
        assertThat(FrameIntegrity.bySize(replay)).isEqualTo(FrameIntegrity.DIFFERENT);
        Files.delete(frame);
        assertThat(FrameIntegrity.bySize(replay)).isEqualTo(FrameIntegrity.DIFFERENT);
        assertThat(FrameIntegrity.byHash(replay)).isEqualTo(FrameIntegrity.DIFFERENT);
    }

    @Test
    void seesAChangedByteByTheHashOnly() throws IOException {
        CapturedReplay replay = capture(false);
        Path frame = replay.folder().resolve("frame_00003_150ms.jpeg");
        byte[] bytes = Files.readAllBytes(frame);
        bytes[100] ^= 1;
        Files.write(frame, bytes);

        assertThat(FrameIntegrity.bySize(replay)).isEqualTo(FrameIntegrity.SAME);
        assertThat(FrameIntegrity.byHash(replay)).isEqualTo(FrameIntegrity.DIFFERENT);
    }

    @Test
    void doesNotKnowWithoutTheMetadata() throws IOException {
        CapturedReplay replay = capture(false);
        replay.metadata().orElseThrow().without(CaptureMetadata.FRAME_BYTES)
                .without(CaptureMetadata.FRAMES_SHA1)
                .write(replay.folder().resolve(CaptureMetadata.FILE));

        assertThat(FrameIntegrity.bySize(replay)).isEqualTo(FrameIntegrity.UNKNOWN);
        assertThat(FrameIntegrity.byHash(replay)).isEqualTo(FrameIntegrity.UNKNOWN);
    }

    @Test
    void staysAWholeCaptureWhileItsManifestIsRewritten() throws IOException {
        CapturedReplay replay = capture(false);

        ManifestRewrite.apply(replay, (i, entry) -> {
            assertThat(replay.isComplete()).isTrue();
            assertThat(TestCaptures.all(replay.entries())).hasSize(SCHEDULE.count());
            return Optional.of(entry);
        }, Optional.empty());

        assertThat(replay.isComplete()).isTrue();
    }
}
