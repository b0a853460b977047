package tmnf.cli.iqn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.config.ConfigAccess;
import tmnf.cli.files.OutputPlace;
import tmnf.cli.info.BuildInfo;
import tmnf.cli.train.RlSettingsFile;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.config.TrainingSettings;
import tmnf.rl.inject.Combine;
import tmnf.rl.inject.EncoderInjection;
import tmnf.rl.inject.Fold;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.inject.InjectionPlan;
import tmnf.rl.inject.InjectionSettings;
import tmnf.rl.inject.KeyAction;
import tmnf.rl.inject.PretrainedFiles;
import tmnf.rl.net.PairBusyException;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.UpstreamRun;

/** {@code tmnf init-iqn}: the network that training starts from, with a pretrained encoder. */
@Command(name = "init-iqn", header = "Put a pretrained encoder, or more, into the driver's network.",
        description = {"Writes weights1.torch and weights2.torch, the network that training starts from: the"
            + " image head is the encoder, all else is drawn from the seed, and both networks are the same."
            + " With --no-fresh the pair that is there keeps all but its image head.",
            "What behavioural cloning left goes in the same way, with an encoder or without: --bc-heads is"
            + " the whole network, --float-head and --actions-head are parts of it. Where several are given,"
            + " they lie over each other in the order encoder, heads, float head, actions head; the report"
            + " says of each key where it comes from.",
            "Ends with 6, and changes nothing, when something does not fit; the report names each key with"
            + " what it is and what it should be. --dry-run makes the same checks."},
        footer = {"Examples:",
            "  tmnf init-iqn output/ptretrain/vis/run_001/encoder.pt --save-dir save/first",
            "  tmnf init-iqn --encoder-pt encoder.pt --rl-config config_files/rl/config_default.yaml",
            "  tmnf init-iqn --bc-heads output/ptretrain/bc/run_001/iqn_bc.pt --save-dir save/cloned",
            "  tmnf init-iqn encoder.pt --combine sum --dry-run",
            "  tmnf init-iqn encoder.pt --save-dir save/first --no-fresh",
            "",
            "Next: tmnf inspect save/first/weights1.torch"})
public final class InitIqnCommand extends TmnfCommand {

    @Parameters(arity = "0..1", paramLabel = "ENCODER",
            description = "The encoder.pt of a pretraining run, one of its checkpoints, or a safetensors"
                + " file. Same as --encoder-pt.")
    private Path operand; // null: not given

    @Option(names = "--encoder-pt", paramLabel = "FILE", description = "The file with the encoder.")
    @HelpSection(HelpSection.SELECTION)
    private Path encoderPt;

    @Option(names = "--bc-heads", paramLabel = "FILE",
            description = "The iqn_bc.pt of behavioural cloning: the whole network.")
    @HelpSection(HelpSection.SELECTION)
    private Path bcHeads; // null: not given

    @Option(names = "--float-head", paramLabel = "FILE",
            description = "The float_head.pt of behavioural cloning: what looks at the numbers.")
    @HelpSection(HelpSection.SELECTION)
    private Path floatHead; // null: not given

    @Option(names = "--actions-head", paramLabel = "FILE",
            description = "The actions_head.pt of behavioural cloning; of several heads that of offset 0.")
    @HelpSection(HelpSection.SELECTION)
    private Path actionsHead; // null: not given

    @Option(names = "--meta-json", paramLabel = "FILE",
            description = "What the encoder was made for. Default: pretrain_meta.json beside it, of a "
                + "checkpoint also in the folder above, else what the checkpoint itself says.")
    @HelpSection(HelpSection.SELECTION)
    private Path metaJson;

    @Option(names = {"--rl-config", "--rl-config-path"}, paramLabel = "FILE",
            description = "Configuration of the training (YAML): the sizes of the network. Default: the one"
                + " that tmnf train finds, else those that the Python training is shipped with.")
    @HelpSection(HelpSection.SELECTION)
    private Path rlConfig;

    @Option(names = "--save-dir", paramLabel = "DIR", defaultValue = "save",
            description = "Folder of the pair.")
    @HelpSection(HelpSection.PLACES)
    private Path saveDir;

    @Option(names = "--run-name", paramLabel = "NAME",
            description = "Folder in --save-dir that the training of that name looks in.")
    @HelpSection(HelpSection.PLACES)
    private String runName;

