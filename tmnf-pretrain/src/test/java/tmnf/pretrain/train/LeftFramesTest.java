package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.train.PretrainResult.End;
import tmnf.pretrain.train.PretrainSettings.Existing;
import tmnf.pretrain.train.PretrainSettings.Task;

/** Decoded frames that are still there when a run is over. */
class LeftFramesTest extends PretrainerTestBase {

    /** Frames lie elsewhere, so that on Windows, too, only what a test puts there is in the run folder. */
    private PretrainSettings settings(Existing existing) {
        PretrainSettings base = settings(Task.AE, existing);
        PretrainSettings.Data data = base.data();
        return new PretrainSettings(new PretrainSettings.Data(data.folder(),
                Optional.of(temp.resolve("shared")), data.cacheInMemory(), data.cacheWorkers(), data.height(),
                data.width(), data.stack(), data.validationFraction(), data.loaderWorkers(),
                data.prefetch()), base.model(), base.optimisation(), base.output(), base.effective());
    }

    /** As where Windows held the frames when the run ended, or the run was killed while it deleted them. */
    @Test
    void decodedFramesThatARunLeftBehindGoWhenItIsResumed() throws Exception {
        Path run = pretrainer.run(settings(Existing.REFUSE), listener(), () -> false).folder();
        Path meta = run.resolve("pretrain_meta.json");
        byte[] written = Files.readAllBytes(meta);
        Path cache = Files.createDirectory(run.resolve("cache"));
        Files.writeString(cache.resolve("frames.u8"), "frames");
        PretrainSettings again = settings(Existing.RESUME);
        Pretrainer.plan(again);
        assertThat(cache.resolve("frames.u8")).as("a rehearsal deletes nothing").exists();
        heard.clear();

        assertThat(pretrainer.run(again, listener(), () -> false).end()).isEqualTo(End.COMPLETED);

        assertThat(cache).doesNotExist();
        assertThat(heard).isEmpty();
        assertThat(warnings).isEmpty();
        assertThat(notes).hasSize(2).last().asString().isEqualTo("decoded frames that the run left behind "
                + "are deleted: 6 bytes in " + cache);
        assertThat(Files.readAllBytes(meta)).isEqualTo(written);
    }

    /** A file in the folder's place is not deleted, as little as what Windows holds. */
    @Test
    void whatStaysOfDecodedFramesIsWarnedOf() throws Exception {
        Path cache = temp.resolve("runs/run_001/cache");
        assertThat(pretrainer.run(settings(Existing.REFUSE), listener(), () -> {
            if (heard.contains("epoch 1") && Files.notExists(cache)) {
                write(cache);
            }
            return false;
        }).end()).isEqualTo(End.COMPLETED);

        assertThat(warnings).singleElement().asString().isEqualTo("the decoded frames could not be deleted: "
                + "6 bytes are left in " + cache + ". Delete it, or resume the run, which tries again");
    }

    private static void write(Path frames) {
        try {
            Files.writeString(frames, "frames");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
