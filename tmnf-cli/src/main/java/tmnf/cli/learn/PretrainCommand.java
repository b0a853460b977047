package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Path;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.info.BuildInfo;
import tmnf.pretrain.train.PretrainSettings;

/** {@code tmnf pretrain}: an encoder that has seen many frames before the driver learns to drive. */
@Command(name = "pretrain", subcommands = {PretrainPrepareCommand.class, PretrainBcCommand.class,
    PretrainProbeCommand.class},
        header = "Train the image encoder on the frames of a dataset.",
        description = {
            "An autoencoder, a variational autoencoder or SimCLR learns from all frames, without labels; "
            + "forward and inverse learn from the actions between frames, too. The encoder of the best epoch "
            + "is what tmnf init-iqn puts into the driver's network; tmnf pretrain probe says what it is "
            + "good "
            + "for. A run folder holds all of it: encoder.pt, pretrain_meta.json, metrics.csv, report.html, "
            + "checkpoints and logs. Ctrl+C ends after the current step and still exports; --resume goes "
            + "on with the last "
            + "finished epoch and ends with the same weights as a run that was not interrupted.",
            "Configurations of the Python tool are taken with --config, its variables PRETRAIN_... too; "
            + "tmnf config show --origin pretrain tells where each value comes from."},
        footer = {"Examples:",
            "  tmnf pretrain --data-dir maps/img",
            "  tmnf pretrain --dry-run                                what would be learned from",
            "  tmnf pretrain --task vae --epochs 50 --batch-size 512 --preprocess-cache-dir cache/v0",
            "  tmnf pretrain --task forward --batch-size 64 --lr 0.003 --epochs 12",
            "  tmnf pretrain --image-normalization rl --early-stopping --patience 5",
            "  tmnf pretrain --resume                                 go on with the last run",
            "  tmnf pretrain --run-name nightly --resume              begin that run, or go on with it",
            "  tmnf pretrain --config pretrain_config_simclr.yaml     a configuration of the Python tool",
            "",
            "Next: tmnf init-iqn --encoder-pt output/ptretrain/vis/run_001/encoder.pt"})
public final class PretrainCommand extends TmnfCommand {

    @Mixin
    private DataOptions data;

    @Mixin
    private ModelOptions model;

    @Mixin
    private TrainingOptions training;

    @Option(names = "--lr", paramLabel = "X", defaultValue = "0.001", converter = Ranges.Positive.class,
            description = "Step size of the optimiser, Adam.")
    @HelpSection(TrainingOptions.SECTION)
    private double lr;

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", defaultValue = "output/ptretrain/vis",
            description = "Folder of the run folders.")
    @HelpSection(RunFolderOptions.SECTION)
    private Path outputDir;

    @Mixin
    private RunFolderOptions folder;

    @Mixin
    private DryRunOption dryRun;

    @Parameters(arity = "0..1", paramLabel = "vis",
            description = "The word vis, for visual pretraining, which may be left away.")
    private String word; // null: none

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        CliException.require(word == null || word.equals("vis"), "unknown argument '" + word + "'",
                "give options only, or the word vis, prepare or bc");
        PretrainSettings settings = settings(context);
        if (!model.frameworkNote().isEmpty()) {
            context.note(model.frameworkNote());
        }
        IdleOptions idle = new IdleOptions(context, spec());
        model.tellIdle(idle, data.stack());
        data.tellIdle(context, idle);
        training.tellIdle(idle);
        folder.tellIdle(idle);
        folder.tellBeginning(context, outputDir, settings.output());
        training.ignored().forEach(sentence -> context.warn("IGNORED", sentence));
        PretrainJob job = new PretrainJob(context, settings, training.engine(context), outputDir,
                folder.tellsModel(), training.notOnGpu());
        return dryRun.active() ? job.plan() : job.run();
    }

    private PretrainSettings settings(CommandContext context) throws IOException {
        PretrainSettings.Optimisation optimisation = training.optimisation(lr); // before what is on the disk
        PretrainSettings.Output output = folder.output(context, outputDir,
                "tmnf " + BuildInfo.load().version());
        PretrainSettings.Data chosen = data.data(context);
        return new PretrainSettings(chosen, model.model(chosen), optimisation, output,
                EffectiveSettings.of(spec(), new ImageSize(chosen.width(), chosen.height())));
    }
}
