package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.learn.PretrainPrepareCommand.Format;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpyCompanion;
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningExport;
import tmnf.pretrain.label.CloningLabels;
import tmnf.pretrain.label.FrameActions;
import tmnf.pretrain.label.FrameFloats;
import tmnf.pretrain.label.ManifestProblem;
import tmnf.pretrain.label.ObservationTable;

/**
 * One run of {@code tmnf pretrain prepare} once the options are understood: it decodes the frames that are
 * not there yet, makes samples of them where samples are wanted, and refuses before the long work what would
 * come to nothing.
 */
final class PrepareJob {

    private final CommandContext context;
    private final Progress progress;
    private final Settings settings;
    private final Samples samples;
    private final Path folder;

    /**
     * Folders.
     *
     * @param data the dataset as the user wrote it
     * @param output where frames and samples come, as the user wrote it
     * @param folder the same, resolved
     */
    record Places(Path data, Path output, Path folder) {
    }

    /**
     * How samples are made of frames.
     *
     * @param stack frames in a sample
     * @param validationFraction share of the tracks that are for validation
     * @param seed of the split
     */
    record Samples(int stack, double validationFraction, long seed) {
    }

    /**
     * What is made.
     *
     * @param size of frames
     * @param labels empty: samples have none
     * @param workers threads, 0 for as many as there are processors
     * @param force whether what is there already is made again
     * @param next command that takes what was made
     */
    record Settings(Format format, Places places, ImageSize size, Samples samples,
            Optional<LabelOptions.Wanted> labels, int workers, boolean force, String next) {

        /** Those that are wanted, in their order; empty: all. */
        Optional<List<String>> tracks() {
            return labels.flatMap(LabelOptions.Wanted::tracks);
        }
    }

    PrepareJob(CommandContext context, Progress progress, Settings settings) {
        this.context = context;
        this.progress = progress;
        this.settings = settings;
        samples = settings.samples();
        folder = settings.places().folder();
    }

    CommandResult run(FrameTree all) throws IOException {
        TrackSplit split = split(all);
        FrameTree tree = decoded(all);
        requireSamples(tree, split);
        FrameActions actions = settings.labels().map(labels -> actions(tree, split, labels)).orElse(null);
        return prepare(tree, split, actions);
    }

    private TrackSplit split(FrameTree tree) {
        Optional<List<String>> wanted = settings.tracks();
        List<String> tracks = tree.tracks(samples.stack());
        for (String track : wanted.orElse(List.of())) {
            CliException.require(tracks.contains(track), settings.places().data() + " has no track " + track
                    + " with " + samples.stack() + " frames or more", "correct --track-ids");
        }
        return wanted.isPresent() ? TrackSplit.ofOrdered(wanted.get(), samples.validationFraction(),
                samples.seed()) : TrackSplit.of(tracks, samples.validationFraction(), samples.seed());
    }

    /** Without those of tracks that are there, too, and of which nothing is wanted. */
    private List<ManifestProblem> wanted(List<ManifestProblem> problems) {
        return problems.stream().filter(each -> isWanted(each.replay())).toList();
    }

    /** Whether a replay's track is wanted, or that of a frame, by the path from the dataset. */
    private boolean isWanted(String path) {
        return settings.tracks().map(tracks -> tracks.contains(path.substring(0, path.indexOf('/'))))
                .orElse(true);
    }

    /** The tracks that are wanted, unless all are decoded already. */
    private FrameTree decoded(FrameTree all) throws IOException {
        FrameTree part = settings.tracks().map(tracks -> all.only(Set.copyOf(tracks))).orElse(all);
        Optional<FrameCache> there = part == all || settings.force() ? Optional.empty() : find(all);
        there.ifPresent(FrameCache::close);
        return there.isPresent() ? all : part;
    }

    /** What is decoded already, if it is still that of these frames. */
    private Optional<FrameCache> find(FrameTree tree) throws IOException {
        return FrameCache.find(folder, tree, settings.size().height(), settings.size().width(), false);
    }

    private void requireSamples(FrameTree tree, TrackSplit split) {
        if (settings.format() != Format.U8 && windows(tree.replayFrames(), split.train()).count() == 0) {
            throw new CliException(ExitStatus.NO_INPUT, "NO_DATA", "train.npy would have no sample", "",
                    "give a smaller --val-fraction or --n-stack");
        }
    }

    /** Refuses, before anything is decoded, where there is nothing to label with. */
    private FrameActions actions(FrameTree tree, TrackSplit split, LabelOptions.Wanted wanted) {
        FrameActions actions = FrameActions.read(tree);
        requireLabels(CloningLabels.of(actions, FrameFloats.NONE, windows(tree.replayFrames(), split.train()),
                wanted.targets()).complete(), "no sample of train.npy would have an action",
                wanted(actions.problems()));
        return actions;
    }

