package tmnf.cli.learn;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.cloning.Dropout;
import tmnf.pretrain.label.CloningTargets;
import tmnf.pretrain.label.Outside;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.train.CloningSettings;

/** Mix-in: which actions are learned, by which network, and what it begins with. */
final class CloningOptions {

    private static final String LABELS = "Labels";
    private static final String MODEL = "Model";
    private static final String FILES = "Run folder";

    @Option(names = "--track-ids", paramLabel = "ID", arity = "1..*", split = ",",
            description = "Only these tracks, in the order that is shuffled for the split. Default: all.")
    @HelpSection(LABELS)
    private List<String> tracks; // null: all

    @Option(names = "--bc-target", paramLabel = "WHICH",
            description = "Which action a frame is labelled with: ${COMPLETION-CANDIDATES}. current_tick: "
                + "what is pressed at it; next_tick: at the next frame, for the offset 0 alone; held: what "
                + "is held longest until the driver decides again, which is what it should press. Default: "
                + "held for --bc-mode full_policy, else current_tick.")
    @HelpSection(LABELS)
    private Target target; // null: by the mode

    @Option(names = "--bc-time-offsets-ms", paramLabel = "MS", split = ",", defaultValue = "0",
            description = "Times from a frame to an action; the network gets a head for each. The driver "
                + "takes that of 0.")
    @HelpSection(LABELS)
    private List<Integer> offsets;

    @Option(names = "--bc-offset-weights", paramLabel = "X", split = ",",
            converter = Ranges.NotNegative.class,
            description = "Weight of each offset in the loss, as many as offsets. Default: 1 for each.")
    @HelpSection(LABELS)
    private List<Double> weights; // null: all 1

    @Option(names = "--bc-mode", paramLabel = "MODE", defaultValue = "backbone",
            description = "What it is for: ${COMPLETION-CANDIDATES}. backbone: the encoder, and what else "
                + "is asked for; full_policy: the driver's whole network, to drive with, as --use-floats "
                + "--use-full-iqn --full-iqn-random-tau --bc-target held; auxiliary_head: the encoder and a "
                + "head of actions, as --use-actions-head. Where these are given themselves, they win.")
    @HelpSection(MODEL)
    private Mode mode;

    @Option(names = "--framework", paramLabel = "NAME", defaultValue = "lightning",
            description = "Accepted for old configurations: ${COMPLETION-CANDIDATES}. There is one loop.")
    @HelpSection(MODEL)
    private Framework framework;

    @Option(names = "--encoder-init-path", paramLabel = "PATH",
            description = "The encoder begins with this one: encoder.pt of tmnf pretrain or the folder of "
                + "its run, a checkpoint, weights of a driver, or a safetensors file.")
    @HelpSection(MODEL)
    private Path encoder; // null: as drawn

    @Option(names = "--bc-resume-run-dir", paramLabel = "DIR",
            description = "All weights begin with those of this earlier run, without its optimiser; --resume "
                + "goes on with a run instead.")
    @HelpSection(MODEL)
    private Path resumed; // null: none

    @Option(names = "--image-normalization", paramLabel = "FORM", defaultValue = "rl",
            description = "What the encoder gets of a pixel: ${COMPLETION-CANDIDATES}. 01: p/255; iqn: "
                + "(p-127.5)/127.5; rl: (p-128)/128, exactly what the driver sees.")
    @HelpSection(MODEL)
    private ModelOptions.Form normalization;

    @Option(names = "--stack-mode", paramLabel = "MODE", defaultValue = "channel",
            description = "How a stack of frames is encoded: ${COMPLETION-CANDIDATES}. channel: as one "
                + "picture; concat: each by itself, which leaves an encoder of one frame.")
    @HelpSection(MODEL)
    private ModelOptions.StackMode stackMode;

    @Option(names = "--use-floats", negatable = true, fallbackValue = "true",
            description = "Let the network see what the driver sees beside the picture, made of the stored "
                + "states. Default: with --bc-mode full_policy.")
    @HelpSection(MODEL)
    private Boolean floats; // null: by the mode

    @Option(names = "--use-actions-head", negatable = true, fallbackValue = "true",
            description = "Heads of two layers, as the driver's; else of one. Default: with --bc-mode "
                + "auxiliary_head.")
    @HelpSection(MODEL)
    private Boolean actionsHead; // null: by the mode

    @Option(names = "--use-full-iqn", negatable = true, fallbackValue = "true",
            description = "Learn the driver's whole network, with its values as ratings; needs "
                + "--use-floats. Default: with --bc-mode full_policy.")
    @HelpSection(MODEL)
    private Boolean fullIqn; // null: by the mode

    @Option(names = "--full-iqn-random-tau", negatable = true, fallbackValue = "true",
            description = "Draw the quantile of each sample instead of taking the median: needed to drive, "
                + "where the mean over quantiles decides. Default: with --bc-mode full_policy.")
    @HelpSection(MODEL)
    private Boolean randomTau; // null: by the mode

    @Option(names = "--dropout", paramLabel = "X", defaultValue = "0", converter = Ranges.Dropped.class,
            description = "Share of the features that a step sets to 0.")
    @HelpSection(MODEL)
    private double dropout;

