package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.capture.dataset.DatasetException;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.Progress;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpyCompanion;
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningExport;
import tmnf.pretrain.label.CloningLabels;
import tmnf.pretrain.label.FrameActions;
import tmnf.pretrain.label.FrameFloats;
import tmnf.pretrain.label.ManifestProblem;
import tmnf.pretrain.label.ObservationTable;

/** {@code tmnf pretrain prepare}: decodes a dataset once, for later runs or for the Python tool. */
@Command(name = "prepare", header = "Decode the frames of a dataset for later runs, or into .npy files.",
        description = {
            "Decodes, makes grey and resizes all frames, as tmnf pretrain does by itself. The folder is what "
            + "--preprocess-cache-dir of tmnf pretrain takes. What is there and still that of the dataset "
            + "is kept: the command ends at once.",
            "Format u8 is a byte a pixel and serves every stack, split and seed. Format npy adds train.npy, "
            + "val.npy and cache_meta.json as the Python tool wants them: 4 bytes a pixel, samples of "
            + "--n-stack frames, split by --val-fraction and --seed. Format bc is npy with the actions of "
            + "each sample, train_actions.npy and val_actions.npy, and with --use-floats train_floats.npy "
            + "and val_floats.npy; samples without an action are left out."},
        footer = {"Examples:",
            "  tmnf pretrain prepare --data-dir maps/img --output-dir cache/v0",
            "  tmnf pretrain prepare -o cache/npy --format npy --n-stack 3 --val-fraction 0.2",
            "  tmnf pretrain prepare -o cache/bc --format bc --bc-time-offsets-ms 0,10,100",
            "",
            "Next: tmnf pretrain --preprocess-cache-dir cache/v0"})
public final class PretrainPrepareCommand extends TmnfCommand {

    private static final double USUAL_FRACTION = 0.1;
    private static final long USUAL_SEED = 42;

