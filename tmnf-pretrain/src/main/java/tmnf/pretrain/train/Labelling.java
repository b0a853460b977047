package tmnf.pretrain.train;

import java.io.IOException;

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
            public TrainingData label(FrameTree tree, TrainingData data) {
                return data;
            }
        };
    }

    /** Which tracks are learned from, which are only looked at; the others take no part. */
    TrackSplit split(FrameTree tree) throws PretrainException;

    /** The same data with labels, without the samples that have none. */
    TrainingData label(FrameTree tree, TrainingData data) throws PretrainException, IOException;
}
