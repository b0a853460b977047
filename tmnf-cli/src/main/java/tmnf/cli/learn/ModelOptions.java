package tmnf.cli.learn;

import java.util.Locale;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.train.PretrainSettings;

/** Mix-in: what is learned. */
final class ModelOptions {

    private static final String SECTION = "Model";
    private static final int LINEAR_STEP = 16;

    @Option(names = "--task", paramLabel = "TASK", defaultValue = "ae",
            description = "What the encoder learns by: ${COMPLETION-CANDIDATES}. An autoencoder (ae, vae) "
                + "draws its frames again, simclr tells views of a frame from those of others, forward tells "
                + "the features of coming frames from the actions, inverse the action between two frames.")
    @HelpSection(SECTION)
    private Task task;

    @Option(names = "--framework", paramLabel = "NAME", defaultValue = "lightning",
            description = "Accepted for old configurations: ${COMPLETION-CANDIDATES}. There is one loop "
                + "here, which validates, clips, saves and resumes; lightly is for simclr without a stack.")
    @HelpSection(SECTION)
    private Framework framework;

    @Option(names = "--image-normalization", paramLabel = "FORM", defaultValue = "01",
            description = "What the encoder gets of a pixel: ${COMPLETION-CANDIDATES}. 01: p/255; iqn: "
                + "(p-127.5)/127.5; rl: (p-128)/128, exactly what the driver sees.")
    @HelpSection(SECTION)
    private Form normalization;

    @Option(names = "--stack-mode", paramLabel = "MODE", defaultValue = "channel",
            description = "How a stack of frames is encoded: ${COMPLETION-CANDIDATES}. channel: as one "
                + "picture; concat: each by itself, which leaves an encoder of one frame.")
    @HelpSection(SECTION)
    private StackMode stackMode;

    @Option(names = "--decoder", paramLabel = "KIND", defaultValue = "auto",
            description = "What draws frames for ae and vae: ${COMPLETION-CANDIDATES}. linear: as the Python "
                + "tool's, for squares of a multiple of 16 pixels; spatial: the mirror of the encoder, with "
                + "few weights, for every size; auto: linear up to 96 pixels where it fits, else spatial.")
    @HelpSection(SECTION)
    private Decoder decoder;

    @Option(names = "--vae-latent", paramLabel = "N", defaultValue = "64", converter = Ranges.Several.class,
            description = "Latent numbers of vae, at least 2.")
    @HelpSection(SECTION)
    private int vaeLatent;

    @Option(names = "--kl-weight", paramLabel = "X", defaultValue = "0.001",
            converter = Ranges.NotNegative.class,
            description = "Weight of the divergence in the loss of vae.")
    @HelpSection(SECTION)
    private double klWeight;

    @Option(names = "--proj-dim", paramLabel = "N", defaultValue = "128", converter = Ranges.Several.class,
            description = "Features that simclr compares, at least 2.")
    @HelpSection(SECTION)
    private int projection;

    @Option(names = "--temperature", paramLabel = "X", defaultValue = "0.5",
            converter = Ranges.Positive.class, description = "Temperature of simclr.")
    @HelpSection(SECTION)
    private double temperature;

    @Option(names = "--forward-steps", paramLabel = "N", defaultValue = "5",
            converter = Ranges.Stack.class, description = "Frames that forward looks ahead, 1 to 32.")
    @HelpSection(SECTION)
    private int forwardSteps;

    @Option(names = "--variance-weight", paramLabel = "X", defaultValue = "1",
            converter = Ranges.NotNegative.class,
            description = "Weight of what makes each feature vary, in the losses of forward and inverse.")
    @HelpSection(SECTION)
    private double varianceWeight;

    @Option(names = "--covariance-weight", paramLabel = "X", defaultValue = "0.04",
            converter = Ranges.NotNegative.class,
            description = "Weight of what makes features differ from each other, in the same.")
    @HelpSection(SECTION)
    private double covarianceWeight;

    /** Tasks as they are typed. */
    enum Task {
        AE, VAE, SIMCLR, FORWARD, INVERSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Frameworks of the Python tool. */
    enum Framework {
        NATIVE, LIGHTLY, LIGHTNING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Normalisations as they are typed. */
    enum Form {
        ZERO_ONE, IQN, RL;

        @Override
        public String toString() {
            return normalization().label();
        }

        Normalization normalization() {
            return Normalization.valueOf(name());
        }
    }

    /** Ways to encode a stack. */
    enum StackMode {
        CHANNEL, CONCAT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Decoders as they are typed. */
    enum Decoder {
        AUTO, SPATIAL, LINEAR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The model for the given data; refuses what does not fit together. */
    PretrainSettings.Model model(PretrainSettings.Data data) {
        CliException.require(framework != Framework.LIGHTLY || task == Task.SIMCLR && data.stack() == 1,
                "framework lightly is for task simclr and n_stack 1, not for task " + task + " and n_stack "
                        + data.stack(), "leave --framework away: every task runs without it");
        boolean square = data.width() == data.height() && data.width() % LINEAR_STEP == 0;
        CliException.require(decoder != Decoder.LINEAR || task != Task.AE && task != Task.VAE || square,
                "decoder linear draws squares of a multiple of 16 pixels, not " + data.width() + "x"
                        + data.height(), "take --decoder spatial, which draws every size");
        return new PretrainSettings.Model(PretrainSettings.Task.valueOf(task.name()),
                StackedEncoder.Mode.valueOf(stackMode.name()), normalization.normalization(),
                PretrainSettings.DecoderKind.valueOf(decoder.name()), vaeLatent, klWeight, projection,
                temperature, new PretrainSettings.Latent(forwardSteps, varianceWeight, covarianceWeight));
    }

    /** Says what does not count for the task. */
    void tellIdle(IdleOptions idle, int stack) {
        String with = "with --task " + task;
        boolean dynamic = task == Task.FORWARD || task == Task.INVERSE;
        idle.unless(task == Task.AE || task == Task.VAE, with, "--decoder")
                .unless(task == Task.VAE, with, "--vae-latent", "--kl-weight")
                .unless(task == Task.SIMCLR, with, "--proj-dim", "--temperature")
                .unless(task == Task.FORWARD, with, "--forward-steps")
                .unless(dynamic, with, "--variance-weight", "--covariance-weight")
                .unless(stack > 1, "with --n-stack 1", "--stack-mode");
    }

    /** What the framework means here, for who asks for another one than the usual; else empty. */
    String frameworkNote() {
        return framework == Framework.LIGHTNING ? ""
                : "framework " + framework + ": there is one loop here, with validation, clipping and "
                        + "checkpoints, whatever the framework";
    }
}
