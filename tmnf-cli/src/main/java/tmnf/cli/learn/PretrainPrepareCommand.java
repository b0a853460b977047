package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.capture.dataset.DatasetException;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.Progress;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpySamples;

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
            FrameTree tree = FrameTree.read(data);
            Optional<LabelOptions.Wanted> wanted = format == Format.BC ? Optional.of(labels.wanted(context))
                    : Optional.empty();
            return new PrepareJob(context, progress, settings(context, folder, wanted)).run(tree);
        } catch (DatasetException e) {
            throw new CliException(ExitStatus.NO_INPUT, "NO_DATA", e.getMessage(), "", "", e);
        } catch (FrameCacheException e) {
            throw CacheRefusal.of(e);
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

    private PrepareJob.Settings settings(CommandContext context, Path folder,
            Optional<LabelOptions.Wanted> wanted) {
        PrepareJob.Places places = new PrepareJob.Places(dataDir, outputDir, folder);
        PrepareJob.Samples samples = new PrepareJob.Samples(stack, validationFraction, seed);
        return new PrepareJob.Settings(format, places, imageSize, samples, wanted, workers, force,
                "tmnf pretrain" + (format == Format.BC ? " bc" : "") + options(context.isWindows())
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