    private static void requireLabels(CloningLabels labels, String otherwise,
            List<ManifestProblem> problems) {
        if (labels.windows().count() == 0) {
            throw new CliException(ExitStatus.NO_INPUT, "NO_DATA", otherwise + (problems.isEmpty() ? ""
                    : "; " + problems.get(0)), "", "tmnf backfill-actions makes actions of the replays");
        }
    }

    private WindowIndex windows(List<ReplayFrames> replays, List<String> tracks) {
        return WindowIndex.of(replays, samples.stack(), Set.copyOf(tracks)::contains);
    }

    /** {@code actions} are null where no labels are wanted. */
    private CommandResult prepare(FrameTree tree, TrackSplit split, FrameActions actions)
            throws IOException {
        FrameCacheBuilder builder = new FrameCacheBuilder(settings.size().height(), settings.size().width(),
                settings.workers(), false, FrameCacheBuilder.USUAL_PATIENCE);
        Optional<FrameCache> there = settings.force() ? Optional.empty() : find(tree);
        boolean kept = there.isPresent();
        if (!kept) {
            NpyExport.forget(folder);
            there = settings.force() ? builder.rebuild(tree, folder, shown("frames"), context::interrupted)
                    : builder.openOrBuild(tree, folder, shown("frames"), context::interrupted);
        }
        if (there.isEmpty()) {
            return stopped();
        }
        try (FrameCache cache = there.get()) {
            if (actions != null) {
                return cloning(tree, cache, split, actions, kept);
            }
            return settings.format() == Format.U8 ? result(cache, kept, null, null)
                    : export(tree, cache, split, null, kept);
        }
    }

    private CommandResult cloning(FrameTree tree, FrameCache cache, TrackSplit split, FrameActions actions,
            boolean kept) throws IOException {
        LabelOptions.Wanted wanted = settings.labels().orElseThrow();
        Optional<ObservationTable> table = Optional.empty();
        if (wanted.observation().isPresent()) {
            table = ObservationTable.openOrBuild(tree, actions, wanted.observation().get(), folder,
                    settings.workers(), shown("observations"), context::interrupted);
            if (table.isEmpty()) {
                return stopped();
            }
        }
        try {
            FrameFloats floats = table.isPresent() ? table.get() : FrameFloats.NONE;
            CloningExport labelled = new CloningExport(tree, actions, floats, wanted.targets(), wanted.meta(),
                    new CloningExport.Split(windows(cache.replays(), split.train()),
                            windows(cache.replays(), split.validation())));
            List<ManifestProblem> problems = new ArrayList<>(wanted(actions.problems()));
            table.ifPresent(read -> problems.addAll(wanted(read.problems())));
            if (wanted.observation().filter(seen -> seen.config().previousActions() > 0).isPresent()) {
                problems.addAll(wanted(actions.withoutTimeline()));
            }
            requireLabels(labelled.train(), "no sample of train.npy would have an action and a state",
                    problems);
            return export(tree, cache, split, new PreparedLabels(labelled, problems), kept);
        } finally {
            table.ifPresent(ObservationTable::close);
        }
    }

    /** With labels, which may be null. */
    private CommandResult export(FrameTree tree, FrameCache cache, TrackSplit split, PreparedLabels labelled,
            boolean framesKept) throws IOException {
        NpyExport export = NpyExport.exact(cache, tree)
                .with(labelled == null ? NpyCompanion.NONE : labelled.export());
        NpyExport.Origin origin = new NpyExport.Origin(tree.root(), samples.validationFraction(),
                samples.seed());
        Optional<NpyExport.Written> written = export.find(split, samples.stack(), origin, folder);
        boolean kept = framesKept && written.isPresent();
        if (written.isEmpty()) {
            FrameCacheBuilder.Progress shown = shown("samples");
            written = settings.force()
                    ? export.write(split, samples.stack(), origin, folder, shown, context::interrupted)
                    : export.writeUnlessThere(split, samples.stack(), origin, folder, shown,
                            context::interrupted);
        }
        return written.isEmpty() ? stopped() : result(cache, kept, written.get(), labelled);
    }

    private FrameCacheBuilder.Progress shown(String what) {
        return (done, all) -> progress.show(new Progress.State(done, all,
                String.format(Locale.ROOT, "Decoding: %,d of %,d %s", done, all, what), Map.of()));
    }

    private static CommandResult stopped() {
        return CommandResult.of(ExitStatus.INTERRUPTED)
                .withProblem("stopped before all was decoded; the same command begins again");
    }

    private CommandResult result(FrameCache cache, boolean kept, NpyExport.Written written,
            PreparedLabels labelled) {
        return new PrepareReport(settings.format().toString(), settings.places().output(), kept, cache,
                cache.unreadable().stream().filter(frame -> isWanted(frame.file())).toList(), written,
                labelled).result(context, settings.next());
    }
}