    @Option(names = "--fresh", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Draw the rest of the network; --no-fresh takes the pair that is there.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean fresh;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "444",
            description = "Seed of what is drawn. Default: that of the Python training.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private long seed;

    @Option(names = "--combine", paramLabel = "HOW",
            description = "What becomes of an encoder of several frames, where the driver sees one:"
                + " ${COMPLETION-CANDIDATES}. The mean is the Python tool's, the sum answers as strongly as"
                + " the encoder did. Default: the mean, with --bc-heads or --actions-head the sum, which they"
                + " were fitted to.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Combine combine; // null: not given

    @Option(names = "--fold", paramLabel = "NORM", defaultValue = "auto",
            description = "Normalisation that the encoder was trained on and that is folded into its first"
                + " layer, so that it answers to the driver's pixels as to its own: ${COMPLETION-CANDIDATES}."
                + " auto is what pretrain_meta.json, or the checkpoint, says.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Fold fold;

    @Option(names = "--allow-mismatch", defaultValue = "false",
            description = "Take an encoder that is not what its pretrain_meta.json says, or that was made for"
                + " pictures of another size; says what differs.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean allowMismatch;

    @Option(names = {"--overwrite", "--force"}, defaultValue = "false",
            description = "Replace a pair that is there by a fresh one.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean overwrite;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        PretrainedFiles files = files();
        Path place = place();
        TrainSettings config = RlSettingsFile.settings(context, RlSettingsFile.find(
                ((ConfigAccess) spec().root().userObject()).loader(), rlConfig));
        Path folder = context.resolve(place);
        requirePlace(place, folder);
        requireScaling(config, place, folder, files);
        IdleOptions idle = new IdleOptions(context, spec());
        tellIdle(idle, files);
        InjectionReport report = new InjectionReport(context, files, place, dryRun.active());
        try {
            InjectionPlan plan = EncoderInjection.plan(new InjectionSettings(required(context, files),
                    Optional.ofNullable(metaJson).map(context::requireFile), config.driver(),
                    Optional.ofNullable(combine), fold,
                    allowMismatch, new InjectionSettings.Target(folder, fresh, seed, overwrite,
                    config.policy(), BuildInfo.load().version())));
            idle.unless(plan.actions().stream().anyMatch(this::isCombined), "where no encoder of several"
                    + " frames goes in", "--combine");
            if (!dryRun.active()) {
                plan.write();
            }
            warnOfRunFolder(context, config);
            return report.done(plan);
        } catch (InjectionException e) {
            return report.refused(e);
        } catch (PairBusyException e) {
            throw new CliException(ExitStatus.BUSY, "BUSY", e.getMessage(), "", "try again then", e);
        }
    }

    /** Says what does not count, as far as the files' kinds tell. */
    private void tellIdle(IdleOptions idle, PretrainedFiles files) {
        boolean pictures = files.encoder().isPresent() || files.heads().isPresent();
        String heads = "without an encoder or --bc-heads, which are made for pictures";
        idle.unless(fresh, "with --no-fresh, which keeps what it does not replace", "--seed", "--overwrite")
                .unless(!fresh || files.heads().isEmpty(), "beside --bc-heads, which leaves nothing to draw",
                        "--seed")
                .unless(pictures, heads, "--fold", "--meta-json")
                .unless(pictures || !fresh, heads, "--allow-mismatch");
    }

    private boolean isCombined(KeyAction action) {
        return action.change().startsWith(combine + " of ");
    }

    private PretrainedFiles files() {
        CliException.require(operand == null || !typed("--encoder-pt"), "the encoder is given twice",
                "name it alone, or with --encoder-pt");
        PretrainedFiles files = new PretrainedFiles(Optional.ofNullable(operand != null ? operand
                : encoderPt), Optional.ofNullable(bcHeads), Optional.ofNullable(floatHead),
                Optional.ofNullable(actionsHead));
        CliException.require(!files.all().isEmpty(), "the encoder is missing", "name the encoder.pt of a"
                + " pretraining run, or what behavioural cloning left with --bc-heads, --float-head or"
                + " --actions-head");
        return files;
    }

    private static PretrainedFiles required(CommandContext context, PretrainedFiles files) {
        return new PretrainedFiles(files.encoder().map(context::requireFile),
                files.heads().map(context::requireFile), files.floatHead().map(context::requireFile),
                files.actionsHead().map(context::requireFile));
    }

    private Path place() {
        CliException.require(runName == null || !runName.isEmpty() && !runName.contains("/")
                && !runName.contains("\\") && !runName.equals("..") && !runName.equals("."),
                "--run-name " + runName + " is no name of a folder", "give the folder with --save-dir");
        return runName == null ? saveDir : saveDir.resolve(runName);
    }

    private static void requirePlace(Path shown, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CliException(ExitStatus.FAILURE, "NOT_A_DIRECTORY", "not a folder: " + shown, "",
                    "name a folder with --save-dir");
        }
        OutputPlace.requireWritable("--save-dir " + shown, folder);
    }

    /** What looks at the numbers is put in for one scaling; such a run has another than weights alone. */
    private void requireScaling(TrainSettings config, Path shown, Path folder, PretrainedFiles files) {
        boolean numbers = files.heads().isPresent() || files.floatHead().isPresent();
        CliException.require(fresh || !numbers || config.scaling().damperStd().isPresent()
                || RunStart.look(folder, ".") != RunStart.Kind.UPSTREAM, "in " + shown + " lies more of a run"
                + " of the Python tool than its weights: with it the training divides dampers by "
                + UpstreamRun.DAMPER_STD + ", without it by " + config.scaling().dampers(),
                "write one of them as state_normalization.damper_std in the configuration (--rl-config), for"
                + " the training, too");
    }

    /** The Python training looks in save/NAME, where it is told a name. */
    private void warnOfRunFolder(CommandContext context, TrainSettings config) {
        Path last = saveDir.getFileName();
        String name = config.training().runName();
        if (rlConfig != null && runName == null && last != null && !last.toString().equals(name)
                && !name.equals(TrainingSettings.DEFAULT.runName())) {
            context.warn("RUN_FOLDER", "the training of this configuration looks in a folder " + name
                    + ": --run-name " + name);
        }
    }
}
