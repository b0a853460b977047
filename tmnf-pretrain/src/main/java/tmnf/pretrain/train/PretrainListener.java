package tmnf.pretrain.train;

import java.nio.file.Path;
import java.util.Map;

/** What happens in a run, on the thread of the run; returns soon and throws nothing. */
public interface PretrainListener {

    /** Who does not listen. */
    PretrainListener NONE = new PretrainListener() { };

    /** Frames are being decoded into the cache. */
    default void caching(long frames, long allFrames) {
    }

    /** The run begins, or goes on. */
    default void started(Started started) {
    }

    /** Something that the user may want to know. */
    default void note(String message) {
    }

    /** Something that the user should know and that does not end the run. */
    default void warning(String message) {
    }

    /**
     * A step is done.
     *
     * @param epoch from 1
     * @param step of the epoch, from 1
     * @param steps of an epoch
     * @param loss of its batch
     */
    default void step(int epoch, int step, int steps, double loss) {
    }

    /**
     * An epoch is done and its checkpoint on the disk.
     *
     * @param epoch from 1
     * @param metrics by their names in {@code metrics.csv}, such as {@code train_loss}
     * @param best whether it is the best one so far
     */
    default void epoch(int epoch, Map<String, Double> metrics, boolean best) {
    }

    /**
     * How a run begins.
     *
     * @param folder of the run
     * @param plan of what it learns from
     * @param finishedEpochs of the run that is gone on with; 0 for a new one
     */
    record Started(Path folder, PretrainPlan plan, int finishedEpochs) {
    }
}
