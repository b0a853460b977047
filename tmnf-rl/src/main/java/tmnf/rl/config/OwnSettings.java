package tmnf.rl.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Section {@code tmnf}: what the Python projects do not have. Every switch is off by default. Keys are
 * explained in {@code config/rl/default.yaml}.
 *
 * @param seed of all that is random
 * @param keepCheckpoints saved states that stay, the newest ones
 * @param saveIntervalS seconds between two saves
 * @param persistBuffer whether the transitions are saved, too
 * @param memoryShare the transitions may take this share of the memory that is free
 * @param explorationsPerEvaluation races with drawn actions before a greedy one, where the command names the
 *         map
 * @param batchesToCatchUp races wait while the learner has more batches than these to catch up with; 0: they
 *         never wait
 * @param holdRandomActions decisions for which an action that was drawn is held at most; 1: each is drawn
 * @param limitSpeedSchedule share of the time of races that explore, in which the car brakes when it is
 *         faster than a limit that is drawn, times the share of greedy races that do not finish
 * @param actWithTarget races are driven by the target network, which follows the learned one slowly
 * @param standStillAfterCutoff the last state of a race without progress is worth what standing there is
 * @param randomQuantiles decisions that explore draw their quantiles, as upstream's do; else they are fixed
 * @param layerNormalisation in the heads
 * @param munchausen targets with the policy's logarithm added
 * @param munchausenAlpha its weight
 * @param munchausenTemperature of the policy
 * @param munchausenClip the logarithm is at least this
 * @param impalaEncoder residual encoder with global average pooling
 * @param annealing steps and gamma move after each reset, and the reset shrinks and perturbs
 * @param annealingBatches batches until they have moved
 * @param annealingFirstNSteps steps right after a reset
 * @param annealingFirstGamma gamma right after a reset
 * @param shrinkPerturb share of fresh weights that a reset mixes in
 * @param secondAttemptAfterFrames a run in which no greedy race was finished in so many frames begins anew,
 *         once; 0: it never does
 * @param secondAttempt sections with the keys that are others then
 * @param demonstrations captured datasets that fill the buffer before the first race
 * @param demonstrationShare of the buffer's capacity that they fill at most
 */
public record OwnSettings(long seed, @Live int keepCheckpoints, @Live int saveIntervalS,
        boolean persistBuffer, double memoryShare, int explorationsPerEvaluation,
        @Live int batchesToCatchUp, int holdRandomActions, @Live Schedule limitSpeedSchedule,
        boolean actWithTarget, @Live boolean standStillAfterCutoff, boolean randomQuantiles,
        boolean layerNormalisation, boolean munchausen, double munchausenAlpha,
        double munchausenTemperature, double munchausenClip,
        boolean impalaEncoder, boolean annealing, int annealingBatches, int annealingFirstNSteps,
        double annealingFirstGamma, double shrinkPerturb, long secondAttemptAfterFrames,
        Map<String, Object> secondAttempt, List<String> demonstrations, double demonstrationShare) {

    /** All switches off. */
    public static final OwnSettings DEFAULT = new OwnSettings(444, 3, 300, false, 0.8, 64, 0, 1,
            Schedule.constant(Schedule.Kind.LINEAR, 0), false, false, false, false, false, 0.9, 0.03, -1,
            false, false, 10_000, 10, 0.97, 0.5, 0, Map.of(), List.of(), 0.5);

    /** Checks the ranges. */
    public OwnSettings {
        Checks.atLeast("keep_checkpoints", keepCheckpoints, 1);
        Checks.atLeast("save_interval_s", saveIntervalS, 1);
        Checks.require(memoryShare > 0 && memoryShare <= 1, "memory_share", memoryShare,
                "above 0 and at most 1");
        Checks.atLeast("explorations_per_evaluation", explorationsPerEvaluation, 0);
        Checks.atLeast("batches_to_catch_up", batchesToCatchUp, 0);
        Checks.require(holdRandomActions >= 1 && holdRandomActions <= 1000, "hold_random_actions",
                holdRandomActions, "from 1 to 1000");
        Checks.range(limitSpeedSchedule, "limit_speed_schedule", 0, 1);
        Checks.share("munchausen_alpha", munchausenAlpha);
        Checks.positive("munchausen_temperature", munchausenTemperature);
        Checks.require(munchausenClip < 0, "munchausen_clip", munchausenClip, "below 0");
        Checks.atLeast("annealing_batches", annealingBatches, 1);
        Checks.require(annealingFirstNSteps >= 1 && annealingFirstNSteps <= 1000, "annealing_first_n_steps",
                annealingFirstNSteps, "from 1 to 1000");
        Checks.share("annealing_first_gamma", annealingFirstGamma);
        Checks.share("shrink_perturb", shrinkPerturb);
        Checks.atLeast("second_attempt_after_frames", secondAttemptAfterFrames, 0);
        secondAttempt = Collections.unmodifiableMap(new LinkedHashMap<>(secondAttempt));
        demonstrations = List.copyOf(demonstrations);
        Checks.share("demonstration_share", demonstrationShare);
    }
}
