package tmnf.pretrain.train;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningExport;
import tmnf.pretrain.label.CloningLabels;
import tmnf.pretrain.label.CloningTargets;
import tmnf.pretrain.label.FrameActions;
import tmnf.pretrain.label.FrameFloats;
import tmnf.pretrain.label.ManifestProblem;
import tmnf.pretrain.label.ObservationSettings;
import tmnf.pretrain.label.ObservationTable;
import tmnf.pretrain.train.PretrainException.Kind;

/** Samples with the actions that were pressed, and with what the driver sees beside the picture. */
final class CloningLabelling implements Labelling {

    private final CloningSettings settings;
    private FrameActions actions; // null: not read
    private FrameTree read; // what actions were read of
    private FrameFloats floats = FrameFloats.NONE; // until they are prepared
    private Optional<ObservationTable> table = Optional.empty();

    CloningLabelling(CloningSettings settings) {
        this.settings = settings;
    }

    @Override
    public TrackSplit split(FrameTree tree) throws PretrainException {
        double fraction = settings.data().validationFraction();
        long seed = settings.optimisation().seed();
        List<String> there = tree.tracks(settings.data().stack());
        if (settings.labels().tracks().isEmpty()) {
            return TrackSplit.of(there, fraction, seed);
        }
        List<String> wanted = settings.labels().tracks().get();
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            throw new PretrainException(Kind.NO_DATA, tree.root() + ": has no track " + String.join(", ",
                    missing) + " of the track ids that are wanted; it has " + some(there));
        }
        return TrackSplit.ofOrdered(wanted, fraction, seed);
    }

    @Override
    public Optional<Set<String>> tracks() {
        return settings.labels().tracks().map(Set::copyOf);
    }

    private static String some(List<String> names) {
        int shown = Math.min(names.size(), 5);
        return String.join(", ", names.subList(0, shown)) + (shown < names.size() ? " and "
                + (names.size() - shown) + " others" : "");
    }

    private void read(FrameTree tree) {
        if (tree != read) {
            actions = FrameActions.read(tree);
            read = tree;
        }
    }

    private ObservationSettings observations() {
        return ObservationSettings.of(settings.driver().observation(), settings.driver().decisionMs(),
                settings.labels().targets());
    }

    @Override
    public Optional<String> madeOf(FrameTree tree) throws IOException {
        return Optional.of(CloningExport.labelsOf(tree));
    }

    @Override
    public long room(FrameTree tree, Path cache) throws IOException {
        if (!settings.network().floats() || Files.isDirectory(cache)
                && hasTable(tree, cache)) {
            return 0;
        }
        return ObservationTable.bytes(tree, observations());
    }

    private boolean hasTable(FrameTree tree, Path cache) throws IOException {
        Optional<ObservationTable> found = ObservationTable.find(cache, tree, observations());
        found.ifPresent(ObservationTable::close);
        return found.isPresent();
    }

    @Override
    public void prepare(FrameTree tree, Path cache, PretrainListener listener,
            EpochTraining.StopReason stop) throws PretrainException, IOException {
        if (settings.network().floats()) {
            read(tree);
            table = ObservationTable.openOrBuild(tree, actions, observations(), cache,
                    settings.data().cacheWorkers(), listener::caching, () -> stop.now().isPresent());
            floats = table.orElseThrow(PictureSource::stopped);
        }
    }

    @Override
    public TrainingData label(FrameTree tree, TrainingData data) throws PretrainException {
        read(tree);
        CloningLabels train = labels(data.train());
        CloningLabels validation = labels(data.validation());
        int all = data.train().count() + data.validation().count();
        int withoutAction = train.withoutAction() + validation.withoutAction();
        int withoutFloats = train.withoutFloats() + validation.withoutFloats();
        int foreign = train.foreign() + validation.foreign();
        if (all > 0 && train.windows().count() + validation.windows().count() == 0) {
            throw new PretrainException(Kind.NO_DATA, none(tree, all, withoutAction, foreign));
        }
        DriverLabels trainLabels = driver(train);
        DriverLabels validationLabels = driver(validation);
        String signature = LabelSignature.of(trainLabels, train.windows().count(), validationLabels,
                validation.windows().count());
        return data.labelled(train.windows(), trainLabels, validation.windows(), validationLabels,
                new TrainingData.Labelled(signature, withoutAction + foreign + withoutFloats,
                        warnings(withoutAction, foreign, withoutFloats), table.map(Closeable.class::cast)));
    }

    private CloningLabels labels(WindowIndex windows) {
        long[] numbers = DriverLabels.numbers(settings.driver().actions());
        return CloningLabels.of(actions, floats, windows, settings.labels().targets(),
                action -> numbers[action] >= 0);
    }

    private String none(FrameTree tree, int all, int withoutAction, int foreign) {
        if (foreign > 0 && withoutAction + foreign == all) {
            return tree.root() + ": none of " + all + " samples has an action that the driver has; see "
                    + "inputs.actions of its configuration. " + foreign + " have only others";
        }
        return tree.root() + ": " + (withoutAction == all ? "none of " + all + " samples has an action; tmnf "
                + "backfill-actions writes them where the replays are there, or capture again"
                : withoutAction + foreign + " of " + all + " samples have no action, and the rest has no "
                        + "state of the car, from which the numbers beside the picture are made; capture "
                        + "again, or learn without use_floats")
                + ofParts(actions.problems()).stream().findFirst().map(problem -> ". " + problem).orElse("");
    }

    /** Those of the tracks that take part; others may lie decoded beside them. */
    private List<ManifestProblem> ofParts(List<ManifestProblem> problems) {
        Optional<Set<String>> some = tracks();
        return problems.stream().filter(problem -> some.isEmpty()
                || some.get().contains(problem.replay().split("/", 2)[0])).toList();
    }

    private List<String> warnings(int withoutAction, int foreign, int withoutFloats) {
        List<String> warnings = new ArrayList<>();
        if (withoutAction > 0) {
            warnings.add(withoutAction + " samples have no action at the wanted times and take no part");
        }
        if (foreign > 0) {
            warnings.add(foreign + " samples have only actions that the driver does not have, by "
                    + "inputs.actions of its configuration, and take no part");
        }
        if (withoutFloats > 0) {
            warnings.add(withoutFloats + " samples have no state of the car, and take no part because the "
                    + "numbers beside the picture are made from it");
        }
        List<ManifestProblem> problems = ofParts(actions.problems());
        if (!problems.isEmpty()) {
            warnings.add("labels of " + replays(problems) + " replays are not complete, such as "
                    + problems.get(0));
        }
        List<ManifestProblem> untold = ofParts(actions.withoutTimeline());
        if (table.isPresent() && !untold.isEmpty() && observations().config().previousActions() > 0) {
            warnings.add("the previous actions among the numbers beside the picture are all \"forward\" in "
                    + replays(untold) + " replays, whatever was pressed, and are not when driving; such as "
                    + untold.get(0));
        }
        List<ManifestProblem> incomplete = table.map(made -> ofParts(made.problems())).orElse(List.of());
        if (!incomplete.isEmpty()) {
            warnings.add("the numbers beside the picture are not complete for " + replays(incomplete)
                    + " replays, such as " + incomplete.get(0));
        }
        return warnings;
    }

    private static long replays(List<ManifestProblem> problems) {
        return problems.stream().map(ManifestProblem::replay).distinct().count();
    }

    private DriverLabels driver(CloningLabels labels) {
        WindowIndex windows = labels.windows();
        long[] numbers = DriverLabels.numbers(settings.driver().actions());
        int[] before = new int[windows.count()];
        for (int i = 0; i < before.length; i++) {
            before[i] = before(windows.first(i) + windows.length() - 1, numbers);
        }
        return new DriverLabels(labels, before, numbers);
    }

    /** What the driver who made this dataset pressed one decision before, as the driver counts it. */
    private int before(int frame, long[] numbers) {
        int decision = settings.driver().decisionMs();
        int action = settings.labels().targets().target() == CloningTargets.Target.HELD
                ? actions.heldBefore(frame, decision) : actions.atBefore(frame, decision);
        return action < 0 ? action : (int) numbers[action];
    }
}
