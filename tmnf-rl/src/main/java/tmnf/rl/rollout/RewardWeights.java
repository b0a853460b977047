package tmnf.rl.rollout;

import tmnf.rl.config.RewardSettings;
import tmnf.rl.config.Schedules;
import tmnf.rl.config.TrainSettings;

/**
 * What a reward consists of at a time of the training. Source: training note, section 6.
 *
 * @param perMs for each millisecond
 * @param perMetre for each metre along the reference line
 * @param distance weight of the distance to the current zone centre, in the potential
 * @param distanceLeast metres; nearer counts as this
 * @param distanceMost metres; farther counts as this
 * @param pointAhead weight of the potential of a line that points forwards
 * @param closeLeast metres, for {@link #closeToLine}
 * @param closeMost metres, for {@link #closeToLine}
 * @param speedslide weight of a slide's quality
 * @param neoslide for a speed to the side of 2 m/s or more
 * @param kamikaze for an action with the throttle alone, or at most one wheel on the ground
 * @param closeToLine for each metre to the current zone centre
 * @param finalSpeed for each m/s that the speed grows
 * @param msPerAction milliseconds between two decisions
 */
public record RewardWeights(double perMs, double perMetre, double distance, double distanceLeast,
        double distanceMost, double pointAhead, double closeLeast, double closeMost, double speedslide,
        double neoslide, double kamikaze, double closeToLine, double finalSpeed, int msPerAction) {

    /** The weights after so many frames of a run in its first attempt. */
    public static RewardWeights of(TrainSettings settings, long frames) {
        return of(settings, settings.schedules(), frames);
    }

    /** The weights after so many frames by schedules of their own. */
    public static RewardWeights of(TrainSettings settings, Schedules schedules, long frames) {
        RewardSettings rewards = settings.rewards();
        return new RewardWeights(rewards.constantRewardPerMs(), rewards.rewardPerMAdvancedAlongCenterline(),
                rewards.shapedRewardDistToCurVcp(), rewards.shapedRewardMinDistToCurVcp(),
                rewards.shapedRewardMaxDistToCurVcp(), rewards.shapedRewardPointToVcpAhead(),
                rewards.engineeredRewardMinDistToCurVcp(), rewards.engineeredRewardMaxDistToCurVcp(),
                schedules.speedslide().at(frames), schedules.neoslide().at(frames),
                schedules.kamikaze().at(frames), schedules.closeToLine().at(frames),
                rewards.finalSpeedRewardPerMPerS(), settings.environment().msPerAction());
    }
}
