package tmnf.rl.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ZoneLine;

/**
 * Where the car was in a race. A rollout has no positions, but zone centres and the world's up as the car saw
 * them: with the line's centres in the world that gives the car's place, exact to a millimetre or so.
 */
public final class CarPath {

    private static final int AXES = 3;
    private static final double KMH = 3.6;
    /** Centres nearer than this to each other give no direction. */
    private static final double LEAST_METRES = 1;

    private CarPath() {
    }

    /**
     * The car at one decision.
     *
     * @param ms race time
     * @param x metres
     * @param y metres, up
     * @param z metres
     */
    public record Place(int ms, double x, double y, double z) {
    }

    /**
     * At each decision; those at which it cannot be told are left out.
     *
     * @param line along which the race was driven
     * @param actionMs from one decision to the next, milliseconds; the first one is at 0
     */
    public static List<Place> of(Rollout race, ObservationLayout layout, ZoneLine line, int actionMs) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < race.decisions(); i++) {
            double[] place = place(race.states(), i * race.floats(), race.zones()[i], layout, line);
            if (place.length > 0 && Arrays.stream(place).allMatch(Double::isFinite)) {
                places.add(new Place(i * actionMs, place[0], place[1], place[2]));
            }
        }
        return places;
    }

    /** Speed at a decision, km/h. */
    public static double kmh(Rollout race, ObservationLayout layout, int decision) {
        double[] velocity = seen(race.states(), decision * race.floats()
                + layout.offset(ObservationLayout.VELOCITY));
        return KMH * Math.sqrt(dot(velocity, velocity));
    }

    /** x, y, z; none where all centres that are seen lie above each other. */
    private static double[] place(float[] states, int at, int zone, ObservationLayout layout,
            ZoneLine line) {
        double[] nearest = centre(line, zone);
        double[] there = nearest;
        int farthest = 0;
        double reach = LEAST_METRES;
        for (int i = 1; i < layout.config().zoneCentres(); i++) {
            double[] centre = centre(line, zone + i * layout.config().everyNthCentre());
            double distance = Math.hypot(centre[0] - nearest[0], centre[2] - nearest[2]);
            if (distance > reach) {
                reach = distance;
                farthest = i;
                there = centre;
            }
        }
        if (farthest == 0) {
            return new double[0];
        }
        double[] up = seen(states, at + layout.offset(ObservationLayout.UP));
        double[] first = seen(states, at + layout.zoneCentre(0));
        double[] other = seen(states, at + layout.zoneCentre(farthest));
        // Two directions that are known in both frames, level ones, and up.
        double[] ahead = level(minus(other, first), up);
        double[] beside = cross(up, ahead);
        double alongX = (there[0] - nearest[0]) / reach;
        double alongZ = (there[2] - nearest[2]) / reach;
        double forwards = dot(first, ahead);
        double sideways = dot(first, beside);
        // Of the world's axes, up x (alongX, 0, alongZ) is (alongZ, 0, -alongX).
        return new double[] {nearest[0] - forwards * alongX - sideways * alongZ,
            nearest[1] - dot(first, up), nearest[2] - forwards * alongZ + sideways * alongX};
    }

    private static double[] centre(ZoneLine line, int zone) {
        int at = Math.min(zone, line.size() - 1);
        return new double[] {line.centre(at, 0), line.centre(at, 1), line.centre(at, 2)};
    }

    private static double[] seen(float[] states, int at) {
        return new double[] {states[at], states[at + 1], states[at + 2]};
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
            a[0] * b[1] - a[1] * b[0]};
    }

    /** The unit vector of what is across up. */
    private static double[] level(double[] vector, double[] up) {
        double rise = dot(vector, up);
        double[] level = new double[AXES];
        double squares = 0;
        for (int i = 0; i < AXES; i++) {
            level[i] = vector[i] - rise * up[i];
            squares += level[i] * level[i];
        }
        for (int i = 0; i < AXES; i++) {
            level[i] /= Math.sqrt(squares);
        }
        return level;
    }
}
