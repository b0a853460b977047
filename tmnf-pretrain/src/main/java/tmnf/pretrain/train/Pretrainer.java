package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import tmnf.gbx.file.FileTrees;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.run.CheckpointFolder;
import tmnf.pretrain.run.EndedRun;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.run.RunFolderException;

/**
 * Trains an encoder on the frames of a dataset, into a run folder:
 *
 * <pre>{@code
 * TorchEngine engine = TorchEngine.start(new EngineOptions(2, DeviceChoice.AUTO));
 * PretrainResult result = new Pretrainer(engine).run(settings, PretrainListener.NONE, () -> false);
 * }</pre>
 */
public final class Pretrainer {

    private final TorchEngine engine;

    /** With an engine that runs. */
    public Pretrainer(TorchEngine engine) {
        this.engine = engine;
    }

    /**
     * Runs until the end, or until it is stopped; returns soon after.
     *
     * @param stopped asked after each step; true: end now, keeping the finished epochs
     * @throws PretrainException if the run cannot begin
     * @throws IOException if files cannot be read or written; what the last checkpoint holds is kept
     */
    public PretrainResult run(RunSettings settings, PretrainListener listener, BooleanSupplier stopped)
            throws PretrainException, IOException {
        Optional<PretrainResult> over = leave(settings, listener);
        if (over.isPresent()) {
            return over.get();
        }
        RunTask task = RunTask.of(settings);
        EpochTraining.StopReason stop = stopReason(settings.optimisation().maxRuntime(), stopped);
        TrainingSource dataset = task.source();
        plan(task, dataset); // before anything is written
        requireBeginning(task);
        PretrainResult result = run(task, dataset, listener, stop);
        if (!result.end().canGoOn()) {
            warnOfFrames(result.folder(), listener);
        }
        return result;
    }

    private PretrainResult run(RunTask task, TrainingSource dataset, PretrainListener listener,
            EpochTraining.StopReason stop) throws PretrainException, IOException {
        RunSettings settings = task.settings();
        try (RunOutput output = new RunOutput(folder(settings.output()), settings, Clock.systemUTC());
                TrainingData data = dataset.open(output.folder().cache(), listener, stop)) {
            return run(task, data, output, listener, stop);
        } catch (RunFolderException e) {
            throw refused(e);
        }
    }

    /** Without a word, gigabytes would stay: the folder deletes its cache only as far as the system lets. */
    private static void warnOfFrames(Path run, PretrainListener listener) throws IOException {
        Path cache = run.resolve(RunFolder.CACHE);
        if (FileTrees.exists(cache)) {
            listener.warning("the decoded frames could not be deleted: " + FileTrees.bytes(cache)
                    + " bytes are left in " + cache + ". Delete it, or resume the run, which tries again");
        }
    }

    /**
     * Leaves a run that is {@link #finished} as it is, and says so. Only decoded frames that it left behind,
     * because the system held them when it ended or it was killed as it deleted them, are deleted.
     *
     * @return empty for all others
     * @throws PretrainException if such a run could not begin
     */
    public static Optional<PretrainResult> leave(RunSettings settings, PretrainListener listener)
            throws PretrainException, IOException {
        Optional<PretrainResult> over = finished(settings);
        if (over.isEmpty()) {
            return over;
        }
        listener.note(over.get().nothingLeft());
        Path run = over.get().folder();
        Path cache = run.resolve(RunFolder.CACHE);
        if (FileTrees.exists(cache)) {
            long bytes = FileTrees.bytes(cache);
            try (RunFolder folder = folder(settings.output())) {
                folder.finish();
            } catch (RunFolderException e) {
                throw refused(e);
            }
            if (!FileTrees.exists(cache)) {
                listener.note("decoded frames that the run left behind are deleted: " + bytes + " bytes in "
                        + cache);
            }
            warnOfFrames(run, listener);
        }
        return over;
    }

