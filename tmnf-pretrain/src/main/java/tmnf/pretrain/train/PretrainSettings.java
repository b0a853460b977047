package tmnf.pretrain.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.optim.LrSchedule;

/**
 * All that decides what a pretraining run does. Source of names and ranges: pretraining note, section 2.
 *
 * @param data what is learned from
 * @param model what is learned
 * @param optimisation how
 * @param output what is written
 * @param effective all keys with their values as the user would write them, for the run folder
 */
public record PretrainSettings(Data data, Model model, Optimisation optimisation, Output output,
        Map<String, Object> effective) implements RunSettings {

    /** Checks that nothing is missing. */
    public PretrainSettings {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(optimisation, "optimisation");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(effective, "effective");
    }

    /**
     * What is learned from.
     *
     * @param folder dataset of a capture, or a folder with {@code train.npy}
     * @param cache folder of the decoded frames; empty: in the run folder, until the run is over
     * @param cacheInMemory whether they are read into memory instead of mapped
     * @param cacheWorkers threads that decode, 0 for as many as there are processors
     * @param height of the frames that the encoder gets, pixels
     * @param width of them
     * @param stack frames in a row that make a sample, 1 to 32
     * @param validationFraction of the tracks, 0 to 1
     * @param loaderWorkers threads that put batches together, 0 for the training thread itself
     * @param prefetch batches that are made ahead, per worker
     */
    public record Data(Path folder, Optional<Path> cache, boolean cacheInMemory, int cacheWorkers,
            int height, int width, int stack, double validationFraction, int loaderWorkers, int prefetch) {

        private static final int LONGEST_STACK = 32;

        /** Checks the ranges. */
        public Data {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(cache, "cache");
            require(cacheWorkers >= 0, "cacheWorkers", cacheWorkers, "0 or more");
            require(height >= 1, "height", height, "1 or more");
            require(width >= 1, "width", width, "1 or more");
            require(stack >= 1 && stack <= LONGEST_STACK, "stack", stack, "1 to " + LONGEST_STACK);
            require(validationFraction >= 0 && validationFraction <= 1, "validationFraction",
                    validationFraction, "0 to 1");
            require(loaderWorkers >= 0, "loaderWorkers", loaderWorkers, "0 or more");
            require(prefetch >= 1, "prefetch", prefetch, "1 or more");
        }
    }

    /** The task. */
    public enum Task {
        /** Autoencoder. */
        AE,
        /** Variational autoencoder. */
        VAE,
        /** Views of the same sample against all others. */
        SIMCLR,
        /** What features become by actions. */
        FORWARD,
        /** Which action led from a frame to the next. */
        INVERSE;

        /** Whether it needs to know the actions between frames. */
        public boolean needsActions() {
            return this == FORWARD || this == INVERSE;
        }
    }

    /**
     * What tasks with actions are told.
     *
     * @param steps that {@link Task#FORWARD} tells, 1 to 32
     * @param varianceWeight of what keeps features apart, 0 or more
     * @param covarianceWeight of what keeps them from repeating each other, 0 or more
     */
    public record Latent(int steps, double varianceWeight, double covarianceWeight) {

        private static final int MOST_STEPS = 32;

        /** Checks the ranges. */
        public Latent {
            require(steps >= 1 && steps <= MOST_STEPS, "steps", steps, "1 to " + MOST_STEPS);
            require(varianceWeight >= 0, "varianceWeight", varianceWeight, "0 or more");
            require(covarianceWeight >= 0, "covarianceWeight", covarianceWeight, "0 or more");
        }
    }

    /** What gives back pictures. */
    public enum DecoderKind {
        /**
         * {@link #LINEAR} for squares that it can make of at most 96 pixels, else {@link #SPATIAL}: it learns
         * in fewer steps, but its first layer grows with the fourth power of the side.
         */
        AUTO,
        /** Mirrors the encoder; every size. */
        SPATIAL,
        /** Upstream's; squares of a multiple of 16 pixels. */
        LINEAR
    }

    /**
     * What is learned.
     *
     * @param stackMode how a stack of frames becomes features
     * @param normalization what the encoder gets of a pixel
     * @param vaeLatent latent numbers of a VAE, at least 2
     * @param klWeight of a VAE, 0 or more
     * @param projection features that SimCLR compares, at least 2
     * @param temperature of SimCLR, above 0
     * @param latent of the tasks with actions
     */
    public record Model(Task task, StackedEncoder.Mode stackMode, Normalization normalization,
            DecoderKind decoder, int vaeLatent, double klWeight, int projection, double temperature,
            Latent latent) {

        /** Checks the ranges. */
        public Model {
            Objects.requireNonNull(task, "task");
            Objects.requireNonNull(stackMode, "stackMode");
            Objects.requireNonNull(normalization, "normalization");
            Objects.requireNonNull(decoder, "decoder");
            require(vaeLatent >= 2, "vaeLatent", vaeLatent, "2 or more");
            require(klWeight >= 0, "klWeight", klWeight, "0 or more");
            require(projection >= 2, "projection", projection, "2 or more");
            require(temperature > 0, "temperature", temperature, "above 0");
            Objects.requireNonNull(latent, "latent");
        }

        /** Steps from frame to frame behind a stack that the task looks at. */
        public int steps() {
            return switch (task) {
                case AE, VAE, SIMCLR -> 0;
                case INVERSE -> 1;
                case FORWARD -> latent.steps();
            };
        }
    }

    /**
     * How it is learned.
     *
     * @param epochs at most, at least 1
     * @param batch samples of a step, at least 1
     * @param lr step size of Adam, above 0
     * @param schedule how it goes over the run
     * @param gradientLimit L2 norm that a gradient is cut to, 0 for none
     * @param patience epochs without a gain after which the run ends; empty: never
     * @param minDelta gain that counts, 0 or more
     * @param monitor {@code auto}, {@code val_loss} or {@code train_loss}
     * @param seed of all randomness
     * @param maxRuntime after which the run ends as if it had been interrupted; empty: never
     */
    public record Optimisation(int epochs, int batch, double lr, LrSchedule schedule, double gradientLimit,
            Optional<Integer> patience, double minDelta, String monitor, long seed,
            Optional<Duration> maxRuntime) {

        /** With fewer steps an epoch and a run, in larger batches than this, little is learned. */
        private static final long FEW_AN_EPOCH = 10;
        private static final long FEW_STEPS = 1000;
        private static final int SMALL_BATCH = 128;

        /** With the same step size in all steps. */
        public Optimisation(int epochs, int batch, double lr, double gradientLimit,
                Optional<Integer> patience, double minDelta, String monitor, long seed,
                Optional<Duration> maxRuntime) {
            this(epochs, batch, lr, LrSchedule.CONSTANT, gradientLimit, patience, minDelta, monitor, seed,
                    maxRuntime);
        }

        /** Checks the ranges. */
        public Optimisation {
            require(epochs >= 1, "epochs", epochs, "1 or more");
            require(batch >= 1, "batch", batch, "1 or more");
            require(lr > 0, "lr", lr, "above 0");
            require(!schedule.dependsOnLength() || schedule.warmupEpochs() < epochs, "warmupEpochs",
                    schedule.warmupEpochs(), "less than the " + epochs + " epochs");
            require(gradientLimit >= 0, "gradientLimit", gradientLimit, "0 or more");
            require(patience.isEmpty() || patience.get() >= 1, "patience", patience, "1 or more");
            require(minDelta >= 0, "minDelta", minDelta, "0 or more");
            Objects.requireNonNull(monitor, "monitor");
            Objects.requireNonNull(maxRuntime, "maxRuntime");
        }

        /**
         * A sentence where the batches are so large for the samples, though not cut to them, that little is
         * learned in all epochs. With the defaults, 50 epochs of 2 batches of 4,096, an autoencoder drew
         * worse than the mean picture.
         */
        Optional<String> shortOfSteps(int samples) {
            long steps = (samples + batch - 1L) / batch;
            boolean few = batch <= samples && batch > SMALL_BATCH && steps < FEW_AN_EPOCH
                    && steps * epochs < FEW_STEPS;
            return few ? Optional.of("batches of " + batch + " are large for " + samples + " samples: the"
                    + " run makes " + steps * epochs + " steps, and learns more in as many epochs from"
                    + " batches of 32 to 128") : Optional.empty();
        }

        /** A sentence where the step size still grows when the run is over. */
        Optional<String> shortOfStepSize() {
            return schedule.warmupEpochs() < epochs ? Optional.empty() : Optional.of("warmup_epochs "
                    + schedule.warmupEpochs() + " is not less than epochs, " + epochs + ": the step size "
                    + "grows to the end and never is " + lr + ". Give more epochs, or a shorter warm-up");
        }
    }

    /** What happens to a run that is there. */
    public enum Existing {
        /** A run folder with something in it is refused. */
        REFUSE,
        /** It is replaced. */
        OVERWRITE,
        /** It is gone on with. */
        RESUME
    }

    /**
     * What is written.
     *
     * @param folder of run folders
     * @param runName empty: the next of {@code run_001}, {@code run_002} and so on; with {@link
     *     Existing#RESUME} the last of them
     * @param checkpoints folder below the run's
     * @param keepBest checkpoints of the best epochs that are kept; -1 for all, 0 for none
     * @param tensorboard folder below the run's; empty: none
     * @param csv folder below the run's; empty: none
     * @param logEvery steps from one point of the training loss in TensorBoard to the next, at least 1
     * @param toolVersion of this program, for {@code pretrain_meta.json}
     */
    public record Output(Path folder, Optional<String> runName, Existing existing, String checkpoints,
            int keepBest, Optional<String> tensorboard, Optional<String> csv, int logEvery,
            String toolVersion) {

        /** Checks the ranges. */
        public Output {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(runName, "runName");
            Objects.requireNonNull(existing, "existing");
            Objects.requireNonNull(checkpoints, "checkpoints");
            require(keepBest >= -1, "keepBest", keepBest, "-1 or more");
            Objects.requireNonNull(tensorboard, "tensorboard");
            Objects.requireNonNull(csv, "csv");
            require(logEvery >= 1, "logEvery", logEvery, "1 or more");
            Objects.requireNonNull(toolVersion, "toolVersion");
        }
    }

    private static void require(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + range + ", not " + value);
        }
    }
}
