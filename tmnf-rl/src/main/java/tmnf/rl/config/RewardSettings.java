package tmnf.rl.config;

/**
 * Section {@code rewards}. Keys and units are explained in {@code config/rl/default.yaml}. Source: training
 * note, sections 2.4 and 6.
 */
public record RewardSettings(@Live double constantRewardPerMs,
        @Live double rewardPerMAdvancedAlongCenterline, @Live double shapedRewardDistToCurVcp,
        @Live double shapedRewardMinDistToCurVcp, @Live double shapedRewardMaxDistToCurVcp,
        @Live double engineeredRewardMinDistToCurVcp, @Live double engineeredRewardMaxDistToCurVcp,
        @Live double shapedRewardPointToVcpAhead, @Live Schedule engineeredSpeedslideRewardSchedule,
        @Live Schedule engineeredNeoslideRewardSchedule, @Live Schedule engineeredKamikazeRewardSchedule,
        @Live Schedule engineeredCloseToVcpRewardSchedule, @Live double finalSpeedRewardAsIfDurationS) {

    /** Upstream's shipped values. */
    public static final RewardSettings DEFAULT = new RewardSettings(-0.0012, 0.01, -0.1, 2, 25, 5, 25, 0,
            slides(), slides(), Schedule.constant(Schedule.Kind.LINEAR, 0),
            Schedule.constant(Schedule.Kind.LINEAR, 0), 2);

    /** Checks the ranges. */
    public RewardSettings {
        Checks.finite("constant_reward_per_ms", constantRewardPerMs);
        Checks.finite("reward_per_m_advanced_along_centerline", rewardPerMAdvancedAlongCenterline);
        Checks.finite("shaped_reward_dist_to_cur_vcp", shapedRewardDistToCurVcp);
        Checks.finite("shaped_reward_point_to_vcp_ahead", shapedRewardPointToVcpAhead);
        Checks.finite("final_speed_reward_as_if_duration_s", finalSpeedRewardAsIfDurationS);
        Checks.require(shapedRewardMinDistToCurVcp >= 0
                && shapedRewardMinDistToCurVcp <= shapedRewardMaxDistToCurVcp,
                "shaped_reward_min_dist_to_cur_vcp", shapedRewardMinDistToCurVcp,
                "from 0 to shaped_reward_max_dist_to_cur_vcp");
        Checks.require(engineeredRewardMinDistToCurVcp >= 0
                && engineeredRewardMinDistToCurVcp <= engineeredRewardMaxDistToCurVcp,
                "engineered_reward_min_dist_to_cur_vcp", engineeredRewardMinDistToCurVcp,
                "from 0 to engineered_reward_max_dist_to_cur_vcp");
    }

    private static Schedule slides() {
        return Schedule.of(Schedule.Kind.LINEAR, 0, 0, 4.5e6, 0, 5e6, 0.001, 15e6, 0);
    }

    /** Reward for each m/s that the speed forwards grows. */
    public double finalSpeedRewardPerMPerS() {
        return rewardPerMAdvancedAlongCenterline * finalSpeedRewardAsIfDurationS;
    }
}
