package tmnf.rl.eval;

import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ZoneLine;

/**
 * Where the car was at each decision, from what the driver saw: an observation has the next zone centres in
 * the car's frame and the world's up, and where zones are in the world is known.
 *
 * <pre>
 * world  w1 = up (0, 1, 0)     w2 = w1 x d / |w1 x d|    w3 = w1 x w2    d from one centre to another
 * car    c1 = up as it is seen c2, c3 the same of d as it is seen
 * R      = w1 c1' + w2 c2' + w3 c3'                  from the car's frame to the world's
 * place  = centre - R (centre as it is seen)
 * </pre>
 *
 * @param x metres
 * @param y metres, up
 * @param z metres
 * @param kmh speed
 */
public record DrivenPath(double[] x, double[] y, double[] z, double[] kmh) {

    private static final int AXES = 3;
    private static final double KMH = 3.6;
    private static final double[] UP = {0, 1, 0};

    /** Of a race along these zones; its observations are laid out as said. */
    public static DrivenPath of(Rollout race, ZoneLine line, ObservationLayout layout) {
        int count = race.decisions();
        DrivenPath path = new DrivenPath(new double[count], new double[count], new double[count],
                new double[count]);
        int upAt = layout.offset(ObservationLayout.UP);
        int speedAt = layout.offset(ObservationLayout.VELOCITY);
        for (int i = 0; i < count; i++) {
            int from = i * race.floats();
            double[] place = place(race.states(), from + upAt, from + layout.zoneCentre(0), race.zones()[i],
                    line);
            path.x[i] = place[0];
            path.y[i] = place[1];
            path.z[i] = place[2];
            path.kmh[i] = KMH * length(vector(race.states(), from + speedAt));
        }
        return path;
    }

    private static double[] place(float[] states, int upAt, int centresAt, int zone, ZoneLine line) {
        int step = line.config().everyNthCentre();
        int other = furthestAside(zone, line);
        double[] inWorld = less(centre(line, zone + other * step), centre(line, zone));
        double[] seen = vector(states, centresAt);
        double[] inCar = less(vector(states, centresAt + AXES * other), seen);
        double[][] world = triad(UP, inWorld);
        double[][] car = triad(unit(vector(states, upAt)), inCar);
        double[] place = centre(line, zone);
        for (int each = 0; each < AXES; each++) {
            double along = dot(car[each], seen);
            for (int axis = 0; axis < AXES; axis++) {
                place[axis] -= world[each][axis] * along;
            }
        }
        return place;
    }

    /** The centre of the observation that lies furthest aside of the first one, seen from above. */
    private static int furthestAside(int zone, ZoneLine line) {
        int step = line.config().everyNthCentre();
        int best = 0;
        double most = -1;
        for (int i = 1; i < line.config().zoneCentres(); i++) {
            double aside = Math.hypot(line.centre(zone + i * step, 0) - line.centre(zone, 0),
                    line.centre(zone + i * step, 2) - line.centre(zone, 2));
            if (aside > most) {
                most = aside;
                best = i;
            }
        }
        return best;
    }

    private static double[][] triad(double[] up, double[] direction) {
        double[] second = unit(cross(up, direction));
        return new double[][] {up, second, cross(up, second)};
    }

    private static double[] centre(ZoneLine line, int zone) {
        return new double[] {line.centre(zone, 0), line.centre(zone, 1), line.centre(zone, 2)};
    }

    private static double[] vector(float[] from, int at) {
        return new double[] {from[at], from[at + 1], from[at + 2]};
    }

    private static double[] less(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double length(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** Zero stays zero: a line that goes straight up has no direction from above. */
    private static double[] unit(double[] a) {
        double length = length(a);
        return length == 0 ? a : new double[] {a[0] / length, a[1] / length, a[2] / length};
    }
}
