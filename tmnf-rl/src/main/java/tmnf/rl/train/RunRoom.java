package tmnf.rl.train;

import java.io.IOException;
import java.nio.file.Path;

import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.DiskRoom;

/** Whether the disk can take a run. */
public final class RunRoom {

    private RunRoom() {
    }

    /**
     * Looks; writes nothing.
     *
     * @param saveDir folder of runs
     * @param transitionBytes of all transitions at most
     * @throws IOException as {@link DiskRoom#require}
     */
    public static void require(TrainSettings settings, Path saveDir, long transitionBytes)
            throws IOException {
        DiskRoom.require(saveDir, settings.training().runName(), settings.driver().specs().stream()
                .mapToLong(WeightSpec::size).sum(), Settings.keptCheckpoints(settings),
                settings.own().persistBuffer() ? transitionBytes : 0);
    }
}
