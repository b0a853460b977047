package tmnf.cli.learn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.capture.dataset.DatasetException;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.Progress;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.engine.EngineSetup;
import tmnf.cli.files.OutputFile;
import tmnf.cli.files.OutputPlace;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.engine.EngineOptions.DeviceChoice;
import tmnf.pretrain.engine.EngineUnavailableException;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.probe.EncoderProbe;
import tmnf.pretrain.probe.ProbeException;
import tmnf.pretrain.probe.ProbeResult;
import tmnf.pretrain.probe.ProbeSettings;
import tmnf.pretrain.torch.TorchFormatException;

/** {@code tmnf pretrain probe}: what an encoder's features tell, without a training of the driver. */
@Command(name = "probe", header = "Say what can be read from an encoder's features.",
        description = {
            "Linear probes read the car's speed, the way to the next zone and the driver's action from the "
            + "features of an encoder, which stays as it is. They learn on the tracks that the encoder "
            + "learned "
            + "from and are judged on those that it only looked at, if dataset and split are those of its "
            + "run; of a single track they learn on some replays and are judged on others. The same is done "
            + "with an encoder as it "
            + "is "
            + "drawn from the seed and with coarse pixels; means, the most frequent action and the action of "
            + "the frame before need no features. An encoder is worth something where it beats these.",
            "R2 is the share of the variance that is explained: 1 all, 0 none, below 0 worse than knowing "
                + "the "
            + "mean. The last columns say how much an encoder's features vary: least and mean variance, and "
                + "the share below 0.1. The same command gives the same figures again."},
        footer = {"Examples:",
            "  tmnf pretrain probe output/ptretrain/vis/run_001",
            "  tmnf pretrain probe encoder.pt maps/img --val-fraction 0.4 --csv probe.csv",
            "  tmnf pretrain probe save/first/weights1.torch maps/img --image-size 64 --json",
            "",
            "Next: tmnf init-iqn --encoder-pt output/ptretrain/vis/run_001/encoder.pt"})
public final class PretrainProbeCommand extends TmnfCommand {

