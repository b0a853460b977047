package tmnf.rl.train;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a training ended.
 *
 * @param end why
 * @param folder of the run
 * @param frames that were played, in all its life
 * @param batches that were learned from, in all its life
 * @param bestMs best time of each map; none where no race was finished
 */
public record TrainResult(End end, Path folder, long frames, long batches, Map<String, Integer> bestMs) {

    /** Why it ended. */
    public enum End {
        /** A greedy race was as fast as was asked for. */
        GOAL,
        /** As many frames as were asked for. */
        FRAMES,
        /** The time is over. */
        OUT_OF_TIME,
        /** Somebody asked it to. */
        INTERRUPTED
    }

    /** Copies the map. */
    public TrainResult {
        bestMs = Map.copyOf(bestMs);
    }
}
