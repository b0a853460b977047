package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.TrackSplit;

/** What a run makes of a dataset's frames beside pictures. */
interface Labelling {

    /** Nothing; all tracks are learned from or looked at. */
    static Labelling none(RunSettings settings) {
        return new Labelling() {
            @Override
            public TrackSplit split(FrameTree tree) {
                return TrackSplit.of(tree.tracks(settings.data().stack()),
                        settings.data().validationFraction(), settings.optimisation().seed());
            }

            @Override
            public long room(FrameTree tree, Path cache) {
                return 0;
            }

            @Override
            public void prepare(FrameTree tree, Path cache, PretrainListener listener,
                    EpochTraining.StopReason stop) {
                // nothing
            }

            @Override
            public TrainingData label(FrameTree tree, TrainingData data) {
                return data;
            }
        };
    }

    /** Which tracks are learned from, which are only looked at; the others take no part. */
    TrackSplit split(FrameTree tree) throws PretrainException;

    /** Tracks that take part, if not all do: what is on others need not be decoded. */
    default Optional<Set<String>> tracks() {
        return Optional.empty();
    }

    /** Frames behind each stack that belong to a sample. */
    default int framesBehind() {
        return 0;
    }

    /** Another one when the files that labels and numbers are made of are others; empty without labels. */
    default Optional<String> madeOf(FrameTree tree) throws IOException {
        return Optional.empty();
    }

    /** Bytes that {@link #prepare} would write into the folder of the decoded frames. */
    long room(FrameTree tree, Path cache) throws IOException;

    /**
     * Makes what is kept beside the decoded frames.
     *
     * @throws PretrainException if it was stopped, or cannot be
     */
    void prepare(FrameTree tree, Path cache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException;

    /** The same data with labels, without the samples that have none. */
    TrainingData label(FrameTree tree, TrainingData data) throws PretrainException, IOException;
}
