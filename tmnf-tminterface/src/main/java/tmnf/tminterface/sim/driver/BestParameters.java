package tmnf.tminterface.sim.driver;

import java.util.Map;

/**
 * The driver's parameters on the built-in tracks: the best of 10,000 candidates each, {@link DriverSearch}
 * with seed 1 begun with {@link DriverParameters#CAREFUL}. Found on 2026-11-28 by the search that {@code
 * DriverSearchTest} repeats; it names what it finds where these are more than 3 % slower. Whoever changes the
 * physics, the tracks or the driver runs it again:
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
                    13.963, 0.6, 2.4694, 0.3331, 1.8, 58.8789, 10.2301, 6.2587, 29.8994, 0, 3.9563, 0.0119),
            "hairpins", new DriverParameters(
                    12.251, 0.4627, 1.141, 0.5785, 1.4089, 22.0227, 7.7668, 4, 28.7114, 0.006, 1.378,
                    0.711),
            "jump", new DriverParameters(
                    11.9621, 0.5872, 1.9602, 0.4507, 1.8, 45.6624, 11, 6.123, 29.5798, 0.2741, 3.4797,
                    0.7855),
            "circuit", new DriverParameters(
                    14, 0.6, 2.1816, 1.128, 1.8, 60, 7.4925, 4, 27.6916, 0.3586, 3.5431, 0.6075));

    private BestParameters() {}

    /** The parameters for a built-in track; careful ones for any other name. */
    public static DriverParameters of(String track) {
        return BEST.getOrDefault(track, DriverParameters.CAREFUL);
    }
}
