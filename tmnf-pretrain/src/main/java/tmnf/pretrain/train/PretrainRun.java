package tmnf.pretrain.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.WeightsMismatchException;
import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.EpochRow;
import tmnf.pretrain.run.FeatureCollapse;
import tmnf.pretrain.torch.StateDict;

/**
 * One run: from where its checkpoint left it to its end. What it has reached is in the checkpoint after each
 * epoch; an epoch that was not finished is done again. Owns its tensors until it is closed; confined to one
 * thread.
 */
final class PretrainRun implements AutoCloseable {

    private final RunTask task;
    private final RunSettings settings;
    private final TrainingData data;
    private final PretrainListener listener;
    private final EpochTraining.StopReason stop;
    private final RunOutput output;
    private final TrainedModel model;
    private final EpochTraining epochs;
    private final String monitor;
    private final Map<String, String> fixed;
    private final List<EpochRow> rows = new ArrayList<>();
    private EarlyStopping stopping;
    private StateDict bestWeights;
    private Optional<double[]> bestCounts = Optional.empty(); // of the best epoch; empty: not known
    private long steps;

    /** A run that has not begun; its weights are drawn. */
    PretrainRun(TorchEngine engine, RunTask task, TrainingData data, int batch, RunOutput output,
            PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException {
        this.task = task;
        settings = task.settings();
        this.data = data;
        this.listener = listener;
        this.stop = stop;
        this.output = output;
        PretrainSettings.Optimisation optimisation = settings.optimisation();
        monitor = monitor(optimisation.monitor(), EpochTraining.isValidated(task.objective(), data));
        fixed = FixedSettings.of(task, data, batch);
        stopping = new EarlyStopping(optimisation.patience(), optimisation.minDelta(),
                EarlyStopping.State.NONE);
        model = new TrainedModel(engine, task.objective(), task.adam(), optimisation.gradientLimit(),
                optimisation.seed());
        bestWeights = weights();
        epochs = new EpochTraining(model, data, task, batch, listener, stop);
    }

    /** The metric that decides; refuses one that there is not. */
    static String monitor(String wanted, boolean validated) throws PretrainException {
        if (wanted.equals("auto")) {
            return validated ? "val_loss" : "train_loss";
        }
        if (wanted.startsWith(EpochRow.VALIDATION) && !validated) {
            throw new PretrainException(PretrainException.Kind.SETTINGS, "the run is to be judged by "
                    + wanted + ", but no track is left for validation; raise the validation fraction, or "
                    + "judge by train_loss");
        }
        return wanted;
    }

    private StateDict weights() {
        return StateDicts.of(model.weights(), "");
    }

    /** Begins anew. */
    void begin() throws PretrainException, IOException {
        task.begin(model, listener);
        bestWeights = weights();
    }

    /** Goes on from a checkpoint. */
    void restore(Checkpoint checkpoint) throws PretrainException {
        FixedSettings.requireSame(checkpoint.settings(), fixed, data.signed().earlier())
                .forEach(listener::warning);
        if (FixedSettings.isCopy(checkpoint.settings(), fixed, data.signed().earlier())) {
            listener.note("the files of the dataset have other sizes or times than before, and the same "
                    + "frames: the run goes on with them");
        }
        try {
            StateDicts.load(model.weights(), "", checkpoint.weights());
        } catch (WeightsMismatchException e) {
            throw new PretrainException(PretrainException.Kind.CHECKPOINT, "the checkpoint is of another "
                    + "network: " + e.getMessage() + "; begin another run", e);
        }
        model.adam().restore(checkpoint.moments());
        rows.addAll(checkpoint.rows());
        bestWeights = checkpoint.bestWeights();
        if (!checkpoint.bestCounts().isEmpty()) {
            bestCounts = Optional.of(checkpoint.bestCounts().stream().mapToDouble(each -> each).toArray());
        }
        Checkpoint.Progress progress = checkpoint.progress();
        steps = progress.step();
        stopping = new EarlyStopping(settings.optimisation().patience(), settings.optimisation().minDelta(),
                new EarlyStopping.State(progress.best(), progress.bestEpoch(), progress.reference(),
                        progress.waited()));
    }

    /** Number of epochs that are done. */
    int finishedEpochs() {
        return rows.size();
    }

    /** Trains until it ends, and writes what a run leaves. */
    PretrainResult.End train() throws IOException {
        output.begin(data, monitor, rows, steps);
        while (rows.size() < settings.optimisation().epochs()) {
            if (stopping.isOver()) {
                return PretrainResult.End.EARLY_STOPPED;
            }
            Optional<PretrainResult.End> end = stop.now();
            if (end.isEmpty()) {
                end = epoch(rows.size() + 1);
            }
            if (end.isPresent()) {
                return end.get();
            }
        }
        return stopping.isOver() ? PretrainResult.End.EARLY_STOPPED : PretrainResult.End.COMPLETED;
    }

    /** One epoch; empty if it is done. */
    private Optional<PretrainResult.End> epoch(int number) throws IOException {
        EpochTraining.Outcome trained = epochs.train(number, (step, count, loss) -> {
            if ((steps + step) % Math.min(settings.output().logEvery(), count) == 0) {
                output.step(steps + step, loss);
            }
            listener.step(number, step, count, loss);
        });
        if (trained.end().isPresent()) {
            return trained.end();
        }
        boolean validated = EpochTraining.isValidated(task.objective(), data);
        Optional<EpochTraining.Validated> looked = epochs.validate();
        if (looked.isEmpty()) {
            return stop.now().or(() -> Optional.of(PretrainResult.End.INTERRUPTED));
        }
        Map<String, Double> figures = new LinkedHashMap<>(trained.figures());
        figures.putAll(looked.get().figures());
        figures.put("lr", model.adam().settings().lr()); // of the last step
        double monitored = figures.getOrDefault(monitor, Double.NaN);
        if (Double.isNaN(monitored)) {
            listener.warning("epoch " + number + " has no " + monitor + " to judge it by; its figures are "
                    + figures.keySet());
        }
        FeatureCollapse.of(figures).ifPresent(text -> listener.warning("epoch " + number + ": " + text));
        steps += trained.steps();
        rows.add(new EpochRow(number, steps, figures));
        boolean best = stopping.accept(number, monitored);
        StateDict weights = weights();
        if (best) {
            bestWeights = weights;
            bestCounts = task.keepsCounts() ? Optional.of(validated ? looked.get().counts()
                    : trained.counts()) : Optional.empty();
        }
        output.epoch(checkpoint(weights), trained.samplesPerSecond(), model);
        Map<String, Double> shown = new LinkedHashMap<>(figures);
        shown.put("samples_per_s", trained.samplesPerSecond());
        listener.epoch(number, shown, best);
        return Optional.empty();
    }

    private Checkpoint checkpoint(StateDict weights) {
        EarlyStopping.State state = stopping.state();
        return new Checkpoint(fixed, weights, model.adam().settings(), model.adam().state(), rows,
                new Checkpoint.Progress(rows.size(), steps, state.best(), state.bestEpoch(),
                        state.reference(), state.waited()), bestWeights,
                bestCounts.map(counts -> Arrays.stream(counts).boxed().toList()).orElse(List.of()));
    }

    /** Writes the best weights and what tells of the run, and says how it ended. */
    PretrainResult finish(PretrainResult.End end, PretrainPlan plan) throws IOException {
        try {
            StateDicts.load(model.weights(), "", bestWeights);
        } catch (WeightsMismatchException e) {
            throw new IllegalStateException("weights of the same run fit", e);
        }
        PretrainResult result = new PretrainResult(output.folder().path(), output.folder().encoder(), end,
                plan, rows.size(), stopping.state().bestEpoch(), monitor, stopping.best(),
                metrics(rows.size()), metrics(stopping.state().bestEpoch()), data.unreadable(),
                data.unreadableNames());
        output.finish(task, result, rows, model, data, counts());
        return result;
    }

    private Map<String, Double> metrics(int epoch) {
        return epoch == 0 ? Map.of() : rows.get(epoch - 1).values();
    }

    /**
     * Counted again where an earlier version began the run and it got no better; not where it has to stop,
     * and not without samples for validation.
     */
    private double[] counts() throws IOException {
        if (bestCounts.isEmpty() && task.keepsCounts() && stopping.state().bestEpoch() > 0) {
            bestCounts = epochs.validate().map(EpochTraining.Validated::counts);
        }
        return bestCounts.orElse(new double[0]);
    }

    @Override
    public void close() {
        epochs.close();
        model.close();
    }
}