    @Parameters(index = "0", paramLabel = "ENCODER",
            description = "encoder.pt, iqn_bc.pt, weights1.torch, a checkpoint, a safetensors file, or the "
                + "folder of a run.")
    private Path encoder;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DATASET",
            description = "The dataset: DATASET/<track id>/<replay>/. Default: the one that the run beside "
                + "the encoder learned from.")
    private Path dataset; // null: the run's

    @Option(names = "--val-fraction", paramLabel = "F", converter = Ranges.Share.class,
            description = "Share of the tracks that probes are judged on, or of a single track's replays. "
                + "Default: the run's, else 0.1.")
    @NotConfigurable
    private Double validationFraction; // null: the run's

    @Option(names = "--seed", paramLabel = "N",
            description = "Of the split and of the encoder that is drawn. Default: the run's, else 42.")
    @NotConfigurable
    private Long seed; // null: the run's

    @Option(names = "--image-size", paramLabel = "WxH", converter = ImageSize.Converter.class,
            description = "Size of frames. Default: the run's, else 64x64.")
    @NotConfigurable
    private ImageSize imageSize; // null: the run's

    @Option(names = "--image-normalization", paramLabel = "FORM",
            description = "What the encoder gets of a pixel: ${COMPLETION-CANDIDATES}. Default: the run's; "
                + "rl for weights of the driver.")
    @NotConfigurable
    private ModelOptions.Form normalization; // null: the run's

    @Option(names = "--samples", paramLabel = "N", defaultValue = "20000", converter = Ranges.Count.class,
            description = "Most samples to learn from, and to be judged on; evenly chosen from more.")
    private int samples;

    @Option(names = "--preprocess-cache-dir", paramLabel = "DIR",
            description = "Keep the decoded frames here, or take those that are here. Default: a temporary "
                + "folder.")
    private Path cache; // null: temporary

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the table as CSV, too.")
    @NotConfigurable
    private Path csv; // null: none

    @Option(names = "--force", defaultValue = "false",
            description = "Replace a file of --csv that holds something else already.")
    @NotConfigurable
    private boolean force;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0", converter = Ranges.Threads.class,
            description = "Threads of the engine; 0: as many as there are processors.")
    private int threads;

    @Option(names = "--accelerator", paramLabel = "KIND", defaultValue = "auto",
            description = "Where it runs: ${COMPLETION-CANDIDATES}.")
    private TrainingOptions.Accelerator accelerator;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        if (csv != null) {
            OutputPlace.requireWritable(csv.toString(), context.resolve(csv));
        }
        Path folder = dataset == null ? null : context.requireDirectory(dataset);
        ProbeSettings settings = new ProbeSettings(existing(context),
                Optional.ofNullable(folder), validationFraction == null ? OptionalDouble.empty()
                        : OptionalDouble.of(validationFraction),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed), Optional.ofNullable(imageSize)
                        .map(size -> new ProbeSettings.Size(size.height(), size.width())),
                Optional.ofNullable(normalization).map(ModelOptions.Form::normalization), samples,
                Optional.ofNullable(cache).map(context::resolve));
        context.interrupted(); // from now on a signal waits for us
        try (Progress progress = context.progress("Probing", 0)) {
            ProbeResult result = new EncoderProbe(TorchEngine.start(EngineSetup.options(context, threads,
                    DeviceChoice.valueOf(accelerator.name())))).run(settings,
                            shown(context, progress), context::interrupted);
            return result(context, result);
        } catch (ProbeException e) {
            if (e.kind() == ProbeException.Kind.STOPPED) {
                return CommandResult.of(ExitStatus.INTERRUPTED).withProblem(e.getMessage());
            }
            throw new CliException(status(e.kind()), e.kind().name(), e.getMessage(), "", "", e);
        } catch (TorchFormatException e) {
            throw new CliException(ExitStatus.CHECK_FAILED, "ENCODER", e.getMessage(), "",
                    "name the encoder.pt of a pretraining run", e);
        } catch (DatasetException e) {
            throw new CliException(ExitStatus.NO_INPUT, "NO_DATA", e.getMessage(), "", "", e);
        } catch (FrameCacheException e) {
            throw CacheRefusal.of(e);
        } catch (EngineUnavailableException e) {
            throw EngineSetup.refused(e);
        }
    }

    private static ExitStatus status(ProbeException.Kind kind) {
        return switch (kind) {
            case NO_DATA -> ExitStatus.NO_INPUT;
            case MEMORY -> ExitStatus.FAILURE;
            default -> ExitStatus.CHECK_FAILED;
        };
    }

    private Path existing(CommandContext context) {
        return Files.isDirectory(context.resolve(encoder)) ? context.resolve(encoder)
                : context.requireFile(encoder);
    }

    private static EncoderProbe.Progress shown(CommandContext context, Progress progress) {
        return new EncoderProbe.Progress() {
            @Override
            public void decoded(long frames, long all) {
                progress.show(new Progress.State(frames, all, "Decoding frames", Map.of()));
            }

            @Override
            public void begins(String what) {
                progress.show(new Progress.State(0, 0, what, Map.of()));
            }

            @Override
            public void warning(String message) {
                context.warn("FRAMES", message);
            }
        };
    }

    private CommandResult result(CommandContext context, ProbeResult result) throws IOException {
        result.problems().stream().limit(ProbeReport.MOST).forEach(problem ->
                context.warn("LABELS", problem));
        result.splitDoubt().ifPresent(doubt -> context.warn("SPLIT", doubt));
        result.encoderDoubt().ifPresent(doubt -> context.warn("ENCODER", doubt));
        Map<String, Object> json = ProbeReport.json(result);
        if (csv != null) {
            try {
                json.put("csv", csv);
                new OutputFile(force, false).write(context.resolve(csv),
                        ProbeReport.csv(result).getBytes(StandardCharsets.UTF_8));
            } catch (FileAlreadyExistsException e) {
                throw new CliException(ExitStatus.USAGE, "EXISTS", csv + ": " + e.getReason(), "",
                        "give --force, or another name", e);
            }
        }
        int unreadable = result.unreadable().size();
        return CommandResult.finished(unreadable).withProblem(unreadable == 0 ? ""
                : PretrainReport.unreadable(unreadable, result.unreadable()))
                .withLines(ProbeReport.lines(result)).withJson(json);
    }
}
