package tmnf.pretrain.train;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.run.EpochRow;
import tmnf.pretrain.run.Reconstructions;
import tmnf.pretrain.run.RunFolder;

/** What a kind of run has of its own; the loop around it is the same for all. */
interface RunTask {

    RunSettings settings();

    Objective objective();

    /** Lists the dataset; decodes nothing. */
    TrainingSource source() throws PretrainException, IOException;

    /** The optimiser's. */
    AdamSettings adam();

    /** Whether a last batch of training that is smaller than the others is left out. */
    default boolean dropsLast(int samples, int batch) {
        return objective().comparesSamples();
    }

    /** Settings of its own that a run keeps for all its life, by key. */
    Map<String, String> fixed(TrainingData data);

    /** What the user should know before it is trained, a sentence each. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Looks whether {@link #begin} would find what it needs; writes nothing.
     *
     * @return what {@link #begin} would warn of, a sentence each
     */
    default List<String> check() throws PretrainException, IOException {
        return List.of();
    }

    /** Brings weights that were just drawn to where a new run begins. */
    default void begin(TrainedModel model, PretrainListener listener) throws PretrainException, IOException {
        // as they were drawn
    }

    /** Whether {@link Ended#counts} are looked at, and so are kept in checkpoints. */
    default boolean keepsCounts() {
        return false;
    }

    /** Names of the files of weights that {@link #export} writes beside the encoder's. */
    default List<String> exports() {
        return List.of();
    }

    /**
     * Writes what the run leaves: files of weights, the report, and last what tells of them, by which
     * {@link tmnf.pretrain.run.EndedRun} knows the others to be of the same end.
     */
    void export(RunFolder folder, Ended ended) throws IOException;

    /**
     * A run at its end.
     *
     * @param model with the weights that are exported
     * @param pictures some samples and what the model makes of them; empty where it makes none
     * @param counts what was counted in the exported epoch over the samples for validation, or without such
     *     over those that were learned from; empty where nothing was
     * @param made now
     */
    record Ended(PretrainResult result, List<EpochRow> rows, TrainedModel model, TrainingData data,
            Optional<Reconstructions> pictures, double[] counts, Instant made) {
    }

    /** The task that settings ask for. */
    static RunTask of(RunSettings settings) throws PretrainException, IOException {
        if (settings instanceof CloningSettings cloning) {
            return CloningTask.of(cloning);
        }
        PretrainSettings pictures = (PretrainSettings) settings;
        return new PictureTask(pictures, Objectives.of(pictures));
    }
}