    @Option(names = "--action-head-dropout", paramLabel = "X", defaultValue = "0",
            converter = Ranges.Dropped.class, description = "The same between the two layers of a head.")
    @HelpSection(MODEL)
    private double headDropout;

    @Option(names = "--save-float-head", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Write float_head.pt where the network sees floats.")
    @HelpSection(FILES)
    private boolean saveFloatHead;

    @Option(names = "--save-actions-head", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Write actions_head.pt where heads are as the driver's.")
    @HelpSection(FILES)
    private boolean saveActionsHead;

    @Option(names = "--merge-actions-head", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Write the heads of all offsets, not only the driver's.")
    @HelpSection(FILES)
    private boolean mergeHeads;

    /** Targets as they are typed. */
    enum Target {
        CURRENT_TICK, NEXT_TICK, HELD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Modes as they are typed. */
    enum Mode {
        BACKBONE, FULL_POLICY, AUXILIARY_HEAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Frameworks of the Python tool. */
    enum Framework {
        NATIVE, LIGHTNING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CloningSettings.Labels labels(CloningSettings.Driver driver) {
        CliException.require(weights == null || weights.size() == offsets.size(), "there are "
                + offsets.size() + " times in bc_time_offsets_ms and " + (weights == null ? 0
                        : weights.size()) + " weights in bc_offset_weights",
                "give a weight for each time, or none at all");
        CliException.require(weights == null || weights.stream().anyMatch(weight -> weight > 0),
                "all weights in bc_offset_weights are 0", "nothing would be learned; raise one");
        CliException.require(tracks == null || tracks.stream().distinct().count() == tracks.size()
                && tracks.stream().noneMatch(String::isBlank), "track_ids has one twice or an empty one",
                "name each track once");
        CloningTargets.Target chosen = target != null
                ? CloningTargets.Target.valueOf(target.name()) : mode == Mode.FULL_POLICY
                ? CloningTargets.Target.HELD : CloningTargets.Target.CURRENT_TICK;
        try {
            return new CloningSettings.Labels(Optional.ofNullable(tracks), new CloningTargets(chosen,
                    offsets, chosen == CloningTargets.Target.HELD ? driver.decisionMs() : 0,
                    Outside.UNKNOWN), weights == null ? Collections.nCopies(offsets.size(), 1.0) : weights);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("bc_target and bc_time_offsets_ms: " + e.getMessage(), "correct them");
        }
    }

    CloningSettings.Network network(CommandContext context) {
        boolean policy = mode == Mode.FULL_POLICY;
        boolean whole = chosen(fullIqn, policy);
        boolean sees = chosen(floats, policy);
        CliException.require(!whole || sees, (fullIqn == null ? "bc_mode full_policy asks for use_full_iqn, "
                + "which" : "use_full_iqn") + " needs use_floats: the driver's network sees more than the "
                + "picture" + (floats == null ? "" : ", and use_floats is false"), floats == null
                        ? "give --use-floats too, or --bc-mode full_policy for both"
                        : "give --use-floats, or --no-use-full-iqn for a network without them");
        CliException.require(!whole || stackMode == ModelOptions.StackMode.CHANNEL,
                "use_full_iqn has no place for stack_mode concat", "take --stack-mode channel");
        return new CloningSettings.Network(CloningSettings.Mode.valueOf(mode.name()),
                normalization.normalization(), StackedEncoder.Mode.valueOf(stackMode.name()), sees,
                chosen(actionsHead, mode == Mode.AUXILIARY_HEAD), whole, chosen(randomTau, policy),
                new Dropout(dropout, headDropout), Optional.ofNullable(encoder).map(context::resolve),
                Optional.ofNullable(resumed).map(context::resolve));
    }

    private static boolean chosen(Boolean given, boolean byMode) {
        return given == null ? byMode : given;
    }

    /** Says what does not count in the network that is learned. */
    void tellIdle(IdleOptions idle, CloningSettings.Network network, int stack) {
        boolean ofDriver = network.fullIqn() || network.actionsHead();
        String noHeads = "without --use-actions-head or --use-full-iqn";
        idle.unless(network.fullIqn(), "without --use-full-iqn", "--full-iqn-random-tau",
                        "--iqn-embedding-dimension")
                .unless(!network.fullIqn(), "beside --use-full-iqn, which has heads of two layers",
                        "--use-actions-head")
                .unless(network.floats(), "without --use-floats", "--save-float-head", "--float-hidden-dim")
                .unless(ofDriver, noHeads, "--save-actions-head", "--action-head-dropout",
                        "--dense-hidden-dimension", "--merge-actions-head")
                .unless(!ofDriver || offsets.size() > 1, "with a single time in --bc-time-offsets-ms",
                        "--merge-actions-head")
                .unless(stack > 1, "with --n-stack 1", "--stack-mode")
                .unless(resumed == null, "beside --bc-resume-run-dir, which sets all weights",
                        "--encoder-init-path");
    }

    CloningFiles.Wanted files() {
        return new CloningFiles.Wanted(saveFloatHead, saveActionsHead, mergeHeads);
    }
}
