package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.files.ShellWords;
import tmnf.cli.train.RlSettingsFile;
import tmnf.pretrain.label.CloningMeta;
import tmnf.pretrain.label.CloningTargets;
import tmnf.pretrain.label.FloatSignature;
import tmnf.pretrain.label.ObservationSettings;
import tmnf.pretrain.label.Outside;
import tmnf.rl.config.EnvironmentSettings;
import tmnf.rl.config.TrainSettings;

/** Mix-in: what a cache for behavioural cloning has beside pictures. */
final class LabelOptions {

    @Option(names = "--track-ids", paramLabel = "ID", arity = "1..*", split = ",",
            description = "Of bc, only these tracks, in the order that is shuffled for the split. Default: "
                    + "all.")
    private List<String> tracks; // null: all

    @Option(names = "--bc-target", paramLabel = "WHICH", defaultValue = "current_tick",
            description = "Which action a sample of bc has: ${COMPLETION-CANDIDATES}. current_tick: what is "
                + "pressed at its last frame; next_tick: at the frame behind, for the offset 0 alone.")
    private Target target;

    @Option(names = "--bc-time-offsets-ms", paramLabel = "MS", split = ",", defaultValue = "0",
            description = "Times from the last frame to an action of bc; an action for each.")
    private List<Integer> offsets;

    @Option(names = "--bc-offset-weights", paramLabel = "X", split = ",",
            description = "Weight of each of these times, which cache_meta.json then names.")
    private List<Double> weights; // null: not named

    @Option(names = "--bc-outside", paramLabel = "RULE", defaultValue = "drop",
            description = "What becomes of a sample of bc with an action before or behind its race: "
                + "${COMPLETION-CANDIDATES}. drop: it is left out; nearest: it gets the race's first or last "
                + "action, as the Python tool has it.")
    private Rule outside;

    @Option(names = "--use-floats", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Add what the driver sees beside the picture to bc, made of the stored states.")
    private boolean floats;

    @Option(names = "--rl-config-path", paramLabel = "FILE",
            description = "Configuration of the driver, which says what it sees. Default: built-in values.")
    private Path rlConfig; // null: built-in

    /** Targets that the Python tool knows, as they are typed. */
    enum Target {
        CURRENT_TICK, NEXT_TICK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Rules as they are typed. */
    enum Rule {
        DROP, NEAREST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was asked for.
     *
     * @param tracks empty: all
     * @param observation empty without floats
     * @param meta of the cache
     */
    record Wanted(Optional<List<String>> tracks, CloningTargets targets,
            Optional<ObservationSettings> observation, CloningMeta meta) {
    }

    /** Says what does not count. */
    void tellIdle(IdleOptions idle, boolean labelled) {
        idle.unless(labelled, "without --format bc", "--track-ids", "--bc-target", "--bc-time-offsets-ms",
                        "--bc-offset-weights", "--bc-outside", "--use-floats", "--rl-config-path")
                .unless(!labelled || floats, "without --use-floats", "--rl-config-path");
    }

    /** What a run must be told, too, to take these labels, as a shell takes it. */
    String options(boolean windows) {
        StringBuilder options = new StringBuilder();
        if (tracks != null) {
            options.append(" --track-ids ").append(ShellWords.of(String.join(",", tracks), windows));
        }
        if (target != Target.CURRENT_TICK) {
            options.append(" --bc-target ").append(target);
        }
        if (!offsets.equals(List.of(0))) {
            options.append(" --bc-time-offsets-ms=").append(joined(offsets)); // which may begin with a minus
        }
        if (weights != null) {
            options.append(" --bc-offset-weights ").append(joined(weights));
        }
        if (floats) {
            options.append(" --use-floats");
        }
        if (floats && rlConfig != null) {
            options.append(" --rl-config-path ").append(ShellWords.of(rlConfig));
        }
        return options.toString();
    }

    private static String joined(List<?> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** Whether a run takes the size of frames from the driver's configuration, if it is not told one. */
    boolean namesDriver() {
        return floats && rlConfig != null;
    }

    Wanted wanted(CommandContext context) throws IOException {
        CliException.require(weights == null || weights.size() == offsets.size(), "there are "
                + offsets.size() + " times in --bc-time-offsets-ms and " + (weights == null ? 0
                        : weights.size()) + " in --bc-offset-weights", "give a weight for each time");
        CliException.require(weights == null || weights.stream().allMatch(weight -> weight >= 0
                && Double.isFinite(weight)), "--bc-offset-weights has a number below 0, or none",
                "weights are 0 or more");
        CliException.require(tracks == null || tracks.stream().distinct().count() == tracks.size(),
                "--track-ids has a track twice", "name each once");
        CloningTargets targets;
        try {
            targets = new CloningTargets(CloningTargets.Target.valueOf(target.name()), offsets, 0,
                    outside == Rule.NEAREST ? Outside.NEAREST : Outside.UNKNOWN);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--bc-target and --bc-time-offsets-ms: " + e.getMessage(),
                    "correct them");
        }
        Optional<List<String>> ids = Optional.ofNullable(tracks);
        if (!floats) {
            return new Wanted(ids, targets, Optional.empty(),
                    CloningMeta.of(targets, ids, Optional.ofNullable(weights), Optional.empty()));
        }
        TrainSettings driver = RlSettingsFile.settings(context, Optional.ofNullable(rlConfig));
        EnvironmentSettings game = driver.environment();
        ObservationSettings observation = new ObservationSettings(driver.observation())
                .withActionMs(game.msPerAction());
        return new Wanted(ids, targets, Optional.of(observation), CloningMeta.of(targets, ids,
                // labels are counted as captures count, whatever the driver's list
                Optional.ofNullable(weights), Optional.of(FloatSignature.of(driver.observation())))
                .withActionMs(observation.actionMs()));
    }
}
