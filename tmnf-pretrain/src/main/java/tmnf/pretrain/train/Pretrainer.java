package tmnf.pretrain.train;

import java.io.IOException;
import java.util.Optional;

import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.CheckpointException;
import tmnf.pretrain.torch.TorchFormatException;

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

    PretrainResult run(PretrainSettings settings, Objective objective, TrainingData data, RunOutput output,
            PretrainListener listener, EpochTraining.StopReason stop) throws PretrainException, IOException {
        PretrainPlan plan = plan(settings, objective, data);
        if (plan.batch() < settings.optimisation().batch()) {
            listener.warning("the batch is cut from " + settings.optimisation().batch() + " samples to the "
                    + plan.batch() + " that there are to learn from");
        }
        try (PretrainRun run = new PretrainRun(engine, settings, objective, data, plan.batch(), output,
                listener, stop)) {
            if (settings.output().existing() == PretrainSettings.Existing.RESUME) {
                Optional<Checkpoint> checkpoint = checkpoint(output);
                if (checkpoint.isPresent()) {
                    run.restore(checkpoint.get());
                }
            }
            listener.started(new PretrainListener.Started(output.folder().path(), plan,
                    run.finishedEpochs()));
            return run.finish(run.train(), plan);
        }
    }

    private static Optional<Checkpoint> checkpoint(RunOutput output) throws PretrainException, IOException {
        try {
            return output.checkpoint();
        } catch (CheckpointException | TorchFormatException e) {
            throw new PretrainException(PretrainException.Kind.CHECKPOINT, e.getMessage(), e);
        }
    }

    private static PretrainPlan plan(PretrainSettings settings, Objective objective, TrainingData data)
            throws PretrainException {
        int samples = data.train().count();
        int least = objective.comparesSamples() ? 2 : 1;
        if (samples < least) {
            throw new PretrainException(PretrainException.Kind.NO_DATA, settings.data().folder() + ": "
                    + samples + " samples to learn from, at least " + least + " are needed; capture more "
                    + "replays, lower the validation fraction, or take shorter stacks");
        }
        long replays = data.frames().replays().size();
        long encoder = objective.encoder().encoder().specs("").stream().mapToLong(WeightSpec::size).sum();
        long all = objective.specs().stream().mapToLong(WeightSpec::size).sum();
        return new PretrainPlan(data.trainTracks() + data.validationTracks(), Math.toIntExact(replays),
                data.frames().count(), data.trainTracks(), data.validationTracks(), samples,
                data.validation().count(), Math.min(settings.optimisation().batch(), samples),
                objective.encoder().features(), encoder, all);
    }
}
