package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Command;
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
import tmnf.cli.download.Figures;
import tmnf.cli.files.ShellWords;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.data.WindowIndex;

/** {@code tmnf pretrain prepare}: decodes a dataset once, for later runs or for the Python tool. */
@Command(name = "prepare", header = "Decode the frames of a dataset for later runs, or into .npy files.",
        description = {
            "Decodes, makes grey and resizes all frames, as tmnf pretrain does by itself. The folder is what "
            + "--preprocess-cache-dir of tmnf pretrain takes. What is there and still that of the dataset "
            + "is kept: the command ends at once.",
            "Format u8 is a byte a pixel and serves every stack, split and seed. Format npy adds train.npy, "
            + "val.npy and cache_meta.json as the Python tool wants them: 4 bytes a pixel, samples of "
            + "--n-stack frames, split by --val-fraction and --seed."},
        footer = {"Examples:",
            "  tmnf pretrain prepare --data-dir maps/img --output-dir cache/v0",
            "  tmnf pretrain prepare -o cache/npy --format npy --n-stack 3 --val-fraction 0.2",
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

    /** What is written. */
    enum Format {
        U8, NPY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        Path data = context.requireDirectory(dataDir);
        Path folder = context.resolve(outputDir);
        requireOwnFolder(data, folder);
        context.interrupted(); // from now on a signal waits for us
        try (Progress progress = context.progress("Decoding frames", 0)) {
            FrameTree tree = FrameTree.read(data);
            TrackSplit split = TrackSplit.of(tree.tracks(stack), validationFraction, seed);
            requireSamples(tree, split);
            return prepare(context, tree, split, folder, progress);
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
        CliException.require(format == Format.NPY || !NpySamples.isThere(folder), outputDir
                + " has train.npy, which tmnf pretrain would take instead", "name another --output-dir, or "
                + "give --format npy");
    }

    private void requireSamples(FrameTree tree, TrackSplit split) {
        if (format == Format.NPY && WindowIndex.of(tree.replayFrames(), stack,
                Set.copyOf(split.train())::contains).count() == 0) {
            throw new CliException(ExitStatus.NO_INPUT, "NO_DATA", "train.npy would have no sample", "",
                    "give a smaller --val-fraction or --n-stack");
        }
    }

    private CommandResult prepare(CommandContext context, FrameTree tree, TrackSplit split, Path folder,
            Progress progress) throws IOException {
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
            if (format == Format.U8) {
                return result(context, cache, kept, null);
            }
            NpyExport export = NpyExport.exact(cache, tree);
            NpyExport.Origin origin = new NpyExport.Origin(tree.root(), validationFraction, seed);
            Optional<NpyExport.Written> written = export.find(split, stack, origin, folder);
            kept &= written.isPresent();
            if (written.isEmpty()) {
                FrameCacheBuilder.Progress samples = shown(progress, "samples");
                written = force ? export.write(split, stack, origin, folder, samples, context::interrupted)
                        : export.writeUnlessThere(split, stack, origin, folder, samples,
                                context::interrupted);
            }
            return written.isEmpty() ? stopped() : result(context, cache, kept, written.get());
        }
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
            NpyExport.Written written) {
        List<String> names = cache.unreadable().stream().map(UnreadableFrame::toString).toList();
        int readable = cache.count() - names.size();
        List<String> lines = new ArrayList<>();
        lines.add((kept ? "Nothing to do, all is there: " : "Decoded ") + Figures.count(readable, "frame")
                + " of " + new ImageSize(cache.width(), cache.height()) + ": " + outputDir);
        if (written != null) {
            lines.add(NpyExport.TRAIN + ": " + Figures.count(written.train(), "sample") + "; "
                    + NpyExport.VALIDATION + ": " + (written.validation() == 0 ? "none"
                            : Figures.count(written.validation(), "sample")));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", format.toString());
        json.put("kept", kept);
        json.put("frames", readable);
        json.put("height", cache.height());
        json.put("width", cache.width());
        json.put("train", written == null ? null : written.train());
        json.put("validation", written == null ? null : written.validation());
        json.put("unreadable", names.size());
        json.put("unreadableNames", names);
        json.put("folder", outputDir);
        json.put("absolute", Map.of("folder", context.resolve(outputDir)));
        return CommandResult.finished(names.size())
                .withProblem(names.isEmpty() ? "" : PretrainReport.unreadable(names.size(), names))
                .withLines(lines).withJson(json)
                .withNext("tmnf pretrain" + options() + " --preprocess-cache-dir "
                        + ShellWords.of(outputDir));
    }

    /** What a run must be told, too, to take what was prepared. */
    private String options() {
        String size = imageSize.equals(new ImageSize(64, 64)) ? "" : " --image-size " + imageSize;
        String samples = format == Format.U8 ? "" : (stack > 1 ? " --n-stack " + stack : "")
                + (validationFraction == USUAL_FRACTION ? "" : " --val-fraction " + validationFraction)
                + (seed == USUAL_SEED ? "" : " --seed " + seed);
        return " --data-dir " + ShellWords.of(dataDir) + size + samples;
    }
}
