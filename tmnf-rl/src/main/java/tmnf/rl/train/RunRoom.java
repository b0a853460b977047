package tmnf.rl.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.collect.RaceCycle;
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
     * @param cycle of the maps that are raced on
     * @throws IOException as {@link DiskRoom#require}
     */
    public static void require(TrainSettings settings, Path saveDir, long transitionBytes,
            List<RaceCycle.Entry> cycle) throws IOException {
        DiskRoom.require(saveDir, settings.training().runName(), settings.driver().specs().stream()
                .mapToLong(WeightSpec::size).sum(), Settings.keptCheckpoints(settings),
                settings.own().persistBuffer() ? transitionBytes : 0, (int) cycle.stream()
                        .filter(RaceCycle.Entry::exploring).map(entry -> entry.target().name()).distinct()
                        .count());
    }
}
