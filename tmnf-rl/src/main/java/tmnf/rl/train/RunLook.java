package tmnf.rl.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.SaveFolder;

/** Where a run would begin: what its start reads is read, and what that refuses is refused. */
public final class RunLook {

    private RunLook() {
    }

    /**
     * Looks; changes nothing.
     *
     * @param saveDir folder of runs
     * @throws tmnf.rl.save.SaveException if another training has the folder, or what is in it does not fit or
     *     is damaged
     * @throws IOException if saved transitions are of other sizes
     */
    public static RunStart at(TrainSettings settings, Path saveDir) throws IOException {
        List<WeightSpec> network = settings.driver().specs();
        RunStart start = SaveFolder.look(saveDir, settings.training().runName(), network,
                Moments.trainable(network, Settings.learner(settings).frozen()));
        Optional<Path> kept = start instanceof RunStart.Resume resume ? resume.checkpoint().buffer()
                : Optional.empty();
        if (kept.isPresent()) {
            try (FileChannel channel = FileChannel.open(kept.get())) {
                TransitionBuffer.requireFits(channel, BufferSettings.of(settings));
            }
        }
        return start;
    }
}
