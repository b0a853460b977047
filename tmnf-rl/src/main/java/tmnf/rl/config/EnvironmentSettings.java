package tmnf.rl.config;

/**
 * Section {@code environment}: how the game is driven and what of it is seen. Keys and units are explained in
 * {@code config/rl/default.yaml}. Source: training note, section 2.1.
 */
public record EnvironmentSettings(int tmEngineStepPerAction, int msPerTmEngineStep, int nZoneCentersInInputs,
        int oneEveryNZoneCentersInInputs, int nZoneCentersExtrapolateAfterEndOfMap,
        int nZoneCentersExtrapolateBeforeStartOfMap, double distanceBetweenCheckpoints, double roadWidth,
        int temporalMiniRaceDurationMs, double marginToAnnounceFinishMeters,
        int nContactMaterialPhysicsBehaviorTypes, int nPrevActionsInInputs,
        int cutoffRolloutIfRaceNotFinishedWithinDurationMs, int cutoffRolloutIfNoVcpPassedWithinDurationMs,
        int timeoutDuringRunMs, int timeoutBetweenRunsMs, int tmiProtectionTimeoutS, int gameRebootInterval,
        double deckHeight, int gameCameraNumber, boolean syncVirtualAndRealCheckpoints) {

    /** Upstream's shipped values. */
    public static final EnvironmentSettings DEFAULT = new EnvironmentSettings(5, 10, 40, 20, 1000, 20, 0.5,
            90,
            7000, 700, 4, 5, 300_000, 2000, 10_100, 600_000_000, 500, 43_200, Double.NEGATIVE_INFINITY, 2,
            true);

    /** Checks the ranges. */
    public EnvironmentSettings {
        Checks.atLeast("tm_engine_step_per_action", tmEngineStepPerAction, 1);
        Checks.require(msPerTmEngineStep == 10, "ms_per_tm_engine_step", msPerTmEngineStep,
                "10, the game's own");
        Checks.atLeast("temporal_mini_race_duration_ms", temporalMiniRaceDurationMs,
                2L * tmEngineStepPerAction * msPerTmEngineStep);
        Checks.atLeast("cutoff_rollout_if_race_not_finished_within_duration_ms",
                cutoffRolloutIfRaceNotFinishedWithinDurationMs, 1);
        Checks.atLeast("cutoff_rollout_if_no_vcp_passed_within_duration_ms",
                cutoffRolloutIfNoVcpPassedWithinDurationMs, 1);
        Checks.atLeast("timeout_during_run_ms", timeoutDuringRunMs, 1);
        Checks.atLeast("timeout_between_runs_ms", timeoutBetweenRunsMs, 1);
        Checks.atLeast("tmi_protection_timeout_s", tmiProtectionTimeoutS, 1);
        Checks.atLeast("game_reboot_interval", gameRebootInterval, 1);
    }

    /** Milliseconds between two decisions. */
    public int msPerAction() {
        return tmEngineStepPerAction * msPerTmEngineStep;
    }

    /** Decisions of a mini-race. */
    public int miniRaceActions() {
        return temporalMiniRaceDurationMs / msPerAction();
    }
}
