package tmnf.rl.train;

import tmnf.rl.collect.CollectedRace;
import tmnf.rl.metrics.TrainSummary;
import tmnf.rl.save.CheckpointInfo;
import tmnf.rl.save.RunRecords;

/**
 * Hears what a training does; called by its threads, several at once, returns soon and throws nothing. Calls
 * of one thread come in their order.
 */
public interface TrainListener {

    /** Who does not listen. */
    TrainListener NONE = new TrainListener() { };

    /** It begins, or goes on. */
    default void started(String how) {
    }

    /**
     * A race was taken in.
     *
     * @param frames played, it included
     * @param change of the records
     */
    default void race(CollectedRace race, long frames, RunRecords.Change change) {
    }

    /** A window of time is over. */
    default void window(TrainSummary summary) {
    }

    /** A checkpoint is on the disk. */
    default void saved(CheckpointInfo info) {
    }

    /** Something that happens now and then, in words. */
    default void noted(String message) {
    }

    /** Something that the user should know and that does not end the training. */
    default void warning(String message) {
    }
}