    @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = "maps/img",
            description = "The dataset: DIR/<track id>/<replay>/.")
    private Path dataDir;

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", required = true,
            description = "Folder of the decoded frames; is made.")
    @NotConfigurable
    private Path outputDir;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "u8",
            description = "What is written: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(names = "--image-size", paramLabel = "WxH", defaultValue = "64",
            converter = ImageSize.Converter.class,
            description = "Size of frames, such as 160x120, or 64 for a square.")
    private ImageSize imageSize;

    @Option(names = "--n-stack", paramLabel = "N", defaultValue = "1", converter = Ranges.Stack.class,
            description = "Frames in a row that make a sample of npy, 1 to 32.")
    private int stack;

    @Option(names = "--val-fraction", paramLabel = "F", defaultValue = "0.1", converter = Ranges.Share.class,
            description = "Share of the tracks that val.npy has; 0: none.")
    private double validationFraction;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Of the split for npy.")
    private long seed;

    @Option(names = {"-j", "--workers", "--jobs"}, paramLabel = "N", defaultValue = "0",
            converter = Ranges.Threads.class,
            description = "Threads that decode; 0: as many as there are processors.")
    private int workers;

    @Option(names = "--force", defaultValue = "false", description = "Decode again what is there already.")
    @NotConfigurable
    private boolean force;

    @Mixin
    private LabelOptions labels;

    /** What is written. */
    enum Format {
        U8, NPY, BC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        IdleOptions idle = new IdleOptions(context, spec());
        labels.tellIdle(idle, format == Format.BC);
        idle.unless(format != Format.U8, "with --format u8", "--n-stack", "--val-fraction", "--seed");
        Path data = context.requireDirectory(dataDir);
        Path folder = context.resolve(outputDir);
        requireOwnFolder(data, folder);
        context.interrupted(); // from now on a signal waits for us
        try (Progress progress = context.progress("Decoding frames", 0)) {
            FrameTree all = FrameTree.read(data);
            Optional<LabelOptions.Wanted> wanted = format == Format.BC ? Optional.of(labels.wanted(context))
                    : Optional.empty();
            TrackSplit split = split(all, wanted.flatMap(LabelOptions.Wanted::tracks));
            FrameTree tree = decoded(all, wanted.flatMap(LabelOptions.Wanted::tracks), folder);
            requireSamples(tree, split);
            FrameActions actions = wanted.isPresent() ? actions(tree, split, wanted.get()) : null;
            return prepare(context, tree, split, wanted, actions, folder, progress);
        } catch (DatasetException e) {
            throw new CliException(ExitStatus.NO_INPUT, "NO_DATA", e.getMessage(), "", "", e);
        } catch (FrameCacheException e) {
            ExitStatus status = switch (e.reason()) {
                case NOTHING_READABLE -> ExitStatus.NO_INPUT;
                case BUSY -> ExitStatus.BUSY;
                case MISSING, BROKEN, NO_SPACE, NO_MEMORY -> ExitStatus.FAILURE;
            };
            throw new CliException(status, e.reason().name(), e.getMessage(), "", "", e);
        }
    }

    private void requireOwnFolder(Path data, Path folder) throws IOException {
        CliException.require(!Files.exists(folder) || Files.isDirectory(folder), outputDir + " is no folder",
                "name another --output-dir");
        CliException.require(!Files.exists(folder) || !Files.isSameFile(data, folder),
                "--output-dir is the dataset's own folder", "name another --output-dir");
        CliException.require(format != Format.U8 || !NpySamples.isThere(folder), outputDir
                + " has train.npy, which tmnf pretrain would take instead", "name another --output-dir, or "
                + "give --format npy");
    }

    private TrackSplit split(FrameTree tree, Optional<List<String>> wanted) {
        List<String> tracks = tree.tracks(stack);
        for (String track : wanted.orElse(List.of())) {
            CliException.require(tracks.contains(track), dataDir + " has no track " + track + " with "
                    + stack + " frames or more", "correct --track-ids");
        }
        return wanted.isPresent() ? TrackSplit.ofOrdered(wanted.get(), validationFraction, seed)
                : TrackSplit.of(tracks, validationFraction, seed);
    }

    /** The tracks that are wanted, unless all are decoded already. */
    private FrameTree decoded(FrameTree all, Optional<List<String>> wanted, Path folder) throws IOException {
        FrameTree part = wanted.isEmpty() ? all : all.only(Set.copyOf(wanted.get()));
        Optional<FrameCache> there = part == all || force ? Optional.empty()
                : FrameCache.find(folder, all, imageSize.height(), imageSize.width(), false);
        there.ifPresent(FrameCache::close);
        return there.isPresent() ? all : part;
    }

    private void requireSamples(FrameTree tree, TrackSplit split) {
        if (format != Format.U8 && windows(tree.replayFrames(), split.train()).count() == 0) {
            throw new CliException(ExitStatus.NO_INPUT, "NO_DATA", "train.npy would have no sample", "",
                    "give a smaller --val-fraction or --n-stack");
        }
    }

    /** Refuses, before anything is decoded, where there is nothing to label with. */
    private FrameActions actions(FrameTree tree, TrackSplit split, LabelOptions.Wanted wanted) {
        FrameActions actions = FrameActions.read(tree);
        requireLabels(CloningLabels.of(actions, FrameFloats.NONE, windows(tree.replayFrames(), split.train()),
                wanted.targets()).complete(), "no sample of train.npy would have an action",
                actions.problems());
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
        return WindowIndex.of(replays, stack, Set.copyOf(tracks)::contains);
    }

    private CommandResult prepare(CommandContext context, FrameTree tree, TrackSplit split,
            Optional<LabelOptions.Wanted> wanted, FrameActions actions, Path folder, Progress progress)
            throws IOException {
        FrameCacheBuilder builder = new FrameCacheBuilder(imageSize.height(), imageSize.width(), workers,
                false, FrameCacheBuilder.USUAL_PATIENCE);
        Optional<FrameCache> there = force ? Optional.empty()
                : FrameCache.find(folder, tree, imageSize.height(), imageSize.width(), false);
        boolean kept = there.isPresent();
        if (!kept) {
            NpyExport.forget(folder);
            there = force ? builder.rebuild(tree, folder, shown(progress, "frames"), context::interrupted)
                    : builder.openOrBuild(tree, folder, shown(progress, "frames"), context::interrupted);
        }
        if (there.isEmpty()) {
            return stopped();
        }
        try (FrameCache cache = there.get()) {
            if (wanted.isPresent()) {
                return cloning(context, tree, cache, split, wanted.get(), actions, kept, folder, progress);
            }
            return format == Format.U8 ? result(context, cache, kept, null, null)
                    : export(context, tree, cache, split, null, kept, folder, progress);
        }
    }

    private CommandResult cloning(CommandContext context, FrameTree tree, FrameCache cache, TrackSplit split,
            LabelOptions.Wanted wanted, FrameActions actions, boolean kept, Path folder, Progress progress)
            throws IOException {
        Optional<ObservationTable> table = Optional.empty();
        if (wanted.observation().isPresent()) {
            table = ObservationTable.openOrBuild(tree, actions, wanted.observation().get(), folder, workers,
                    shown(progress, "observations"), context::interrupted);
            if (table.isEmpty()) {
                return stopped();
            }
        }
        try {
            FrameFloats floats = table.isPresent() ? table.get() : FrameFloats.NONE;
            CloningExport labelled = new CloningExport(tree, actions, floats, wanted.targets(), wanted.meta(),
                    new CloningExport.Split(windows(cache.replays(), split.train()),
                            windows(cache.replays(), split.validation())));
            List<ManifestProblem> problems = new ArrayList<>(actions.problems());
            table.ifPresent(read -> problems.addAll(read.problems()));
            requireLabels(labelled.train(), "no sample of train.npy would have an action and a state",
                    problems);
            return export(context, tree, cache, split, new PreparedLabels(labelled, problems), kept, folder,
                    progress);
        } finally {
            table.ifPresent(ObservationTable::close);
        }
    }

    /** With labels, which may be null. */
    private CommandResult export(CommandContext context, FrameTree tree, FrameCache cache, TrackSplit split,
            PreparedLabels labelled, boolean framesKept, Path folder, Progress progress) throws IOException {
        NpyExport export = NpyExport.exact(cache, tree)
                .with(labelled == null ? NpyCompanion.NONE : labelled.export());
        NpyExport.Origin origin = new NpyExport.Origin(tree.root(), validationFraction, seed);
        Optional<NpyExport.Written> written = export.find(split, stack, origin, folder);
        boolean kept = framesKept && written.isPresent();
        if (written.isEmpty()) {
            FrameCacheBuilder.Progress samples = shown(progress, "samples");
            written = force ? export.write(split, stack, origin, folder, samples, context::interrupted)
                    : export.writeUnlessThere(split, stack, origin, folder, samples, context::interrupted);
        }
        return written.isEmpty() ? stopped() : result(context, cache, kept, written.get(), labelled);
    }

    private static FrameCacheBuilder.Progress shown(Progress progress, String what) {
        return (done, all) -> progress.show(new Progress.State(done, all,
                String.format(Locale.ROOT, "Decoding: %,d of %,d %s", done, all, what), Map.of()));
    }

    private static CommandResult stopped() {
        return CommandResult.of(ExitStatus.INTERRUPTED)
                .withProblem("stopped before all was decoded; the same command begins again");
    }

    private CommandResult result(CommandContext context, FrameCache cache, boolean kept,
            NpyExport.Written written, PreparedLabels labelled) {
        return new PrepareReport(format.toString(), outputDir, kept, cache, written, labelled)
                .result(context, "tmnf pretrain" + (format == Format.BC ? " bc" : "")
                        + options(context.isWindows())
                        + " --preprocess-cache-dir " + ShellWords.of(outputDir));
    }

    /** What a run must be told, too, to take what was prepared. */
    private String options(boolean windows) {
        boolean cloning = format == Format.BC;
        String size = imageSize.equals(new ImageSize(64, 64)) && !(cloning && labels.namesDriver()) ? ""
                : " --image-size " + imageSize;
        String samples = format == Format.U8 ? "" : (stack > 1 ? " --n-stack " + stack : "")
                + (validationFraction == USUAL_FRACTION ? "" : " --val-fraction " + validationFraction)
                + (seed == USUAL_SEED ? "" : " --seed " + seed);
        return " --data-dir " + ShellWords.of(dataDir) + size + samples
                + (cloning ? labels.options(windows) : "");
    }
}
