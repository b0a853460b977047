package tmnf.tminterface.sim.driver;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * How a {@link Driver} drives.
 *
 * @param lookaheadMetres how far ahead of the car it aims, at rest
 * @param lookaheadSeconds how much farther for each m/s, so seconds of driving
 * @param steerGain share of the steering that the way to the aim asks for
 * @param steerDamping steering against the difference between the turn that is wanted and the one there is
 * @param cornerGrip share of the yaw rate of full steering that the speed plan counts on
 * @param braking deceleration that the speed plan counts on, m/s2
 * @param widest how far from the middle of the road the line goes, metres
 * @param stretch metres over which the line is pulled straight
 * @param curveMetres metres over which the line's curvature is taken
 * @param anticipation seconds ahead at which the speed plan is read
 * @param coastBand m/s above the plan in which the car neither drives nor brakes
 * @param slideRelief share of the steering that goes while the rear slides
 */
public record DriverParameters(
        double lookaheadMetres, double lookaheadSeconds, double steerGain, double steerDamping,
        double cornerGrip, double braking, double widest, double stretch, double curveMetres,
        double anticipation, double coastBand, double slideRelief) {

    /** Careful enough for roads that nobody has looked at. */
    public static final DriverParameters CAREFUL =
            new DriverParameters(6, 0.25, 1, 0.4, 0.75, 18, 4, 24, 10, 0.1, 0.5, 0);

    static final int COUNT = 12;
    private static final int CORNER_GRIP = 4;
    private static final int BRAKING = 5;
    /** The space that is searched: what is found lies inside, or at a limit that means something. */
    private static final double[] LOW = {1, 0.02, 0.5, 0, 0.5, 8, 0, 4, 3, 0, 0, 0};
    private static final double[] HIGH = {100, 1.5, 12, 8, 5, 250, 13, 60, 300, 2, 30, 1};

    double[] toArray() {
        return new double[] {lookaheadMetres, lookaheadSeconds, steerGain, steerDamping, cornerGrip, braking,
            widest, stretch, curveMetres, anticipation, coastBand, slideRelief};
    }

    /** From numbers in the order of the components, each cut to four digits so that text holds them. */
    static DriverParameters of(double[] v) {
        double[] r = Arrays.stream(v).map(x -> Math.round(x * 1e4) / 1e4).toArray();
        return new DriverParameters(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11]);
    }

    /** Any of the space that the search looks at. */
    static DriverParameters random(SplittableRandom random) {
        double[] v = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            v[i] = LOW[i] + random.nextDouble() * (HIGH[i] - LOW[i]);
        }
        return of(v);
    }

    /** Between two parents, some values moved by up to {@code reach} of their range. */
    static DriverParameters child(DriverParameters a, DriverParameters b, double reach,
            SplittableRandom random) {
        double[] first = a.toArray();
        double[] second = b.toArray();
        for (int i = 0; i < COUNT; i++) {
            double value = random.nextInt(3) == 0 ? second[i] : first[i];
            if (random.nextInt(3) == 0) {
                value += (random.nextDouble() * 2 - 1) * reach * (HIGH[i] - LOW[i]);
            }
            first[i] = Math.max(LOW[i], Math.min(HIGH[i], value));
        }
        return of(first);
    }

    /** These, the given ones, or any between: {@code share} is 0 to 1. */
    DriverParameters towards(DriverParameters other, double share) {
        if (share == 0) {
            return this;
        }
        double[] to = other.toArray();
        double[] v = toArray();
        // The speeds get careful sooner than the hands: halfway hands at nearly the best speeds fall off.
        double speeds = 1 - (1 - share) * (1 - share);
        for (int i = 0; i < COUNT; i++) {
            v[i] += (i == CORNER_GRIP || i == BRAKING ? speeds : share) * (to[i] - v[i]);
        }
        return of(v);
    }

    /** The numbers as the arguments of the constructor. */
    public String toArguments() {
        StringJoiner text = new StringJoiner(", ");
        for (double value : toArray()) {
            String number = String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
            text.add(number);
        }
        return text.toString();
    }
}
