package tmnf.rl.config;

/**
 * All schedules, on the frames that really count: {@code global_schedule_speed} is in them, for every one the
 * same. Upstream leaves gamma out.
 *
 * @param learningRate of the optimiser
 * @param gamma discount of a decision
 * @param epsilon probability of an action drawn evenly
 * @param boltzmann probability of the best action after noise
 * @param limitSpeed share of the time of races that explore, with a limit of speed
 * @param speedslide weight of that reward
 * @param neoslide weight of that reward
 * @param kamikaze weight of that reward
 * @param closeToLine weight of that reward
 * @param memory capacity, and when learning starts
 * @param suffix of the log folder's name
 */
public record Schedules(Schedule learningRate, Schedule gamma, Schedule epsilon, Schedule boltzmann,
        Schedule limitSpeed, Schedule speedslide, Schedule neoslide, Schedule kamikaze, Schedule closeToLine,
        Staircase<MemorySize> memory, Staircase<String> suffix) {

    static Schedules of(TrainSettings settings) {
        TrainingSettings training = settings.training();
        RewardSettings rewards = settings.rewards();
        double speed = training.globalScheduleSpeed();
        return new Schedules(training.lrSchedule().scaled(speed), training.gammaSchedule().scaled(speed),
                settings.exploration().epsilonSchedule().scaled(speed),
                settings.exploration().epsilonBoltzmannSchedule().scaled(speed),
                settings.own().limitSpeedSchedule().scaled(speed),
                rewards.engineeredSpeedslideRewardSchedule().scaled(speed),
                rewards.engineeredNeoslideRewardSchedule().scaled(speed),
                rewards.engineeredKamikazeRewardSchedule().scaled(speed),
                rewards.engineeredCloseToVcpRewardSchedule().scaled(speed),
                settings.memory().memorySizeSchedule().scaled(speed),
                training.tensorboardSuffixSchedule().scaled(speed));
    }

    /** All so many frames later: those of an attempt that began then. */
    public Schedules delayed(long frames) {
        return new Schedules(learningRate.delayed(frames), gamma.delayed(frames), epsilon.delayed(frames),
                boltzmann.delayed(frames), limitSpeed.delayed(frames), speedslide.delayed(frames),
                neoslide.delayed(frames), kamikaze.delayed(frames), closeToLine.delayed(frames),
                memory.delayed(frames), suffix.delayed(frames));
    }
}
