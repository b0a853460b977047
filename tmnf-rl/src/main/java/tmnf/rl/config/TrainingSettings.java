package tmnf.rl.config;

import java.util.List;
import java.util.Optional;

/**
 * Section {@code training}: name, pretrained parts, batches, optimiser, schedules and horizons. Keys are
 * explained in {@code config/rl/default.yaml}. Source: training note, section 2.3.
 */
public record TrainingSettings(String runName, Optional<String> pretrainEncoderPath,
        Optional<String> pretrainBcHeadsPath, Optional<String> pretrainFloatHeadPath,
        Optional<String> pretrainActionsHeadPath, boolean pretrainEncoderFreeze,
        boolean pretrainFloatHeadFreeze, boolean pretrainIqnFcFreeze, boolean pretrainActionsHeadFreeze,
        @Key("pretrain_V_head_freeze") boolean pretrainValueHeadFreeze, int batchSize, double adamEpsilon,
        double adamBeta1, double adamBeta2, @Live double weightDecayLrRatio, @Live double globalScheduleSpeed,
        @Live Schedule lrSchedule, @Live Schedule gammaSchedule, int nSteps,
        boolean discardNonGreedyActionsInNsteps, Staircase<String> tensorboardSuffixSchedule,
        int oversampleLongTermSteps, int oversampleMaximumTermSteps) {

    /** Upstream's shipped values, with a name that says nothing of a track. */
    public static final TrainingSettings DEFAULT = new TrainingSettings("run", Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), false, false, false, false, false, 4096,
            1e-4, 0.9, 0.999, 0.1, 8,
            Schedule.of(Schedule.Kind.EXPONENTIAL, 0, 1e-3, 3e6, 5e-5, 12e6, 5e-5, 15e6, 1e-5),
            Schedule.of(Schedule.Kind.LINEAR, 0, 0.999, 1.5e6, 0.999, 2.5e6, 1), 3, true,
            new Staircase<>(List.of(new Staircase.Step<>(0, ""), new Staircase.Step<>(6_000_000, "_2"),
                    new Staircase.Step<>(15_000_000, "_3"), new Staircase.Step<>(30_000_000, "_4"),
                    new Staircase.Step<>(45_000_000, "_5"), new Staircase.Step<>(80_000_000, "_6"),
                    new Staircase.Step<>(150_000_000, "_7"))), 40, 5);

    private static final double FASTEST = 1e6;

    /** Checks the ranges. */
    public TrainingSettings {
        Checks.require(!runName.isBlank() && runName.matches("[A-Za-z0-9._-]+") && !runName.startsWith("."),
                "run_name", runName, "letters, digits, '.', '_' and '-', as it names folders");
        Checks.atLeast("batch_size", batchSize, 1);
        Checks.positive("adam_epsilon", adamEpsilon);
        Checks.require(adamBeta1 >= 0 && adamBeta1 < 1, "adam_beta1", adamBeta1, "from 0 to below 1");
        Checks.require(adamBeta2 >= 0 && adamBeta2 < 1, "adam_beta2", adamBeta2, "from 0 to below 1");
        Checks.notNegative("weight_decay_lr_ratio", weightDecayLrRatio);
        Checks.require(globalScheduleSpeed > 0 && globalScheduleSpeed <= FASTEST, "global_schedule_speed",
                globalScheduleSpeed, "above 0 and at most " + FASTEST);
        Checks.range(lrSchedule, "lr_schedule", Double.MIN_VALUE, 1);
        Checks.range(gammaSchedule, "gamma_schedule", 0, 1);
        Checks.require(nSteps >= 1 && nSteps <= 1000, "n_steps", nSteps, "from 1 to 1000");
        Checks.atLeast("oversample_maximum_term_steps", oversampleMaximumTermSteps, 0);
        Checks.atLeast("oversample_long_term_steps", oversampleLongTermSteps, oversampleMaximumTermSteps);
        // Frames must stay apart when they are scaled.
        lrSchedule.scaled(globalScheduleSpeed);
        gammaSchedule.scaled(globalScheduleSpeed);
        tensorboardSuffixSchedule.scaled(globalScheduleSpeed);
    }

    /** Whether all but the encoder is frozen. */
    boolean freezesHeads() {
        return pretrainFloatHeadFreeze && pretrainIqnFcFreeze && pretrainActionsHeadFreeze
                && pretrainValueHeadFreeze;
    }
}
