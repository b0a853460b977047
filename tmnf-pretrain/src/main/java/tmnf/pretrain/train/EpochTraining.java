package tmnf.pretrain.train;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import tmnf.pretrain.data.Batch;
import tmnf.pretrain.data.EpochOrder;
import tmnf.pretrain.data.FrameLoader;
import tmnf.pretrain.data.LoaderEpoch;
import tmnf.pretrain.data.LoaderOptions;
import tmnf.pretrain.objective.Objective;

/**
 * Epochs of training and validation over the same data. Owns the threads that make batches, until it is
 * closed.
 */
final class EpochTraining implements AutoCloseable {

    /** Steps in a row without a finite loss and gradient after which a run has diverged. */
    private static final int NOT_FINITE = 10;

    private final TrainedModel model;
    private final TrainingData data;
    private final PretrainSettings.Optimisation optimisation;
    private final long seed;
    private final PretrainListener listener;
    private final StopReason stop;
    private int notFinite; // steps in a row, over epochs, of which there may be short ones
    private final FrameLoader training;
    private final FrameLoader validation;

    /** Why to stop now. */
    interface StopReason {
        /** Empty: go on. */
        Optional<PretrainResult.End> now();
    }

    /**
     * How an epoch went.
     *
     * @param figures means over its samples, and of the gradient's length over its steps
     * @param steps that were done
     * @param counts what was added up over its samples
     * @param samplesPerSecond of the training alone
     * @param end why it ended before its last batch; empty: it did not
     */
    record Outcome(Map<String, Double> figures, int steps, double[] counts, double samplesPerSecond,
            Optional<PretrainResult.End> end) {
    }

    EpochTraining(TrainedModel model, TrainingData data, RunTask task, int batch,
            PretrainListener listener, StopReason stop) {
        this.model = model;
        this.data = data;
        this.listener = listener;
        this.stop = stop;
        RunSettings settings = task.settings();
        optimisation = settings.optimisation();
        seed = optimisation.seed();
        int workers = settings.data().loaderWorkers();
        int prefetch = settings.data().prefetch();
        training = new FrameLoader(data.frames(), data.train(),
                new LoaderOptions(batch, workers, prefetch, task.dropsLast(data.train().count(), batch)));
        int validationBatch = Math.max(1, Math.min(batch, data.validation().count()));
        validation = new FrameLoader(data.frames(), data.validation(),
                new LoaderOptions(validationBatch, workers, prefetch, model.objective().comparesSamples()));
    }

    /** Whether there are enough samples for validation: two where they are compared with each other. */
    static boolean isValidated(Objective objective, TrainingData data) {
        return data.validation().count() >= (objective.comparesSamples() ? 2 : 1);
    }

    /** Hears of each step; counts from 1. */
    interface StepListener {
        void step(int step, int steps, double loss) throws IOException;
    }

    /** Trains for an epoch, from 1. */
    Outcome train(int epoch, StepListener steps) throws IOException {
        EpochMeans means = new EpochMeans("train_");
        EpochMeans norms = new EpochMeans("");
        long begun = System.nanoTime();
        long samples = 0;
        int step = 0;
        int leftOut = 0;
        Optional<PretrainResult.End> end = Optional.empty();
        try (LoaderEpoch batches = training.begin(EpochOrder.shuffled(data.train().count(), seed, epoch))) {
            while (batches.hasNext() && end.isEmpty()) {
                step++;
                model.stepSize(stepSize(epoch, step, batches.batches()));
                try (Batch batch = batches.next()) {
                    TrainedModel.Step done = model.train(batch, data.trainLabels(),
                            Draws.training(seed, epoch, step));
                    notFinite = done.taken() ? 0 : notFinite + 1;
                    if (done.taken()) {
                        means.add(done.figures(), batch.samples());
                        norms.add(Map.of("grad_norm", done.gradientNorm()), 1);
                    } else if (++leftOut == 1) {
                        warn(epoch, step, done);
                    }
                    samples += batch.samples();
                    steps.step(step, batches.batches(), done.figures().loss());
                }
                end = notFinite >= NOT_FINITE ? Optional.of(PretrainResult.End.DIVERGED) : stop.now();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = Optional.of(PretrainResult.End.INTERRUPTED);
        }
        if (leftOut > 1) {
            listener.warning("epoch " + epoch + ": " + leftOut + " of " + step + " steps were left out for "
                    + "that reason");
        }
        Map<String, Double> figures = means.values(model.objective());
        figures.putAll(norms.values());
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Outcome(figures, step, means.tally(), samples / seconds, end);
    }

    private void warn(int epoch, int step, TrainedModel.Step done) {
        listener.warning("epoch " + epoch + ", step " + step + ": the loss is " + done.figures().loss()
                + ", the gradient's length " + done.gradientNorm() + "; the step is left out");
    }

    private double stepSize(int epoch, int step, int steps) {
        return optimisation.lr() * optimisation.schedule().share((epoch - 1L) * steps + step - 1, steps,
                optimisation.epochs());
    }

    /**
     * What validation gave.
     *
     * @param figures means over its samples, none if there are no samples
     * @param counts what was added up over them
     */
    record Validated(Map<String, Double> figures, double[] counts) {
    }

    /** Looks at all samples for validation; empty if it was stopped. */
    Optional<Validated> validate() throws IOException {
        EpochMeans means = new EpochMeans("val_");
        if (!isValidated(model.objective(), data)) {
            return Optional.of(new Validated(means.values(), means.tally()));
        }
        int step = 0;
        int count = data.validation().count();
        int[] order = model.objective().needsMixedSamples() ? EpochOrder.shuffled(count, seed, 0)
                : EpochOrder.inTurn(count);
        try (LoaderEpoch batches = validation.begin(order)) {
            while (batches.hasNext()) {
                step++;
                SplittableRandom random = Draws.validation(seed, step);
                try (Batch batch = batches.next()) {
                    means.add(model.evaluate(batch, data.validationLabels(), random), batch.samples());
                }
                if (stop.now().isPresent()) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Validated(means.values(model.objective()), means.tally()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        training.close();
        validation.close();
    }
}
