package tmnf.cli.train;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.config.ConfigAccess;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.SaveException;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** {@code tmnf eval}: how well weights drive. */
@Command(name = "eval", header = "Race with trained weights, and say how well they drive.",
        description = {"Greedy races: each decision is the best action at fixed quantiles, nothing is drawn"
            + " and nothing learned. Prints each race and the statistics of each map; the folder of the"
            + " results has them as files, a picture of all races from above, and the best run as .inputs,"
            + " as a script, and where the game is simulated as a replay that was driven once more.",
            "Ends with 0 when all races were driven, finished or not; with 3 when some could not be, and with"
            + " 69 when none could."},
        footer = {"Examples:",
            "  tmnf eval save/demo --sim --map straight",
            "  tmnf eval save/demo --best --sim --map straight                those of its best race",
            "  tmnf eval save/demo/checkpoints/3 --sim --map straight --races 1 --out third",
            "  tmnf eval weights1.torch --rl-config config/rl/demo.yaml --sim --map straight",
            "  tmnf eval save/first --map A01.Challenge.Gbx --line-from A01.Replay.Gbx --running-speed 1",
            "",
            "Next: tmnf inspect eval/demo/best_runs/*/*.Replay.Gbx --trajectory drive.png"})
public final class EvalCommand extends TmnfCommand {

    @Mixin
    private EvalOptions options;

    @Option(names = "--map", paramLabel = "MAP", description = MapOptions.MAP + "Without it each map of "
            + "map_cycle of the configuration, once; where that is empty, straight with --sim, or the "
            + "built-in track that the run was trained on.")
    @HelpSection(HelpSection.SELECTION)
    private String map; // null: not given

    @Mixin
    private MapOptions maps;

    @Mixin
    private GameChoice games;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        try {
            EvalWeights weights = options.weights(context, typed("--best"), false);
            TrainSettings settings = options.settings(context, weights.found(), games.simulated());
            if (settings.own().actWithTarget()) { // those that drove in the training
                weights = options.weights(context, typed("--best"), true);
            }
            CliException.require(!options.film() || games.simulated(),
                    "--film draws simulated games, and this one is not",
                    "give --sim as well, or leave --film out");
            games.require(context, games.collectors(1));
            List<MapTarget> targets = maps.cycle(context, map(context, weights, settings), settings, games,
                    new MapOptions.Origin(options.origin(weights.found()),
                            ((ConfigAccess) spec().root().userObject()).loader())).stream()
                    .map(entry -> entry.target()).distinct().toList();
            EvalJob job = new EvalJob(context, options, weights, settings, targets, games);
            return dryRun.active() ? job.plan() : job.run();
        } catch (SaveException e) {
            throw refused(e);
        }
    }

    /** The map that is named, or the one that the run was trained on where that is clear. */
    private Optional<String> map(CommandContext context, EvalWeights weights, TrainSettings settings)
            throws IOException {
        if (map != null || !games.simulated() || !weights.ofRun()
                || !settings.mapCycle().entries().isEmpty()) {
            return Optional.ofNullable(map);
        }
        List<String> raced = options.maps(context);
        if (raced.size() == 1 && BuiltInTracks.isName(raced.get(0))) {
            context.note("No map is given: it is " + raced.get(0) + ", which the run was trained on; --map "
                    + "names another one");
            return Optional.of(raced.get(0));
        }
        context.warn("MAP_UNKNOWN", raced.isEmpty() ? "the run has driven no race yet that tells which map it"
                + " is trained on" : "the run was trained on " + String.join(", ", raced) + ": name "
                + (raced.size() == 1 ? "it" : "one") + " with --map");
        return Optional.empty();
    }

    private static CliException refused(SaveException e) {
        return switch (e.reason()) {
            case INCOMPLETE -> new CliException(ExitStatus.NO_INPUT, "NO_WEIGHTS", e.getMessage(), "", "", e);
            case MISMATCH -> new CliException(ExitStatus.USAGE, "MISMATCH", e.getMessage(), "",
                    "name it with --rl-config", e);
            default -> new CliException(ExitStatus.FAILURE, e.reason().name(), e.getMessage(), "", "", e);
        };
    }
}
