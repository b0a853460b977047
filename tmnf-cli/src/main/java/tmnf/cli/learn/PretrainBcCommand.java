package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Path;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.info.BuildInfo;
import tmnf.pretrain.train.CloningSettings;
import tmnf.pretrain.train.PretrainSettings;

/** {@code tmnf pretrain bc}: a network that presses what the captured drivers pressed. */
@Command(name = "bc", header = "Learn the actions of captured replays: behavioural cloning.",
        description = {
            "From each frame, and with --use-floats from what else the driver sees, a network learns which "
            + "action was pressed at it, or at several times around it. Beside encoder.pt the run folder "
            + "gets what the driver's network can begin with: iqn_bc.pt, the whole of it, with "
            + "--use-full-iqn; float_head.pt; actions_head.pt. The accuracy of every epoch stands beside "
            + "that of the most frequent action and of repeating the last one. All else is as in tmnf "
            + "pretrain: Ctrl+C, --resume, the best epoch is exported.",
            "Configurations of the Python tool are taken with --config, _base_ in them and its variables "
            + "PRETRAIN_BC_... too; tmnf config show --origin pretrain bc tells where each value comes "
            + "from."},
        footer = {"Examples:",
            "  tmnf pretrain bc --data-dir maps/img",
            "  tmnf pretrain bc --encoder-init-path output/ptretrain/vis/run_001/encoder.pt",
            "  tmnf pretrain bc --bc-time-offsets-ms 0,100,300 --bc-offset-weights 1,0.5,0.25",
            "  tmnf pretrain bc --bc-mode full_policy --rl-config-path config/rl/default.yaml",
            "  tmnf pretrain bc --resume                                  go on with the last run",
            "  tmnf pretrain bc --run-name nightly --resume               begin that run, or go on with it",
            "  tmnf pretrain bc --config pretrain_config_bc.yaml          a file of the Python tool",
            "",
            "Next: tmnf init-iqn --encoder-pt output/ptretrain/bc/run_001/encoder.pt"})
public final class PretrainBcCommand extends TmnfCommand {

    @Mixin
    private DataOptions data;

    @Mixin
    private CloningOptions cloning;

    @Mixin
    private DriverOptions driver;

    @Mixin
    private TrainingOptions training;

    @Option(names = "--lr", paramLabel = "X", defaultValue = "0.0005", converter = Ranges.Positive.class,
            description = "Step size of the optimiser, Adam.")
    @HelpSection(TrainingOptions.SECTION)
    private double lr;

    @Option(names = "--weight-decay", paramLabel = "X", defaultValue = "0",
            converter = Ranges.NotNegative.class,
            description = "Share of each weight, times --lr, that a step takes off; above 0 the optimiser is "
                + "AdamW.")
    @HelpSection(TrainingOptions.SECTION)
    private double weightDecay;

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", defaultValue = "output/ptretrain/bc",
            description = "Folder of the run folders.")
    @HelpSection(RunFolderOptions.SECTION)
    private Path outputDir;

    @Mixin
    private RunFolderOptions folder;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        OptionsBefore.refuse(spec());
        CloningSettings settings = settings(context);
        IdleOptions idle = new IdleOptions(context, spec());
        cloning.tellIdle(idle, settings.network(), data.stack());
        data.tellIdle(context, idle);
        training.tellIdle(idle);
        folder.tellIdle(idle);
        folder.tellBeginning(context, outputDir, settings.output());
        training.ignored().forEach(sentence -> context.warn("IGNORED", sentence));
        PretrainJob job = new PretrainJob(context, settings, training.engine(context), outputDir,
                folder.tellsModel(), training.notOnGpu());
        return dryRun.active() ? job.plan() : job.run();
    }

    private CloningSettings settings(CommandContext context) throws IOException {
        PretrainSettings.Output output = folder.output(context, outputDir,
                "tmnf " + BuildInfo.load().version());
        PretrainSettings.Data chosen = data.data(context);
        CloningSettings.Network network = cloning.network(context);
        CloningSettings.Driver sizes = driver.driver(context, data.rlConfigFile(context), network.fullIqn());
        return new CloningSettings(chosen, cloning.labels(sizes), network, sizes,
                cloning.files(), training.optimisation(lr), weightDecay, output,
                EffectiveSettings.of(spec(), new ImageSize(chosen.width(), chosen.height())));
    }
}
