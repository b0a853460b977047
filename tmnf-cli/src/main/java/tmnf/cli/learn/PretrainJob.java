package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ProgressTicker;
import tmnf.cli.command.ResultStream;
import tmnf.cli.engine.EngineSetup;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.EngineUnavailableException;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.train.PretrainException;
import tmnf.pretrain.train.PretrainPlan;
import tmnf.pretrain.train.PretrainResult;
import tmnf.pretrain.train.Pretrainer;
import tmnf.pretrain.train.RunSettings;

/** One run of {@code tmnf pretrain} or {@code tmnf pretrain bc} once the options are understood. */
final class PretrainJob {

    /** A step takes seconds where batches are large and processors few, and then the encoder is exported. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final CommandContext context;
    private final RunSettings settings;
    private final EngineOptions engine;
    private final Path outputDir;
    private final boolean tellsModel;
    private final List<String> notOnGpu;

    /**
     * Prepares a run.
     *
     * @param outputDir folder of run folders as the user wrote it
     * @param tellsModel whether the number of weights is told
     * @param notOnGpu what is warned of if it runs on a GPU
     */
    PretrainJob(CommandContext context, RunSettings settings, EngineOptions engine, Path outputDir,
            boolean tellsModel, List<String> notOnGpu) {
        this.context = context;
        this.settings = settings;
        this.engine = engine;
        this.outputDir = outputDir;
        this.tellsModel = tellsModel;
        this.notOnGpu = List.copyOf(notOnGpu);
    }

    /** Counts what would be learned from. */
    CommandResult plan() throws IOException {
        try {
            Optional<PretrainResult> over = Pretrainer.finished(settings);
            over.ifPresent(result -> context.note(result.nothingLeft()));
            PretrainPlan plan = over.isPresent() ? over.get().plan() : Pretrainer.plan(settings);
            warnOfGpu(over.isEmpty() && engine.device() == EngineOptions.DeviceChoice.GPU);
            plan.warnings().forEach(sentence -> context.warn(PretrainNews.WARNING, sentence));
            Map<String, Object> json = json();
            json.put("plan", PretrainReport.json(plan));
            List<String> lines = PretrainReport.plan(plan, tellsModel);
            return CommandResult.ok().withLines(lines).withJson(json);
        } catch (PretrainException e) {
            throw refused(e);
        }
    }

    CommandResult run() throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        PretrainProgress shown = new PretrainProgress(settings.optimisation().epochs(), System::nanoTime);
        PretrainResult result;
        Registration interrupt = context.onInterrupt(() -> stop(stop), GRACE);
        try (ResultStream epochs = context.stream("epochs")) {
            PretrainNews news = new PretrainNews(context, epochs, shown, settings.optimisation().epochs(),
                    tellsModel, this::asTyped);
            Optional<PretrainResult> over = Pretrainer.leave(settings, news);
            result = over.isPresent() ? over.get() : run(news, shown, stop);
        } catch (PretrainException e) {
            if (e.kind() == PretrainException.Kind.STOPPED) {
                return CommandResult.of(stop.get() ? ExitStatus.INTERRUPTED : ExitStatus.TEMPORARY)
                        .withProblem((stop.get() ? "stopped" : "the time of --max-runtime is over")
                                + " while frames were being decoded, nothing was learned yet; the same "
                                + "command with --resume goes on").withJson(json());
            }
            throw refused(e);
        } catch (EngineUnavailableException e) {
            throw EngineSetup.refused(e);
        } finally {
            interrupt.close();
        }
        return PretrainReport.result(result, asTyped(result.folder()), json());
    }

    private PretrainResult run(PretrainNews news, PretrainProgress shown, AtomicBoolean stop)
            throws IOException, PretrainException, EngineUnavailableException {
        Progress progress = context.progress("Pretraining", 0);
        try (ProgressTicker ticker = new ProgressTicker(progress, shown)) {
            ticker.start();
            Pretrainer.plan(settings); // before the engine, which takes a second
            TorchEngine started = TorchEngine.start(engine);
            warnOfGpu(started.gpu().isPresent());
            return new Pretrainer(started).run(settings, news, stop::get);
        }
    }

    private void warnOfGpu(boolean used) {
        if (used) {
            notOnGpu.forEach(sentence -> context.warn("IGNORED", sentence));
        }
    }

    private void stop(AtomicBoolean stop) {
        stop.set(true);
        context.note("stopping after the current step; once more ends at once, and the same command with"
                + " --resume then goes on behind the last epoch that is done");
    }

    private Path asTyped(Path folder) {
        Path base = settings.output().folder();
        return folder.startsWith(base) ? outputDir.resolve(base.relativize(folder)) : folder;
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("settings", settings.effective());
        return json;
    }

    private static CliException refused(PretrainException e) {
        ExitStatus status = switch (e.kind()) {
            case NO_DATA, WEIGHTS -> ExitStatus.NO_INPUT;
            case SETTINGS, RUN_FOLDER -> ExitStatus.USAGE;
            case BUSY -> ExitStatus.BUSY;
            case CHECKPOINT, NO_SPACE, STOPPED -> ExitStatus.FAILURE;
        };
        return new CliException(status, e.kind().name(), e.getMessage(), "", "", e);
    }
}
