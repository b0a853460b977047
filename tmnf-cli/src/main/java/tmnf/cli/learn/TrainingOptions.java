package tmnf.cli.learn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.command.Seconds;
import tmnf.cli.engine.EngineSetup;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.optim.LrSchedule;
import tmnf.pretrain.train.PretrainSettings;

/** Mix-in: how it is learned, for how long, and on what. */
final class TrainingOptions {

    static final String SECTION = "Training";
    private static final String MACHINE = "Machine";

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "50", converter = Ranges.Count.class,
            description = "Times that all samples are seen.")
    @HelpSection(SECTION)
    private int epochs;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "4096", converter = Ranges.Count.class,
            description = "Samples of a step; cut to those that there are, with a warning.")
    @HelpSection(SECTION)
    private int batch;

    @Option(names = "--lr-schedule", paramLabel = "SHAPE", defaultValue = "constant",
            description = "How --lr goes over the run: ${COMPLETION-CANDIDATES}. cosine: down to almost 0 in "
                + "the last of --epochs, which --resume then can't change.")
    @HelpSection(SECTION)
    private Schedule schedule;

    @Option(names = "--warmup-epochs", paramLabel = "X", defaultValue = "0",
            converter = Ranges.NotNegative.class,
            description = "Epochs, or a part of one, in which the step size grows to --lr.")
    @HelpSection(SECTION)
    private double warmup;

    @Option(names = "--grad-clip", paramLabel = "X", defaultValue = "1.0",
            converter = Ranges.NotNegative.class,
            description = "Length that a longer gradient is cut to; 0: never.")
    @HelpSection(SECTION)
    private double gradientLimit;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42",
            description = "Of all randomness: split, weights, order, augmentation.")
    @HelpSection(SECTION)
    private long seed;

    @Option(names = "--early-stopping", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "End when --patience epochs brought no gain.")
    @HelpSection(SECTION)
    private boolean earlyStopping;

    @Option(names = "--patience", paramLabel = "N", defaultValue = "10", converter = Ranges.Count.class,
            description = "Epochs without a gain after which --early-stopping ends the run.")
    @HelpSection(SECTION)
    private int patience;

    @Option(names = "--min-delta", paramLabel = "X", defaultValue = "0.0",
            converter = Ranges.NotNegative.class, description = "What is a gain: more than this.")
    @HelpSection(SECTION)
    private double minDelta;

    @Option(names = "--checkpoint-monitor", paramLabel = "METRIC", defaultValue = "auto",
            description = "What decides on best weights and early stopping: ${COMPLETION-CANDIDATES}. auto: "
                + "val_loss if there is one.")
    @HelpSection(SECTION)
    private Monitor monitor;

    @Option(names = "--max-runtime", paramLabel = "D", converter = Seconds.class,
            description = "Stop cleanly after so long, with 75 if work is left; seconds, or 90s, 30m, 1h.")
    @HelpSection(SECTION)
    private Duration maxRuntime; // null: none

    @Option(names = "--accelerator", paramLabel = "KIND", defaultValue = "auto",
            description = "Where it runs: ${COMPLETION-CANDIDATES}. auto: on a GPU that works, else the "
                + "processor; tmnf doctor says which.")
    @HelpSection(MACHINE)
    private Accelerator accelerator;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0", converter = Ranges.Threads.class,
            description = "Threads of the engine; 0: as many as there are processors. The same number "
                + "gives the same weights again.")
    @HelpSection(MACHINE)
    private int threads;

    @Option(names = "--devices", paramLabel = "N", converter = Ranges.Count.class,
            description = "Accepted for old configurations: one device is used.")
    @HelpSection(MACHINE)
    private Integer devices; // null: not given

    @Option(names = "--precision", paramLabel = "FORM", defaultValue = "auto",
            description = "Accepted for old configurations: ${COMPLETION-CANDIDATES}. All training is 32 "
                + "bit.")
    @HelpSection(MACHINE)
    private Precision precision;

    @Option(names = "--float32-matmul-precision", paramLabel = "FORM", defaultValue = "medium",
            description = "Accepted for old configurations: ${COMPLETION-CANDIDATES}. Products are exact 32 "
                + "bit ones; on a GPU as long as NVIDIA_TF32_OVERRIDE is 0, as the launcher sets it.")
    @HelpSection(MACHINE)
    private MatrixPrecision matrixPrecision;

    @Option(names = "--deterministic", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Accepted for old configurations: on a processor the same settings always give the "
                + "same weights; on a GPU never for certain, with or without it.")
    @HelpSection(MACHINE)
    private boolean deterministic;

    @Option(names = "--profiler", paramLabel = "KIND",
            description = "Accepted for old configurations: ${COMPLETION-CANDIDATES}. There is none here.")
    @HelpSection(MACHINE)
    private Profiler profiler; // null: none

    /** Schedules of the step size. */
    enum Schedule {
        CONSTANT, COSINE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Metrics that may decide. */
    enum Monitor {
        AUTO, VAL_LOSS, TRAIN_LOSS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Devices as they are typed. */
    enum Accelerator {
        AUTO, CPU, GPU;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Precisions of Lightning. */
    enum Precision {
        AUTO("auto"), FULL("32-true"), HALF("16-mixed"), BRAIN("bf16-mixed");

        private final String label;

        Precision(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** Precisions of products. */
    enum MatrixPrecision {
        HIGHEST, HIGH, MEDIUM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Profilers of Lightning. */
    enum Profiler {
        SIMPLE, ADVANCED, PYTORCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How it is learned.
     *
     * @param lr step size, which each command has another one of
     */
    PretrainSettings.Optimisation optimisation(double lr) {
        LrSchedule steps = new LrSchedule(LrSchedule.Shape.valueOf(schedule.name()), warmup);
        CliException.require(!steps.dependsOnLength() || warmup < epochs, "--warmup-epochs " + warmup
                + " is not less than --epochs " + epochs, "leave epochs in which the step size goes down");
        return new PretrainSettings.Optimisation(epochs, batch, lr, steps, gradientLimit,
                earlyStopping ? Optional.of(patience) : Optional.empty(), minDelta, monitor.toString(), seed,
                Optional.ofNullable(maxRuntime));
    }

    /** Says what does not count. */
    void tellIdle(IdleOptions idle) {
        idle.unless(earlyStopping, "without --early-stopping", "--patience", "--min-delta");
    }

    EngineOptions engine(CommandContext context) {
        return EngineSetup.options(context, threads, EngineOptions.DeviceChoice.valueOf(accelerator.name()));
    }

    /** What was asked for and is not done on a GPU, one sentence each. */
    List<String> notOnGpu() {
        return deterministic ? List.of("deterministic: a GPU adds up in an order that changes from run to "
                + "run, so that the same settings give slightly other weights; --accelerator cpu gives the "
                + "same")
                : List.of();
    }

    /** What was asked for and is not done here, one sentence each. */
    List<String> ignored() {
        List<String> ignored = new ArrayList<>();
        if (precision == Precision.HALF || precision == Precision.BRAIN) {
            ignored.add("precision " + precision + ": all training is float32 here");
        }
        if (devices != null && devices > 1) {
            ignored.add("devices " + devices + ": one device is used");
        }
        if (profiler != null) {
            ignored.add("profiler " + profiler + ": there is none here; the speed of each epoch is shown");
        }
        return ignored;
    }
}
