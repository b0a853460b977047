package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.config.ConfigAccess;
import tmnf.cli.config.ConfigLoader;
import tmnf.cli.files.ShellWords;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.config.TrainSettings;

/** {@code tmnf train}: the agent learns to drive. */
@Command(name = "train", header = "Train the driver in the game.",
        description = {"Games race, one learner learns from their races, greedy races in between show how"
            + " well it drives. The run folder, save/<run_name>, has checkpoints, the best races with their"
            + " inputs, races.csv, training.csv and report.html. Ctrl+C ends with a checkpoint; the same"
            + " command goes on from it. A folder with weights and no checkpoint, such as that of tmnf"
            + " init-iqn, is where a fresh run begins."},
        footer = {"Examples:",
            "  tmnf train",
            "  tmnf train --sim --map straight --rl-config config/rl/demo.yaml",
            "  tmnf train --sim --map chicane --rl-config config/rl/demo.yaml --no-image-head",
            "  tmnf train --sim --init-from output/ptretrain/vis/run_001/encoder.pt --run-name seeing",
            "  tmnf train --map A01.Challenge.Gbx --line-from A01.Replay.Gbx --collectors 4",
            "  tmnf train --rl-config config_files/rl/config_default.yaml --dry-run",
            "",
            "Next: tmnf inspect save/demo/weights1.torch"})
public final class TrainCommand extends TmnfCommand {

    @Mixin
    private LearningOptions learning;

    @Mixin
    private PretrainedOptions pretrained;

    @Option(names = "--map", paramLabel = "MAP", description = MapOptions.MAP + "Without it map_cycle of the "
            + "configuration; where that is empty, straight with --sim.")
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
        ConfigLoader loader = ((ConfigAccess) spec().root().userObject()).loader();
        Optional<Path> file = learning.file(loader);
        TrainSettings settings = learning.settings(context, file, games.simulated(), pretrained);
        settings.withoutEffect().forEach(key -> context.warn("SETTING", key));
        games.require(context, games.collectors(settings));
        List<RaceCycle.Entry> cycle = maps.cycle(context, Optional.ofNullable(map), settings, games,
                new MapOptions.Origin(file, loader));
        learning.tooShort(settings).ifPresent(text -> context.warn("NOTHING_LEARNED", text));
        warnOfGoal(context, cycle, map != null || settings.mapCycle().entries().isEmpty());
        TrainJob job = new TrainJob(context, settings, cycle, games, learning,
                pretrained.request(context, settings), learning.changes(context, file, games.simulated(),
                        pretrained),
                "tmnf " + String.join(" ",
                spec().root().commandLine().getParseResult().originalArgs().stream()
                        .map(word -> ShellWords.of(word, context.isWindows())).toList()));
        return dryRun.active() ? job.plan() : job.run();
    }

    /** A goal is reached by an evaluation. */
    private void warnOfGoal(CommandContext context, List<RaceCycle.Entry> cycle, boolean oneMap) {
        if (learning.goal().isPresent() && cycle.stream().allMatch(RaceCycle.Entry::exploring)) {
            context.warn("NO_EVALUATIONS", "--goal waits for a greedy race, and none will be driven: set "
                    + (oneMap ? "tmnf.explorations_per_evaluation above 0"
                    : "is_exploration of an entry of map_cycle to false"));
        }
    }
}
