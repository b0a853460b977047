package tmnf.pretrain.run;

import java.util.List;
import java.util.Map;

import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.AdamState;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/**
 * All that the next epoch depends on. In the file it has the shape of Lightning's checkpoints, and what they
 * have no place for under the key {@code tmnf}: see {@link CheckpointFile}. Whether the run is over is not in
 * it: that follows from where it is and from settings that may change, the number of epochs and the patience.
 *
 * @param settings what must not differ when the run goes on, as names and texts
 * @param weights all that are trained, in order
 * @param adam settings of the optimiser
 * @param moments of the optimiser, in the order of the weights
 * @param rows of all epochs that are done
 * @param progress where the run is
 * @param bestWeights those of the best epoch; the same as {@code weights} if it is the last one
 * @param bestCounts what was counted in the best epoch and is told of at the end; empty for nothing, and in
 *     files of earlier versions
 */
public record Checkpoint(Map<String, String> settings, StateDict weights, AdamSettings adam,
        AdamState moments, List<EpochRow> rows, Progress progress, StateDict bestWeights,
        List<Double> bestCounts) {

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

        /** Checks the ranges. */
        public Progress {
            if (epoch < 0 || step < 0 || bestEpoch < 0 || bestEpoch > epoch || waited < 0 || waited > epoch
                    || Double.isNaN(best) || Double.isNaN(reference)) {
                throw new IllegalArgumentException("epoch " + epoch + ", step " + step + ", best figure "
                        + best + " in epoch " + bestEpoch + ", gains counted from " + reference + ", waited "
                        + waited + " epochs");
            }
        }
    }

    /** Copies what can be changed from outside, and checks that all belongs together. */
    public Checkpoint {
        settings = Map.copyOf(settings);
        rows = List.copyOf(rows);
        bestCounts = List.copyOf(bestCounts);
        long numbers = weights.tensors().values().stream().mapToLong(TorchTensor::elements).sum();
        if (numbers != moments.mean().length) {
            throw new IllegalArgumentException("there are moments of " + moments.mean().length
                    + " weights and " + numbers + " weights");
        }
        if (!shapes(weights).equals(shapes(bestWeights))) {
            throw new IllegalArgumentException("the best weights are those of another network");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).epoch() != i + 1) {
                throw new IllegalArgumentException("row " + (i + 1) + " is that of epoch "
                        + rows.get(i).epoch());
            }
        }
        if (progress.epoch() != rows.size()) {
            throw new IllegalArgumentException(progress.epoch() + " epochs are done and " + rows.size()
                    + " have rows");
        }
    }

    private static List<String> shapes(StateDict dict) {
        return dict.tensors().entrySet().stream().map(Object::toString).toList();
    }
}
