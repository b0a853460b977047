package tmnf.rl.config;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Section {@code state_normalization}: how observations are scaled. Source: training note, section 2.5.
 *
 * @param waypointMean40cp means of x, y, z of the zone centres; empty for upstream's measured ones
 * @param waypointStd40cp their deviations; empty for upstream's measured ones
 * @param damperStd ours: deviation of the dampers; empty: 0.06, or 0.5 where a run of the Python fork goes on
 */
public record ScalingSettings(@Key("waypoint_mean_40cp") List<Double> waypointMean40cp,
        @Key("waypoint_std_40cp") List<Double> waypointStd40cp, OptionalDouble damperStd) {

    /** Upstream's measured scales, and the damper's of the older project. */
    public static final ScalingSettings DEFAULT = new ScalingSettings(List.of(), List.of(),
            OptionalDouble.empty());

    private static final int NUMBERS = 120;
    private static final double DAMPERS = 0.06;

    /** Checks the lengths and ranges. */
    public ScalingSettings {
        waypointMean40cp = List.copyOf(waypointMean40cp);
        waypointStd40cp = List.copyOf(waypointStd40cp);
        length("waypoint_mean_40cp", waypointMean40cp);
        length("waypoint_std_40cp", waypointStd40cp);
        for (double std : waypointStd40cp) {
            Checks.positive("waypoint_std_40cp", std);
        }
        damperStd.ifPresent(std -> Checks.positive("damper_std", std));
    }

    /** Deviation of the dampers of our own runs. */
    public double dampers() {
        return damperStd.orElse(DAMPERS);
    }

    private static void length(String key, List<Double> values) {
        Checks.require(values.isEmpty() || values.size() == NUMBERS, key, values.size() + " numbers",
                NUMBERS + " numbers, x, y, z of 40 zone centres, or left out");
    }
}
