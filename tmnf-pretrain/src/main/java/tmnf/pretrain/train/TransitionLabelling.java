package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningExport;
import tmnf.pretrain.label.FrameActions;
import tmnf.pretrain.label.WindowActions;
import tmnf.pretrain.train.PretrainException.Kind;

/** The action behind each frame, and as many frames behind each stack as the task looks at. */
final class TransitionLabelling implements Labelling {

    private final PretrainSettings settings;
    private FrameActions actions; // null: not read yet

    TransitionLabelling(PretrainSettings settings) {
        this.settings = settings;
    }

    /** The same split for all tasks: how many frames they look at does not count. */
    @Override
    public TrackSplit split(FrameTree tree) throws PretrainException {
        return Labelling.none(settings).split(tree);
    }

    @Override
    public int framesBehind() {
        return settings.model().steps();
    }

    @Override
    public Optional<String> madeOf(FrameTree tree) throws IOException {
        return Optional.of(CloningExport.labelsOf(tree));
    }

    @Override
    public long room(FrameTree tree, Path cache) {
        return 0;
    }

    @Override
    public void prepare(FrameTree tree, Path cache, PretrainListener listener,
            EpochTraining.StopReason stop) {
        // nothing is kept
    }

    @Override
    public TrainingData label(FrameTree tree, TrainingData data) throws PretrainException {
        if (actions == null) {
            actions = FrameActions.read(tree);
        }
        WindowIndex train = TransitionWindows.of(actions, data.frames().replays(), data.train());
        WindowIndex validation = TransitionWindows.of(actions, data.frames().replays(), data.validation());
        int all = data.train().count() + data.validation().count();
        int leftOut = all - train.count() - validation.count();
        String problem = actions.problems().isEmpty() ? "" : "; the first problem: "
                + actions.problems().get(0);
        if (all > 0 && leftOut == all) {
            throw new PretrainException(Kind.NO_DATA, tree.root() + ": of none of " + all + " samples the "
                    + "actions between its frames are known, which the task "
                    + settings.model().task().name().toLowerCase(Locale.ROOT) + " learns from; tmnf "
                    + "backfill-actions writes them where the replays are there, or capture again" + problem);
        }
        List<String> warnings = new ArrayList<>();
        if (leftOut > 0) {
            warnings.add(leftOut + " of " + all + " samples take no part: the actions between their frames "
                    + "are not all known, or frames in between were cleaned away" + problem);
        }
        SampleLabels trainLabels = labels(train);
        SampleLabels validationLabels = labels(validation);
        return data.labelled(train, trainLabels, validation, validationLabels, new TrainingData.Labelled(
                signature(train, trainLabels) + signature(validation, validationLabels), leftOut, warnings,
                Optional.empty()));
    }

    private SampleLabels labels(WindowIndex windows) {
        return new WindowActions(actions, windows, WindowActions.Kind.UNTIL_NEXT);
    }

    /** A checksum of which frames are learned from and of their actions. */
    private static String signature(WindowIndex windows, SampleLabels labels) {
        CRC32C sum = new CRC32C();
        LongBuffer numbers = LongBuffer.allocate(labels.actions());
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + labels.actions());
        for (int window = 0; window < windows.count(); window++) {
            labels.copyActions(window, numbers.clear());
            bytes.clear().putInt(windows.first(window));
            for (long action : numbers.array()) {
                bytes.put((byte) action);
            }
            sum.update(bytes.flip());
        }
        return String.format("%08x", sum.getValue());
    }
}
