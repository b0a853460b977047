package tmnf.pretrain.train;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.FrameActions;
import tmnf.pretrain.label.WindowActions;

/**
 * What a run learns from. Owns the frames.
 *
 * @param frames of the dataset
 * @param trainTracks number of tracks that are learned from
 * @param validationTracks number of tracks that are only looked at
 * @param train windows that are learned from
 * @param validation windows that are only looked at
 * @param trainLabels of the windows that are learned from
 * @param validationLabels of the others
 * @param signature of the frames: other ones give another
 * @param unreadable number of pictures that could not be read
 * @param unreadableNames some of them, with the reason
 */
record TrainingData(Frames frames, int trainTracks, int validationTracks, WindowIndex train,
        WindowIndex validation, SampleLabels trainLabels, SampleLabels validationLabels, String signature,
        int unreadable, List<String> unreadableNames)
        implements AutoCloseable {

    private static final int NAMES = 20;

    /** Of windows of so many frames, without labels. */
    static TrainingData of(Frames frames, TrackSplit split, int length, String signature,
            List<UnreadableFrame> unreadable) {
        return new TrainingData(frames, split.train().size(), split.validation().size(),
                windows(frames, length, split.train()), windows(frames, length, split.validation()),
                SampleLabels.NONE, SampleLabels.NONE, signature,
                unreadable.size(),
                unreadable.stream().limit(NAMES).map(UnreadableFrame::toString).toList());
    }

    private static WindowIndex windows(Frames frames, int length, List<String> tracks) {
        return WindowIndex.of(frames.replays(), length, Set.copyOf(tracks)::contains);
    }

    /** Those of the windows whose frames are known to lead from one to the next, with the actions. */
    TrainingData withActions(FrameActions actions) {
        WindowIndex learned = TransitionWindows.of(actions, frames.replays(), train);
        WindowIndex seen = TransitionWindows.of(actions, frames.replays(), validation);
        return new TrainingData(frames, trainTracks, validationTracks, learned, seen,
                new WindowActions(actions, learned, WindowActions.Kind.UNTIL_NEXT),
                new WindowActions(actions, seen, WindowActions.Kind.UNTIL_NEXT), signature, unreadable,
                unreadableNames);
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
