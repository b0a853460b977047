package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningNpy;
import tmnf.pretrain.train.PretrainException.Kind;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * Samples as NumPy files, with labels as the Python tool caches them. The action before a sample is that
 * which its own numbers tell of; without numbers nobody knows it.
 */
final class CloningNpySource implements TrainingSource {

    private final CloningSettings settings;
    private final Path folder;
    private final NpySource samples;

    private CloningNpySource(CloningSettings settings, Path folder, NpySource samples) {
        this.settings = settings;
        this.folder = folder;
        this.samples = samples;
    }

    static CloningNpySource of(CloningSettings settings, Path folder, NpySource samples)
            throws PretrainException {
        if (!CloningNpy.isThere(folder)) {
            throw new PretrainException(Kind.NO_DATA, folder + ": has " + NpySamples.TRAIN + ".npy and no "
                    + "actions of its samples. Name the folder of the captured frames and a cache without "
                    + "such files, or have the Python tool write the actions");
        }
        return new CloningNpySource(settings, folder, samples);
    }

    @Override
    public long requireRoom(Path ownCache) {
        return 0;
    }

    @Override
    public TrainingData expected() throws PretrainException, IOException {
        return labelled(samples.expected());
    }

    @Override
    public TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException {
        TrainingData data = samples.open(ownCache, listener, stop);
        try {
            return labelled(data);
        } catch (PretrainException | IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private TrainingData labelled(TrainingData data) throws PretrainException, IOException {
        CloningNpy labels;
        try {
            labels = CloningNpy.open(folder, samples.listing());
        } catch (FrameCacheException e) {
            throw new PretrainException(Kind.NO_DATA, e.getMessage(), e);
        }
        try {
            requireFits(labels);
        } catch (PretrainException e) {
            labels.close();
            throw e;
        }
        DriverLabels train = driver(labels.train(), labels.trainWindows(), labels.meta().actions());
        DriverLabels validation = driver(labels.validation(), labels.validationWindows(),
                labels.meta().actions());
        int leftOut = data.train().count() - labels.trainWindows().count() + data.validation().count()
                - labels.validationWindows().count();
        return data.labelled(labels.trainWindows(), train, labels.validationWindows(), validation,
                new TrainingData.Labelled(CloningLabelling.hash(train, labels.trainWindows().count(),
                        validation, labels.validationWindows().count()), leftOut, leftOut == 0 ? List.of()
                        : List.of(leftOut + " samples have no numbers beside the picture and take no part"),
                        Optional.of(labels)));
    }

    private void requireFits(CloningNpy labels) throws PretrainException {
        CloningSettings.Driver driver = settings.driver();
        List<String> differences = labels.meta().differences(settings.labels().targets(),
                settings.labels().tracks(), settings.network().floats()
                        ? Optional.of(driver.observation())
                        : Optional.empty());
        if (!differences.isEmpty()) {
            throw new PretrainException(Kind.SETTINGS, folder + ": " + String.join("; ", differences)
                    + ". Ask for those, or take another cache");
        }
        if (labels.meta().actions() != driver.actions().size()) {
            throw new PretrainException(Kind.SETTINGS, folder + ": labels are of " + labels.meta().actions()
                    + " actions, and the driver has " + driver.actions().size());
        }
        if (settings.network().floats() && labels.floats() != driver.scaling().size()) {
            throw new PretrainException(Kind.SETTINGS, folder + ": has " + (labels.floats() == 0 ? "no"
                    : labels.floats()) + " numbers beside the picture for each sample, and the driver sees "
                    + driver.scaling().size() + ". Take another cache, or learn without use_floats");
        }
    }

    private DriverLabels driver(SampleLabels labels, WindowIndex windows, int actions) {
        int[] before = new int[windows.count()];
        Arrays.fill(before, -1);
        ObservationLayout layout = ObservationLayout.of(settings.driver().observation());
        int previous = layout.config().previousActions();
        if (labels.floats() == layout.size() && previous > 0) {
            int last = layout.offset(ObservationLayout.PREVIOUS_ACTIONS) + Action.KEYS * (previous - 1);
            FloatBuffer numbers = FloatBuffer.allocate(labels.floats());
            for (int i = 0; i < before.length; i++) {
                labels.copyFloats(i, numbers.clear());
                before[i] = ActionIndex.find(new Action(numbers.get(last) > 0.5f, numbers.get(last + 1)
                        > 0.5f, numbers.get(last + 2) > 0.5f, numbers.get(last + 3) > 0.5f)).orElse(-1);
            }
        }
        // As many as the driver has, in its order.
        return new DriverLabels(settings.network().floats() ? labels : withoutFloats(labels), before,
                LongStream.range(0, Math.max(actions, ActionIndex.COUNT)).toArray());
    }

    private static SampleLabels withoutFloats(SampleLabels labels) {
        return new SampleLabels() {
            @Override
            public int actions() {
                return labels.actions();
            }

            @Override
            public int floats() {
                return 0;
            }

            @Override
            public void copyActions(int window, LongBuffer to) {
                labels.copyActions(window, to);
            }

            @Override
            public void copyFloats(int window, FloatBuffer to) {
                // nobody looks at them
            }
        };
    }
}
