package tmnf.tminterface.sim.driver;

import java.util.Map;

/**
 * The driver's parameters on the built-in tracks: of those that {@link DriverSearch}, begun with {@link
 * DriverParameters#CAREFUL}, found within half a percent of the best of 10,000 candidates, one with which
 * unsteady hands lose the fewest races. Found on 2026-11-28. {@code DriverSearchTest} searches again and
 * names what it finds where these are more than 3 % slower. Whoever changes the physics, the tracks or the
 * driver runs it:
 *
 * <pre>
 * ./mvnw -pl tmnf-gbx,tmnf-tminterface -Dtest=DriverSearchTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dtmnf.test.groups=slow -Dtmnf.test.excluded= test
 * </pre>
 */
public final class BestParameters {

    private static final Map<String, DriverParameters> BEST = Map.of(
            "straight", new DriverParameters(
                    6, 0.25, 1, 0.4, 0.75, 18, 4, 24, 10, 0.1, 0.5, 0),
            "chicane", new DriverParameters(
                    11.8883, 0.5712, 6.5839, 2.9955, 0.7728, 173.1941, 9.0349, 6.7158, 222.7688, 0.2356,
                    7.7416, 0.2519),
            "hairpins", new DriverParameters(
                    12.251, 0.4627, 1.141, 0.5785, 1.4089, 22.0227, 7.7668, 4, 28.7114, 0.006, 1.378,
                    0.711),
            "jump", new DriverParameters(
                    14.2886, 0.6645, 8.558, 4.331, 0.7188, 143.6077, 2.2632, 28.8216, 228.2239, 0.0901, 0,
                    0.5089),
            "circuit", new DriverParameters(
                    36.8355, 0.2974, 2.8574, 6.0088, 1.236, 34.9009, 4.5888, 4, 148.438, 0.6079, 27.3251,
                    0.1171));

    private BestParameters() {}

    /** The parameters for a built-in track; careful ones for any other name. */
    public static DriverParameters of(String track) {
        return BEST.getOrDefault(track, DriverParameters.CAREFUL);
    }
}
