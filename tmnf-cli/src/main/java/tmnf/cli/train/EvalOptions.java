package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.files.OutputPlace;
import tmnf.cli.train.EvalWeights.Wish;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.eval.EvalFolder;
import tmnf.rl.eval.EvalRequest;
import tmnf.rl.metrics.TrainHistory;
import tmnf.rl.save.SavedWeights;

/** Mix-in: which weights race how often, and where the results go. */
final class EvalOptions {

    /** Sections of the configuration that belong to weights. */
    private static final List<String> OF_WEIGHTS = List.of("neural_network", "inputs", "state_normalization");
    private static final String GAME = "environment";
    private static final String OWN = "tmnf";
    /** Keys of the game that do not: how long a race may take, and how patient we are. */
    private static final String FREE = "cutoff_.*|timeout_.*|tmi_.*|game_reboot_interval";
    private static final String OWN_OF_WEIGHTS = "layer_normalisation|impala_encoder|act_with_target";
    private static final String RUNS = "eval";

    @Parameters(paramLabel = "WEIGHTS",
            description = "A file of weights (.torch, ours or the Python tool's), or the folder of a run, of "
                + "a checkpoint, or of a best run; of a run its newest checkpoint.")
    private Path weights;

    @Option(names = "--best", defaultValue = "false",
            description = "Of a run, take the weights that drove its best race last, a greedy race if it "
                + "kept any, instead of the newest ones; either may drive better. Where it kept none yet, "
                + "the newest.")
    @HelpSection(HelpSection.SELECTION)
    private boolean best;

    @Option(names = "--races", paramLabel = "N", defaultValue = "5",
            description = "Races on each map.")
    @HelpSection(HelpSection.SELECTION)
    private int races;

    @Option(names = {"--rl-config", "--rl-config-path"}, paramLabel = "FILE",
            description = "Configuration of the training (YAML), for weights without a "
                + "config_snapshot.yaml beside them. With one, sizes and inputs are the snapshot's, and maps "
                + "and limits of time this file's.")
    @HelpSection(HelpSection.SELECTION)
    private Path rlConfig; // null: the snapshot, or the defaults

    @Option(names = {"-o", "--out"}, paramLabel = "DIR",
            description = "Folder of the results. Default: eval/NAME after the weights, or with the next "
                + "free number.")
    @HelpSection(HelpSection.PLACES)
    private Path out; // null: after the weights

    @Option(names = "--overwrite", defaultValue = "false",
            description = "Replace the evaluation that is there; never anything else.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean overwrite;

    @Option(names = "--film", defaultValue = "false",
            description = "Also draw the best race of each map as an animated picture, straight.gif of "
                + "straight; in simulated games only.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean film;

    @Option(names = "--running-speed", paramLabel = "X",
            description = "Speed of the games, instead of running_speed; 1000 with --sim.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Double speed; // null: of the configuration

    @Mixin
    private MachineOptions machine;

    int races() {
        return races;
    }

    boolean film() {
        return film;
    }

    EngineOptions engine(CommandContext context) {
        return machine.engine(context);
    }

    /**
     * Reads the weights.
     *
     * @param typed whether --best was typed; where it is configured it is for runs whose best race is clear
     * @param target of a folder, those of the target network
     */
    EvalWeights weights(CommandContext context, boolean typed, boolean target) throws IOException {
        machine.require();
        CliException.require(races >= 1 && races <= EvalRequest.MOST_RACES, "--races " + races
                + " is not possible", "give 1 to " + EvalRequest.MOST_RACES);
        Path place = context.resolve(weights);
        if (!Files.isDirectory(place)) {
            place = context.requireFile(weights);
        }
        return EvalWeights.find(weights, place, !best ? Wish.NO : typed ? Wish.TYPED : Wish.CONFIGURED,
                target);
    }

    /** Short names of the maps that a run was trained on. */
    List<String> maps(CommandContext context) throws IOException {
        return TrainHistory.read(context.resolve(weights)).maps();
    }

    /** The configuration: what belongs to the weights from beside them, the rest as the user says. */
    TrainSettings settings(CommandContext context, SavedWeights found, boolean simulated) throws IOException {
        Map<String, Object> yaml = new LinkedHashMap<>();
        String source = "";
        if (rlConfig != null) {
            yaml.putAll(RlSettingsFile.read(context.requireFile(rlConfig), rlConfig));
            source = rlConfig + ": ";
        }
        if (found.config().isPresent()) {
            Path snapshot = found.config().get();
            Map<String, Object> beside = RlSettingsFile.read(snapshot, snapshot);
            if (rlConfig == null) {
                yaml.putAll(beside);
                source = snapshot + ": ";
            } else {
                takeWhatBelongsToWeights(yaml, beside);
                source = rlConfig + " with " + snapshot + ": ";
            }
        }
        LearningOptions.override(yaml, "performance", "running_speed", speed != null ? speed : simulated
                ? 1000.0 : null);
        try {
            return TrainSettings.of(yaml);
        } catch (SettingsException e) {
            throw CliException.usage(source + e.getMessage(), "see config/rl/default.yaml");
        }
    }

    /** The file whose maps are raced on; empty: the built-in values, which have none. */
    Optional<Path> origin(SavedWeights found) {
        return rlConfig != null ? Optional.of(rlConfig) : found.config();
    }

    private static void takeWhatBelongsToWeights(Map<String, Object> yaml, Map<String, Object> beside) {
        for (String section : OF_WEIGHTS) {
            if (beside.containsKey(section)) {
                yaml.put(section, beside.get(section));
            } else {
                yaml.remove(section);
            }
        }
        each(beside, GAME, key -> !key.matches(FREE), (key, value) -> LearningOptions.override(yaml, GAME,
                key, value));
        each(beside, OWN, key -> key.matches(OWN_OF_WEIGHTS), (key, value) ->
                LearningOptions.override(yaml, OWN, key, value));
    }

    private static void each(Map<String, Object> yaml, String section, Predicate<String> which,
            BiConsumer<String, Object> take) {
        if (yaml.get(section) instanceof Map<?, ?> keys) {
            keys.forEach((key, value) -> {
                if (which.test(String.valueOf(key))) {
                    take.accept(String.valueOf(key), value);
                }
            });
        }
    }

    /** Where the results go, as the user would type it; refused before any race if they cannot. */
    Path place(CommandContext context, SavedWeights found) throws IOException {
        Path place = out != null ? out : named(context, found.name());
        EvalFolder.State there = new EvalFolder(context.resolve(place)).state();
        if (there == EvalFolder.State.FOREIGN) {
            throw taken(place + " holds something else than an evaluation", "name another folder with --out");
        }
        if (there == EvalFolder.State.EVALUATION && !overwrite) {
            throw taken(place + " holds an evaluation already",
                    "replace it with --overwrite, or name another folder with --out");
        }
        OutputPlace.requireWritable("--out " + place, context.resolve(place));
        return place;
    }

    private static CliException taken(String what, String fix) {
        return new CliException(ExitStatus.USAGE, "OUTPUT_EXISTS", what, "", fix);
    }

    private Path named(CommandContext context, String name) throws IOException {
        Path first = Path.of(RUNS).resolve(name);
        Path place = first;
        for (int i = 2; !overwrite && new EvalFolder(context.resolve(place)).state()
                != EvalFolder.State.FREE; i++) {
            place = first.resolveSibling(name + "_" + i);
        }
        return place;
    }
}
