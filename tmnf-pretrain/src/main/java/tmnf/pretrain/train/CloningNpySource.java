package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.NpyMark;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningExport;
import tmnf.pretrain.label.CloningMeta;
import tmnf.pretrain.label.CloningNpy;
import tmnf.pretrain.label.CloningTargets.Target;
import tmnf.pretrain.label.ObservationSettings;
import tmnf.pretrain.train.PretrainException.Kind;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * Samples as NumPy files, with labels as the Python tool caches them. The action before a sample is that
 * which its own numbers tell of, where the actions among them are as far apart as decisions of the driver;
 * without numbers nobody knows it. How labels are counted is told by
 * {@link tmnf.pretrain.label.CloningMeta#numbers}.
 */
final class CloningNpySource implements TrainingSource {

    /** No driver's. */
    private static final int UNKNOWN_MS = -1;

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
    public List<String> warnings() {
        return samples.warnings();
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
            return labelled(data, labels, requireFits(labels));
        } catch (PretrainException | IOException | RuntimeException e) {
            labels.close();
            throw e;
        }
    }

    private TrainingData labelled(TrainingData data, CloningNpy labels, long[] numbers)
            throws PretrainException, IOException {
        DriverLabels train = driver(labels.train(), labels.trainWindows(), numbers);
        DriverLabels validation = driver(labels.validation(), labels.validationWindows(), numbers);
        int leftOut = data.train().count() - labels.trainWindows().count() + data.validation().count()
                - labels.validationWindows().count();
        List<String> warnings = new ArrayList<>();
        if (leftOut > 0) {
            warnings.add(leftOut + " samples have no numbers beside the picture and take no part");
        }
        int foreign = foreign(labels.train(), labels.trainWindows().count(), numbers)
                + foreign(labels.validation(), labels.validationWindows().count(), numbers);
        if (foreign > 0 && known(train, labels.trainWindows().count()) == 0) {
            throw new PretrainException(Kind.NO_DATA, folder + ": no sample to learn from has an action that "
                    + "the driver has; see inputs.actions of its configuration");
        }
        if (foreign > 0) {
            warnings.add(foreign + " actions of samples are none that the driver has, by inputs.actions of "
                    + "its configuration, and are not learned");
        }
        boolean oneDecision = labels.meta().actionMs().orElse(isForgotten(labels) ? UNKNOWN_MS
                : CloningMeta.PYTHON_ACTION_MS) == settings.driver().decisionMs();
        if (!oneDecision && (knowsBefore(train) || knowsBefore(validation))) {
            warnings.add(otherDistance(labels));
        }
        // Signed with what its numbers tell, so that runs of versions that took it as it is go on.
        String signature = LabelSignature.of(train, labels.trainWindows().count(), validation,
                labels.validationWindows().count());
        return data.labelled(labels.trainWindows(), oneDecision ? train : train.withoutBefore(),
                labels.validationWindows(), oneDecision ? validation : validation.withoutBefore(),
                new TrainingData.Labelled(signature, leftOut, warnings, Optional.of(labels)));
    }

    /** Whether an earlier version of ours made its numbers and the table that told their distance is gone. */
    private boolean isForgotten(CloningNpy labels) throws IOException {
        return labels.meta().actionMs().isEmpty() && labels.floats() > 0
                && NpyMark.wrote(folder.resolve(CloningExport.TRAIN_FLOATS));
    }

    private static boolean knowsBefore(DriverLabels labels) {
        return Arrays.stream(labels.before()).anyMatch(action -> action >= 0);
    }

    /** Where floats are learned from and their distance is known it is refused, {@link #requireFits}. */
    private String otherDistance(CloningNpy labels) throws IOException {
        CloningMeta meta = labels.meta();
        String repeat = "repeat_acc and repeat_gain are left out, which are about the action one decision "
                + "before";
        String driver = "decisions of the driver are " + settings.driver().decisionMs() + " ms apart";
        if (meta.actionMs().isPresent()) {
            return folder + ": the actions before its samples are known at a distance of "
                    + meta.actionMs().getAsInt() + " ms, and " + driver + "; " + repeat;
        }
        String untold = folder + ": nothing tells how far apart the previous actions among its numbers are; ";
        if (isForgotten(labels)) {
            return untold + "an earlier version of tmnf pretrain prepare made them. tmnf pretrain prepare "
                    + "--format bc --use-floats makes them again, with the driver's; " + repeat;
        }
        untold += "the Python tool makes them " + CloningMeta.PYTHON_ACTION_MS + " ms apart, and " + driver;
        return untold + (settings.network().floats() ? ". The network learns from another past than it will "
                + "see when it drives. tmnf pretrain prepare --format bc --use-floats makes a cache with "
                + "the driver's, and the captured frames need none; " : "; ") + repeat;
    }

    /** Actions that are known and that the driver does not have. */
    private static int foreign(SampleLabels labels, int count, long[] numbers) {
        return count(labels, labels.actions(), count, action -> action >= 0 && numbers[(int) action] < 0);
    }

    private static int known(DriverLabels labels, int count) {
        return count(labels, labels.labels().actions(), count, action -> action >= 0);
    }

    private static int count(SampleLabels labels, int each, int count, LongPredicate counts) {
        LongBuffer actions = LongBuffer.allocate(labels.actions());
        int found = 0;
        for (int i = 0; i < count; i++) {
            labels.copyActions(i, actions.clear());
            for (int at = 0; at < each; at++) {
                found += counts.test(actions.get(at)) ? 1 : 0;
            }
        }
        return found;
    }

    /** For each number of the cache's actions the driver's, -1 without. */
    private long[] requireFits(CloningNpy labels) throws PretrainException {
        List<String> differences = differences(settings, labels.meta());
        if (!differences.isEmpty()) {
            throw new PretrainException(Kind.SETTINGS, folder + ": " + String.join("; ", differences)
                    + (settings.labels().targets().target() == Target.HELD
                    ? ". No such cache has labels that are held: learn from the captured frames, or give "
                    + "--bc-target current_tick" : ". Ask for those, or take another cache"));
        }
        Optional<String> floats = otherFloats(settings, labels);
        if (floats.isPresent()) {
            throw new PretrainException(Kind.SETTINGS, folder + ": " + floats.get()
                    + ". Take another cache, or learn without use_floats");
        }
        List<Action> actions = settings.driver().actions();
        return labels.meta().numbers(actions).orElseThrow(() -> new PretrainException(Kind.SETTINGS,
                folder + ": " + otherActions(labels.meta(), actions) + ". Give the configuration that it was "
                        + "made with, or learn from the captured frames"));
    }

    /** In which way labels of a folder are not what is wanted, in words; empty if they are. */
    static Optional<String> unfit(CloningSettings settings, Path folder, NpySamples.Listing samples)
            throws IOException {
        try (CloningNpy labels = CloningNpy.open(folder, samples)) {
            List<String> all = new ArrayList<>(differences(settings, labels.meta()));
            otherFloats(settings, labels).ifPresent(all::add);
            List<Action> actions = settings.driver().actions();
            if (labels.meta().numbers(actions).isEmpty()) {
                all.add(otherActions(labels.meta(), actions));
            }
            return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
        }
    }

    private static List<String> differences(CloningSettings settings, CloningMeta meta) {
        CloningSettings.Driver driver = settings.driver();
        return meta.differences(settings.labels().targets(), settings.labels().tracks(),
                settings.network().floats() ? Optional.of(new ObservationSettings(driver.observation())
                        .withActionMs(driver.decisionMs())) : Optional.empty());
    }

    private static Optional<String> otherFloats(CloningSettings settings, CloningNpy labels) {
        int wanted = settings.driver().scaling().size();
        return !settings.network().floats() || labels.floats() == wanted ? Optional.empty()
                : Optional.of("has " + (labels.floats() == 0 ? "no" : labels.floats()) + " numbers beside "
                        + "the picture for each sample, and the driver sees " + wanted);
    }

    private static String otherActions(CloningMeta meta, List<Action> actions) {
        return "its labels are of " + meta.actions() + " actions, and nothing tells which of them are the "
                + actions.size() + " of inputs.actions";
    }

    private DriverLabels driver(SampleLabels labels, WindowIndex windows, long[] numbers) {
        int[] before = new int[windows.count()];
        Arrays.fill(before, -1);
        ObservationLayout layout = ObservationLayout.of(settings.driver().observation());
        int previous = layout.config().previousActions();
        if (labels.floats() == layout.size() && previous > 0) {
            int last = layout.offset(ObservationLayout.PREVIOUS_ACTIONS) + Action.KEYS * (previous - 1);
            FloatBuffer seen = FloatBuffer.allocate(labels.floats());
            for (int i = 0; i < before.length; i++) {
                labels.copyFloats(i, seen.clear());
                before[i] = settings.driver().actions().indexOf(new Action(seen.get(last) > 0.5f,
                        seen.get(last + 1) > 0.5f, seen.get(last + 2) > 0.5f, seen.get(last + 3) > 0.5f));
            }
        }
        return new DriverLabels(settings.network().floats() ? labels : withoutFloats(labels), before,
                numbers);
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
