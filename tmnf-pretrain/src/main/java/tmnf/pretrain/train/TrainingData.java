package tmnf.pretrain.train;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.run.PretrainMeta;

/**
 * What a run learns from. Owns the frames and the numbers.
 *
 * @param frames of the dataset
 * @param trainTracks number of tracks that are learned from
 * @param validationTracks number of tracks that are only looked at
 * @param train windows that are learned from
 * @param validation windows that are only looked at
 * @param trainLabels of the windows that are learned from
 * @param validationLabels of the others
 * @param labelling how they were labelled
 * @param signed of the frames: other ones give another
 * @param unreadable number of pictures that could not be read
 * @param unreadableNames some of them, with the reason
 */
record TrainingData(Frames frames, int trainTracks, int validationTracks, WindowIndex train,
        WindowIndex validation, SampleLabels trainLabels, SampleLabels validationLabels,
        Labelled labelling, Signature signed,
        int unreadable, List<String> unreadableNames)
        implements AutoCloseable {

    private static final int NAMES = 20;

    /**
     * How samples were labelled.
     *
     * @param signature of all actions; empty without labels
     * @param leftOut samples that take no part because something is not known of them
     * @param warnings what the user should know, a sentence each
     * @param numbers what has to be closed with the data; empty without
     */
    record Labelled(String signature, int leftOut, List<String> warnings, Optional<Closeable> numbers) {

        static final Labelled NOT = new Labelled("", 0, List.of(), Optional.empty());
    }

    /**
     * What other frames have another of.
     *
     * @param frames of those that take part
     * @param earlier what checkpoints of earlier versions have: of the whole dataset
     * @param content of what was decoded, which copies of the same files have, too; empty: not known
     * @param manifests of the files that labels are made of; empty without such
     */
    record Signature(String frames, String earlier, Optional<String> content, Optional<String> manifests) {

        static Signature of(String frames) {
            return new Signature(frames, frames, Optional.empty(), Optional.empty());
        }
    }

    /** Of windows of so many frames, without labels. */
    static TrainingData of(Frames frames, TrackSplit split, int length, Signature signature,
            List<UnreadableFrame> unreadable) {
        return new TrainingData(frames, split.train().size(), split.validation().size(),
                windows(frames, length, split.train()), windows(frames, length, split.validation()),
                SampleLabels.NONE, SampleLabels.NONE, Labelled.NOT, signature, unreadable.size(),
                unreadable.stream().limit(NAMES).map(UnreadableFrame::toString).toList());
    }

    /** The same frames, other windows of them, with labels. */
    TrainingData labelled(WindowIndex newTrain, SampleLabels newTrainLabels, WindowIndex newValidation,
            SampleLabels newValidationLabels, Labelled how) {
        return new TrainingData(frames, trainTracks, validationTracks, newTrain, newValidation,
                newTrainLabels, newValidationLabels, how, signed, unreadable, unreadableNames);
    }

    /** Of the frames. */
    String signature() {
        return signed.frames();
    }

    private static WindowIndex windows(Frames frames, int length, List<String> tracks) {
        return WindowIndex.of(frames.replays(), length, Set.copyOf(tracks)::contains);
    }

    /** What {@code pretrain_meta.json} says of it. */
    PretrainMeta.Data facts(RunSettings settings) {
        return new PretrainMeta.Data(settings.data().folder().toAbsolutePath().normalize().toString(),
                train.count(), validation.count(), settings.optimisation().seed(), signature(), unreadable,
                unreadableNames);
    }

    @Override
    public void close() throws IOException {
        try {
            frames.close();
        } finally {
            if (labelling.numbers().isPresent()) {
                labelling.numbers().get().close();
            }
        }
    }
}