    /**
     * How a run ended that is to be gone on with and has nothing left to do; {@link #run} returns the same.
     * Decodes nothing, changes nothing.
     *
     * @return empty for all others
     * @throws PretrainException if such a run could not begin
     */
    public static Optional<PretrainResult> finished(RunSettings settings)
            throws PretrainException, IOException {
        PretrainSettings.Output output = settings.output();
        if (output.existing() != PretrainSettings.Existing.RESUME) {
            return Optional.empty();
        }
        RunTask task = RunTask.of(settings);
        Path run;
        try {
            run = RunFolder.requireResumable(output.folder(), output.runName()).getParent();
        } catch (RunFolderException e) {
            throw refused(e);
        }
        Path last = run.resolve(output.checkpoints()).resolve(CheckpointFolder.LAST);
        Optional<EndedRun> left = EndedRun.find(run, settings.effective(), task.exports());
        if (left.isEmpty() || Files.notExists(last)) {
            return Optional.empty();
        }
        Optional<FinishedRun> over = FinishedRun.of(task, left.get(), LastCheckpoint.read(last));
        if (over.isEmpty()) {
            return Optional.empty();
        }
        try (TrainingData expected = task.source().expected()) {
            return over.get().result(plan(task, expected), expected, run);
        }
    }

    private static PretrainException refused(RunFolderException e) {
        return new PretrainException(e.isBusy() ? PretrainException.Kind.BUSY
                : PretrainException.Kind.RUN_FOLDER, e.getMessage(), e);
    }

    /**
     * What a run with these settings would learn from, as far as it is known before pictures are decoded;
     * writes nothing.
     *
     * @throws PretrainException if such a run could not begin
     */
    public static PretrainPlan plan(RunSettings settings) throws PretrainException, IOException {
        Optional<PretrainResult> over = finished(settings);
        if (over.isPresent()) {
            return over.get().plan(); // such a run needs no room
        }
        RunTask task = RunTask.of(settings);
        TrainingSource dataset = task.source();
        PretrainPlan plan = plan(task, dataset).withWarnings(dataset.warnings())
                .withWarnings(requireBeginning(task));
        PretrainSettings.Output output = settings.output();
        Path run = output.folder();
        try {
            if (output.existing() == PretrainSettings.Existing.RESUME) {
                run = RunFolder.requireResumable(output.folder(), output.runName()).getParent();
            } else {
                RunFolder.requireFree(output.folder(), output.runName(), overwrites(output), ours(output));
            }
        } catch (RunFolderException e) {
            throw refused(e);
        }
        long frames = dataset.requireRoom(run);
        RoomCheck room = RoomCheck.of(settings, plan.weights(), frames, run);
        Optional<String> lack = room.lack(FileTrees.usableSpace(output.folder()));
        if (lack.isPresent()) {
            throw new PretrainException(PretrainException.Kind.NO_SPACE, output.folder() + ": "
                    + lack.get());
        }
        return plan;
    }

    /**
     * What a run begins with is not asked for where it goes on from a checkpoint.
     *
     * @return what the run will warn of
     */
    private static List<String> requireBeginning(RunTask task) throws PretrainException, IOException {
        try {
            return LastCheckpoint.find(task.settings().output()).isEmpty() ? task.check() : List.of();
        } catch (RunFolderException e) {
            throw refused(e);
        }
    }

    private static PretrainPlan plan(RunTask task, TrainingSource dataset)
            throws PretrainException, IOException {
        try (TrainingData expected = dataset.expected()) {
            PretrainPlan plan = plan(task, expected);
            Optional<Path> last = LastCheckpoint.find(task.settings().output());
            if (last.isPresent()) {
                FixedSettings.requireSameUndecoded(LastCheckpoint.read(last.get()).settings(),
                        FixedSettings.of(task, expected, plan.batch()));
            }
            return plan;
        } catch (RunFolderException e) {
            throw refused(e);
        }
    }

