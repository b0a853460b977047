package tmnf.pretrain.train;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run would learn from, and what it would train.
 *
 * @param tracks of the dataset
 * @param replays with at least one stack of frames
 * @param frames of the dataset, unreadable ones included as far as they are not known yet
 * @param trainTracks tracks that are learned from
 * @param validationTracks tracks that are only looked at
 * @param trainSamples windows of the former
 * @param validationSamples windows of the latter
 * @param leftOut samples that take no part because their labels are not known
 * @param batch samples of a step, at most those that there are
 * @param features that the encoder makes
 * @param encoderWeights numbers that the encoder has
 * @param weights numbers that are trained, the encoder's included
 * @param warnings what the user should know before, a sentence each
 */
public record PretrainPlan(int tracks, int replays, int frames, int trainTracks, int validationTracks,
        int trainSamples, int validationSamples, int leftOut, int batch, int features, long encoderWeights,
        long weights, List<String> warnings) {

    /** Copies the list. */
    public PretrainPlan {
        warnings = List.copyOf(warnings);
    }

    /** The same with others behind them. */
    PretrainPlan withWarnings(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new PretrainPlan(tracks, replays, frames, trainTracks, validationTracks, trainSamples,
                validationSamples, leftOut, batch, features, encoderWeights, weights, all);
    }
}
