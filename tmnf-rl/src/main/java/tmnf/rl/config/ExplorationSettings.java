package tmnf.rl.config;

/**
 * Section {@code exploration}: how much is left to chance. Keys are explained in {@code
 * config/rl/default.yaml}. Source: training note, section 2.4.
 */
public record ExplorationSettings(@Live Schedule epsilonSchedule, @Live Schedule epsilonBoltzmannSchedule,
        @Live double tauEpsilonBoltzmann) {

    /** Upstream's shipped values. */
    public static final ExplorationSettings DEFAULT = new ExplorationSettings(
            Schedule.of(Schedule.Kind.EXPONENTIAL, 0, 1, 50e3, 1, 300e3, 0.1, 3e6, 0.03),
            Schedule.of(Schedule.Kind.EXPONENTIAL, 0, 0.15, 10e6, 0.03), 0.01);

    /** Checks the ranges. */
    public ExplorationSettings {
        Checks.range(epsilonSchedule, "epsilon_schedule", 0, 1);
        Checks.range(epsilonBoltzmannSchedule, "epsilon_boltzmann_schedule", 0, 1);
        Checks.notNegative("tau_epsilon_boltzmann", tauEpsilonBoltzmann);
    }
}