    private static EpochTraining.StopReason stopReason(Optional<Duration> limit, BooleanSupplier stopped) {
        long begun = System.nanoTime();
        return () -> stopped.getAsBoolean() ? Optional.of(PretrainResult.End.INTERRUPTED)
                : limit.isPresent() && System.nanoTime() - begun > limit.get().toNanos()
                ? Optional.of(PretrainResult.End.OUT_OF_TIME) : Optional.empty();
    }

    private static RunFolder folder(PretrainSettings.Output output) throws IOException {
        return output.existing() == PretrainSettings.Existing.RESUME
                ? RunFolder.resume(output.folder(), output.runName())
                : RunFolder.create(output.folder(), output.runName(), overwrites(output), ours(output));
    }

    private static boolean overwrites(PretrainSettings.Output output) {
        return output.existing() == PretrainSettings.Existing.OVERWRITE;
    }

    /** Folders that a run makes. */
    private static Set<String> ours(PretrainSettings.Output output) {
        Set<String> ours = new TreeSet<>(Set.of(output.checkpoints()));
        output.tensorboard().ifPresent(ours::add);
        output.csv().ifPresent(ours::add);
        return ours;
    }

    PretrainResult run(RunTask task, TrainingData data, RunOutput output, PretrainListener listener,
            EpochTraining.StopReason stop) throws PretrainException, IOException {
        RunSettings settings = task.settings();
        PretrainPlan plan = plan(task, data);
        try (PretrainRun run = new PretrainRun(engine, task, data, plan.batch(), output, listener, stop)) {
            Path last = output.lastCheckpoint();
            if (settings.output().existing() == PretrainSettings.Existing.RESUME && Files.exists(last)) {
                run.restore(LastCheckpoint.read(last));
            } else {
                run.begin();
            }
            plan.warnings().forEach(listener::warning);
            listener.started(new PretrainListener.Started(output.folder().path(), plan,
                    run.finishedEpochs()));
            return run.finish(run.train(), plan);
        }
    }

    private static PretrainPlan plan(RunTask task, TrainingData data) throws PretrainException {
        RunSettings settings = task.settings();
        Objective objective = task.objective();
        int samples = data.train().count();
        int least = objective.comparesSamples() ? 2 : 1;
        if (samples < least) {
            throw new PretrainException(PretrainException.Kind.NO_DATA, settings.data().folder() + ": "
                    + samples + " samples to learn from, at least " + least + " are needed; capture more "
                    + "replays, lower the validation fraction, or take shorter stacks");
        }
        if (settings.optimisation().batch() < least) {
            throw new PretrainException(PretrainException.Kind.SETTINGS, "batch size "
                    + settings.optimisation().batch() + ": nothing is learned from a sample that there is no "
                    + "other to compare with; take at least " + least);
        }
        PretrainRun.monitor(settings.optimisation().monitor(), EpochTraining.isValidated(objective, data));
        long replays = data.frames().replays().size();
        long encoder = objective.encoder().encoder().specs("").stream().mapToLong(WeightSpec::size).sum();
        long all = objective.specs().stream().mapToLong(WeightSpec::size).sum();
        int batch = Math.min(settings.optimisation().batch(), samples);
        SizeCheck.require(batch, data, all);
        List<String> warnings = new ArrayList<>(task.warnings());
        if (batch < settings.optimisation().batch()) {
            warnings.add("the batch is cut from " + settings.optimisation().batch() + " samples to the "
                    + batch + " that there are to learn from: each epoch is one step");
        }
        settings.optimisation().shortOfSteps(samples).ifPresent(warnings::add);
        settings.optimisation().shortOfStepSize().ifPresent(warnings::add);
        warnings.addAll(data.labelling().warnings());
        return new PretrainPlan(data.trainTracks() + data.validationTracks(), Math.toIntExact(replays),
                data.frames().count(), data.trainTracks(), data.validationTracks(), samples,
                data.validation().count(), data.labelling().leftOut(),
                batch, objective.encoder().features(), encoder, all, warnings);
    }
}
