package tmnf.pretrain.run;

import java.util.List;
import java.util.Map;

import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.AdamState;
import tmnf.pretrain.torch.StateDict;

/**
 * All that the next epoch depends on. In the file it has the shape of Lightning's checkpoints, and what they
 * have no place for under the key {@code tmnf}: see {@link CheckpointFile}.
 *
 * @param settings what must not differ when the run goes on, as names and texts
 * @param weights all that are trained, in order
 * @param adam settings of the optimiser
 * @param moments of the optimiser, in the order of the weights
 * @param rows of all epochs that are done
 * @param progress where the run is
 * @param bestWeights those of the best epoch; the same as {@code weights} if it is the last one
 */
public record Checkpoint(Map<String, String> settings, StateDict weights, AdamSettings adam,
        AdamState moments, List<EpochRow> rows, Progress progress, StateDict bestWeights) {

    /**
     * Where a run is.
     *
     * @param epoch number of epochs that are done
     * @param step number of steps of the optimiser, those left out included
     * @param best smallest monitored figure; infinite: none yet
     * @param bestEpoch epoch of it, from 1; 0: none yet
     * @param reference figure that a gain is counted from
     * @param waited epochs since the last gain
     */
    public record Progress(int epoch, long step, double best, int bestEpoch, double reference, int waited) {
    }

    /** Copies what can be changed from outside. */
    public Checkpoint {
        settings = Map.copyOf(settings);
        rows = List.copyOf(rows);
    }
}
