package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.train.PretrainSettings.Existing;

/** The room that a run needs for certain. */
class RoomCheckTest {

    @TempDir
    Path root;

    private PretrainSettings settings(int epochs, int keep, int patience, boolean limited,
            Existing existing) {
        PretrainSettings base = TestSettings.of(PretrainSettings.Task.AE, 48, 1, root, root.resolve("out"));
        PretrainSettings.Optimisation training = new PretrainSettings.Optimisation(epochs, 8, 1e-3, 1,
                patience == 0 ? Optional.empty() : Optional.of(patience), 0, "auto", 42,
                limited ? Optional.of(Duration.ofHours(1)) : Optional.empty());
        PretrainSettings.Output output = new PretrainSettings.Output(root.resolve("out"), Optional.empty(),
                existing, "checkpoints", keep, Optional.empty(), Optional.empty(), 50, "test");
        return new PretrainSettings(base.data(), base.model(), training, output, base.effective());
    }

    /** The last one, the best ones, and those that are there for a moment before another one goes. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 1, 2", "1, 5, 2", "1, -1, 2", "2, 0, 2", "2, 1, 4", "2, 2, 4", "10, 3, 6",
        "10, 10, 12", "10, 12, 12", "10, -1, 12"})
    void checkpointsThatAreKeptAreCounted(int epochs, int keep, int files) {
        assertThat(RoomCheck.files(settings(epochs, keep, 0, false, Existing.REFUSE))).isEqualTo(files);
    }

    @Test
    void ofARunThatMayEndEarlierOnlyTheFewestEpochsCount() {
        assertThat(RoomCheck.files(settings(1000, -1, 4, false, Existing.REFUSE))).isEqualTo(1 + 5 + 1);
        assertThat(RoomCheck.files(settings(3, -1, 4, false, Existing.REFUSE))).isEqualTo(1 + 3 + 1);
        assertThat(RoomCheck.files(settings(1000, -1, 0, true, Existing.REFUSE))).isEqualTo(1 + 1);
    }

    @Test
    void decodedFramesOnTheSameDiskAreAdded() {
        assertThat(new RoomCheck(100, 50, true).lack(150)).isEmpty();
        assertThat(new RoomCheck(100, 50, true).lack(149)).get().asString()
                .contains("checkpoints take 100 bytes", "the decoded frames 50", "149 are free");
        assertThat(new RoomCheck(100, 50, false).lack(100)).isEmpty();
        assertThat(new RoomCheck(100, 50, false).lack(99)).get().asString().doesNotContain("frames");
    }

    @Test
    void aRunThatIsGoneOnWithHasSomeOfItsCheckpointsAlready() throws IOException {
        long each = CheckpointFile.leastBytes(1000);
        Path run = root.resolve("out/run_001");
        Files.createDirectories(run.resolve("checkpoints"));
        Files.write(run.resolve("checkpoints/last.ckpt"), new byte[(int) each]);

        RoomCheck fresh = RoomCheck.of(settings(10, 3, 0, false, Existing.REFUSE), 1000, 7,
                root.resolve("out"));
        RoomCheck resumed = RoomCheck.of(settings(10, 3, 0, false, Existing.RESUME), 1000, 7, run);

        assertThat(fresh).isEqualTo(new RoomCheck(6 * each, 7, true));
        assertThat(resumed).isEqualTo(new RoomCheck(5 * each, 7, true));
    }
}
