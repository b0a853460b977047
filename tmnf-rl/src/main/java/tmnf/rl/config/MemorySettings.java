package tmnf.rl.config;

import java.util.List;

/**
 * Section {@code memory}: how much is kept, and how it is sampled. Keys are explained in {@code
 * config/rl/default.yaml}. Source: training note, section 2.4.
 */
public record MemorySettings(Staircase<MemorySize> memorySizeSchedule, double prioAlpha, double prioEpsilon,
        double prioBeta, @Live double numberTimesSingleMemoryIsUsedBeforeDiscard, double bufferTestRatio) {

    /** Upstream's values. */
    public static final MemorySettings DEFAULT = new MemorySettings(new Staircase<>(List.of(
            new Staircase.Step<>(0, new MemorySize(50_000, 20_000)),
            new Staircase.Step<>(5_000_000, new MemorySize(100_000, 75_000)),
            new Staircase.Step<>(7_000_000, new MemorySize(200_000, 150_000)))), 0, 2e-3, 1, 32, 0.05);

    /** Checks the ranges. */
    public MemorySettings {
        Checks.share("prio_alpha", prioAlpha);
        Checks.positive("prio_epsilon", prioEpsilon);
        Checks.share("prio_beta", prioBeta);
        Checks.positive("number_times_single_memory_is_used_before_discard",
                numberTimesSingleMemoryIsUsedBeforeDiscard);
        Checks.require(bufferTestRatio >= 0 && bufferTestRatio < 1, "buffer_test_ratio", bufferTestRatio,
                "from 0 to below 1");
        for (int i = 1; i < memorySizeSchedule.steps().size(); i++) {
            int before = memorySizeSchedule.steps().get(i - 1).value().capacity();
            int after = memorySizeSchedule.steps().get(i).value().capacity();
            Checks.require(after >= before, "memory_size_schedule", after,
                    "at least the capacity before it, " + before);
        }
    }

    /** The most transitions that are ever kept. */
    public int largestCapacity() {
        return memorySizeSchedule.steps().get(memorySizeSchedule.steps().size() - 1).value().capacity();
    }
}
