package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.Seconds;
import tmnf.cli.config.ConfigLoader;
import tmnf.cli.download.Figures;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.train.SettingsChanges;

/** Mix-in: what is learned, where it is kept, and for how long. */
final class LearningOptions {

    private static final String TRAINING = "training";
    private static final String OWN = "tmnf";
    private static final String NETWORK = "neural_network";
    private static final String PERFORMANCE = "performance";

    @Option(names = {"--rl-config", "--rl-config-path"}, paramLabel = "FILE",
            description = "Configuration of the training (YAML), the Python tool's or one of config/rl. "
                + "Default: the first of config/rl/default.yaml and config_files/rl/config_default.yaml.")
    @HelpSection(HelpSection.SELECTION)
    private Path rlConfig; // null: searched

    @Option(names = "--save-dir", paramLabel = "DIR", defaultValue = "save",
            description = "Folder of the runs; a run goes on from its newest checkpoint there, or begins "
                + "with the weights there.")
    @HelpSection(HelpSection.PLACES)
    private Path saveDir;

    @Option(names = "--run-name", paramLabel = "NAME",
            description = "Folder of the run in --save-dir, instead of run_name of the configuration.")
    @HelpSection(HelpSection.PLACES)
    private String runName; // null: of the configuration

    @Option(names = "--tensorboard-dir", paramLabel = "DIR",
            description = "Folder of TensorBoard's files. Default: tensorboard in the run's folder.")
    @HelpSection(HelpSection.PLACES)
    private Path tensorboard; // null: in the run's folder

    @Option(names = "--seed", paramLabel = "N", description = "Of all randomness, instead of tmnf.seed.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Long seed; // null: of the configuration

    @Option(names = "--image-head", negatable = true, fallbackValue = "true",
            description = "Whether the driver sees pictures, instead of use_iqn_image_head.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Boolean imageHead; // null: of the configuration

    @Option(names = "--running-speed", paramLabel = "X",
            description = "Speed of the games, instead of running_speed; 1000 with --sim.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Double speed; // null: of the configuration

    @Option(names = "--goal", paramLabel = "D", converter = Seconds.class,
            description = "End when a greedy race takes at most so long; seconds, or 24.5, 1m30s.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private Duration goal; // null: goes on

    @Option(names = "--max-frames", paramLabel = "N",
            description = "End after so many frames of the run, earlier ones included.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private Long maxFrames; // null: no limit

    @Option(names = "--max-runtime", paramLabel = "D", converter = Seconds.class,
            description = "End after so long, with a checkpoint; seconds, or 90s, 30m, 8h.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Duration maxRuntime; // null: no limit

    @Mixin
    private MachineOptions machine;

    private Optional<Path> source = Optional.empty(); // of the settings
    private String encoder; // of an option; null: none

    /** The file of the configuration; empty: the built-in values. */
    Optional<Path> file(ConfigLoader loader) {
        return RlSettingsFile.find(loader, rlConfig);
    }

    TrainSettings settings(CommandContext context, Optional<Path> file, boolean simulated,
            PretrainedOptions pretrained) throws IOException {
        machine.require();
        CliException.require(maxFrames == null || maxFrames >= 1, "--max-frames " + maxFrames
                + " is below 1", "give 1 or more");
        Map<String, Object> yaml = file.isEmpty() ? new LinkedHashMap<>()
                : RlSettingsFile.read(context.requireFile(file.get()), file.get());
        override(yaml, simulated, pretrained);
        return RlSettingsFile.settings(yaml, file);
    }

    /** The file while the training runs, if there is one. */
    SettingsChanges changes(CommandContext context, Optional<Path> file, boolean simulated,
            PretrainedOptions pretrained) {
        return file.<SettingsChanges>map(path -> new RlSettingsWatch(context.resolve(path), path,
                yaml -> override(yaml, simulated, pretrained))).orElseGet(RlSettingsFixed::new);
    }

    private void override(Map<String, Object> yaml, boolean simulated, PretrainedOptions pretrained) {
        override(yaml, TRAINING, "run_name", runName);
        override(yaml, TRAINING, "pretrain_encoder_path", pretrained.initFrom());
        override(yaml, OWN, "seed", seed);
        override(yaml, NETWORK, "use_iqn_image_head", imageHead);
        override(yaml, PERFORMANCE, "running_speed", speed != null ? speed : simulated ? 1000.0 : null);
    }

    /** What an option says holds instead of the file's value. */
    static void override(Map<String, Object> yaml, String section, String key, Object value) {
        if (value != null) {
            Map<String, Object> keys = new LinkedHashMap<>();
            if (yaml.get(section) instanceof Map<?, ?> map) {
                map.forEach((name, old) -> keys.put(String.valueOf(name), old));
            } else if (yaml.get(section) != null) {
                return; // no section: the settings say what is wrong with it
            }
            keys.put(key, value);
            yaml.put(section, keys);
        }
    }

    EngineOptions engine(CommandContext context) {
        return machine.engine(context);
    }

    /** As the user wrote it. */
    Path saveDir() {
        return saveDir;
    }

    Path tensorboard(CommandContext context, String run) {
        return tensorboard != null ? context.resolve(tensorboard)
                : context.resolve(saveDir).resolve(run).resolve("tensorboard");
    }

    Optional<Long> maxFrames() {
        return Optional.ofNullable(maxFrames);
    }

    /**
     * Why a run of --max-frames would only race; empty: it may learn. Captured races fill the buffer, too, so
     * nothing is said where there are some.
     */
    Optional<String> tooShort(TrainSettings settings) {
        if (maxFrames == null || !settings.own().demonstrations().isEmpty()) {
            return Optional.empty();
        }
        int start = settings.schedules().memory().steps().stream().filter(step -> step.frame() <= maxFrames)
                .mapToInt(step -> step.value().startLearning()).min().orElseThrow();
        long learned = (long) (maxFrames * (1 - settings.memory().bufferTestRatio()));
        return learned >= start ? Optional.empty() : Optional.of("--max-frames " + maxFrames + " brings at "
                + "most about " + Figures.count(learned) + " transitions to learn from, and learning begins "
                + "with " + Figures.count(start) + " (memory_size_schedule): the run will only race; give "
                + "more frames, or a schedule that begins with fewer, as config/rl/demo.yaml does");
    }

    Optional<Duration> goal() {
        return Optional.ofNullable(goal);
    }

    Optional<Duration> maxRuntime() {
        return Optional.ofNullable(maxRuntime);
    }
}
