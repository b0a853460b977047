package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.config.RlConfigFile;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.train.PretrainSettings;

/** Mix-in: what is learned from, and how it gets to the trainer. */
final class DataOptions {

    private static final String SECTION = "Data";
    private static final ImageSize USUAL = new ImageSize(64, 64);
    /** How the Python tool's own configurations name the file that it ships. */
    private static final Set<Path> SHIPPED = Set.of(Path.of("rl/config_default.yaml"),
            Path.of("config_files/rl/config_default.yaml"));

    @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = "maps/img",
            description = "The dataset: DIR/<track id>/<replay>/, or a folder with train.npy.")
    @HelpSection(SECTION)
    private Path dataDir;

    @Option(names = {"--rl-config-path", "--rl-config"}, paramLabel = "FILE",
            description = "YAML of the driver's training: w_downsized and h_downsized are the size of "
                + "frames, 64x64 without; bc takes what the driver sees and does from it, too.")
    @HelpSection(SECTION)
    private Path rlConfig; // null: none

    @Option(names = "--image-size", paramLabel = "WxH", converter = ImageSize.Converter.class,
            description = "Size of frames, such as 160x120, or 64 for a square; wins over "
                + "--rl-config-path.")
    @HelpSection(SECTION)
    private ImageSize imageSize; // null: of the file

    @Option(names = "--n-stack", paramLabel = "N", defaultValue = "1", converter = Ranges.Stack.class,
            description = "Frames in a row that make a sample, 1 to 32.")
    @HelpSection(SECTION)
    private int stack;

    @Option(names = "--val-fraction", paramLabel = "F", defaultValue = "0.1", converter = Ranges.Share.class,
            description = "Share of the tracks that are only looked at; 0: none.")
    @HelpSection(SECTION)
    private double validationFraction;

    @Option(names = "--preprocess-cache-dir", paramLabel = "DIR",
            description = "Keep the decoded frames here for later runs. Default: in the run folder, until "
                + "the run is over.")
    @HelpSection(SECTION)
    private Path cache; // null: not kept

    @Option(names = "--cache-load-in-ram", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Read the decoded frames into memory instead of mapping the file.")
    @HelpSection(SECTION)
    private boolean cacheInMemory;

    @Option(names = "--cache-build-workers", paramLabel = "N", defaultValue = "0",
            converter = Ranges.Threads.class,
            description = "Threads that decode; 0: as many as there are processors.")
    @HelpSection(SECTION)
    private int cacheWorkers;

    @Option(names = {"-j", "--workers", "--jobs"}, paramLabel = "N", defaultValue = "4",
            converter = Ranges.Threads.class,
            description = "Threads that put batches together; 0: the training does it itself.")
    @HelpSection(SECTION)
    private int workers;

    @Option(names = "--prefetch-factor", paramLabel = "N", defaultValue = "4",
            converter = Ranges.Ahead.class, description = "Batches that each of them makes "
                + "ahead; fewer where they are large.")
    @HelpSection(SECTION)
    private int prefetch;

    @Option(names = "--pin-memory", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Accepted for old configurations; batches lie outside of Java's memory anyway.")
    @HelpSection(SECTION)
    private boolean pinMemory;

    PretrainSettings.Data data(CommandContext context) throws IOException {
        ImageSize size = size(context);
        return new PretrainSettings.Data(context.requireDirectory(dataDir),
                Optional.ofNullable(cache).map(context::resolve), cacheInMemory, cacheWorkers, size.height(),
                size.width(), stack, validationFraction, workers, prefetch);
    }

    /** Says what does not count. */
    void tellIdle(CommandContext context, IdleOptions idle) {
        // Whether those of a cache are taken is known only once they are compared with the dataset.
        boolean samples = (cache == null || !NpySamples.isThere(context.resolve(cache)))
                && NpySamples.isThere(context.resolve(dataDir));
        String taken = "where the train.npy of " + dataDir + " is taken";
        idle.unless(workers > 0, "with --workers 0", "--prefetch-factor")
                .unless(!samples, taken, "--cache-build-workers")
                .unless(!samples, taken, "--preprocess-cache-dir");
    }

    /** Frames of a sample. */
    int stack() {
        return stack;
    }

    private ImageSize size(CommandContext context) throws IOException {
        if (imageSize != null) {
            return imageSize;
        }
        Optional<Path> file = rlConfigFile(context);
        if (file.isEmpty()) {
            return USUAL;
        }
        RlConfigFile config = RlConfigFile.read(context, file.get());
        Optional<Integer> width = config.integer("w_downsized");
        Optional<Integer> height = config.integer("h_downsized");
        CliException.require(width.isPresent() || height.isPresent(),
                rlConfig + ": has neither w_downsized nor h_downsized", "name the YAML file of the training, "
                        + "or give --image-size");
        ImageSize size = new ImageSize(width.orElseGet(height::get), height.orElseGet(width::get));
        CliException.require(size.fits(), rlConfig + ": w_downsized and h_downsized make frames of " + size
                + ", but sides must be from " + ImageSize.LEAST + " to " + ImageSize.MOST + " pixels",
                "correct it, or give --image-size");
        return size;
    }

    /** The YAML of the driver's training, if one is named; the Python tool counts from its folder of them. */
    Optional<Path> rlConfigFile(CommandContext context) {
        if (rlConfig == null) {
            return Optional.empty();
        }
        for (Path place : List.of(rlConfig, Path.of("config").resolve(rlConfig),
                Path.of("config_files").resolve(rlConfig))) {
            if (Files.isRegularFile(context.resolve(place))) {
                return Optional.of(place);
            }
        }
        if (SHIPPED.contains(rlConfig)) {
            context.note(rlConfig + " is not here; taken are its values as the Python tool ships it, such as "
                    + USUAL + " pixels");
            return Optional.empty();
        }
        return Optional.of(rlConfig); // refused when it is read, with a suggestion
    }
}
