package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturedReplayTest {

    private static final FrameSchedule SCHEDULE = new FrameSchedule(20, 500);

    @TempDir
    Path root;

    private CapturedReplay capture(WriterOptions options) throws IOException {
        Path folder = root.resolve("track").resolve("replay");
        TestCaptures.write(folder, SCHEDULE, options);
        return CapturedReplay.open(folder);
    }

    @Test
    void aCaptureThatLacksAFrameIsNotWhole() throws IOException {
        CapturedReplay replay = capture(WriterOptions.LOOSE);
        assertThat(replay.isComplete()).isTrue();

        Files.delete(replay.folder().resolve("frame_00003_150ms.jpeg"));

        assertThat(replay.isComplete()).isFalse();
    }

    @Test
    void aCaptureThatLacksAShardIsNotWhole() throws IOException {
        CapturedReplay replay = capture(WriterOptions.PACKED);
        assertThat(replay.isComplete()).isTrue();

        Files.delete(ShardIndex.shards(replay.folder()).get(0));

        assertThat(replay.isComplete()).isFalse();
    }

    @Test
    void aCaptureOfOursWhoseMetadataWereDeletedIsNotWhole() throws IOException {
        CapturedReplay replay = capture(WriterOptions.LOOSE);

        Files.delete(replay.folder().resolve(CaptureMetadata.FILE));

        assertThat(replay.isComplete()).isFalse();
    }

    @Test
    void framesThatLeftTheManifestTooAreNotMissed() throws IOException {
        CapturedReplay replay = capture(WriterOptions.LOOSE);
        CaptureMetadata metadata = replay.metadata().orElseThrow();

        ManifestRewrite.apply(replay, (i, entry) -> i == 3 ? Optional.empty() : Optional.of(entry),
                Optional.empty());
        metadata.write(replay.folder().resolve(CaptureMetadata.FILE)); // as a tool that only knows manifests
        Files.delete(replay.folder().resolve("frame_00003_150ms.jpeg"));

        assertThat(replay.isComplete()).isTrue();
    }

    @Test
    void staysAWholeCaptureWhileItsManifestIsRewritten() throws IOException {
        CapturedReplay replay = capture(WriterOptions.LOOSE);

        ManifestRewrite.apply(replay, (i, entry) -> {
            assertThat(replay.isComplete()).isTrue();
            assertThat(TestCaptures.all(replay.entries())).hasSize(SCHEDULE.count());
            return Optional.of(entry);
        }, Optional.empty());

        assertThat(replay.isComplete()).isTrue();
    }
}
