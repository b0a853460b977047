package tmnf.tminterface.observation;

import java.util.Arrays;
import tmnf.gbx.line.ReferenceLine;

/**
 * The zones of a track, made from its reference line, which is prolonged straight at both ends and smoothed.
 * Immutable; in double precision, as the positions of zones are part of what networks have learned.
 *
 * <pre>
 * centres      C[0 .. N)    N = before + points of the line + after; all but the outer 5 are then the mean
 *                           of the centres 5 before and 5 behind
 * transitions  T[0 .. N-1)  T[i] = (C[i] + C[i+1]) / 2: where zone i ends
 * lengths      D[0 .. N-2)  D[i] = |T[i+1] - T[i]|
 * distances    S[0 .. N-1)  S[0] = 0, S[i+1] = S[i] + D[i]
 * directions   U[0 .. N-2)  U[i] = (T[i+1] - T[i]) / D[i], zero where both coincide
 * </pre>
 */
public final class ZoneLine {

    private static final int DIMENSIONS = ReferenceLine.DIMENSIONS;

    /** How far from a centre those lie whose mean it becomes. */
    private static final int SMOOTHING = 5;

    /** Transitions nearer than this have no direction. */
    private static final double COINCIDE_METRES = 1e-9;

    private final ObservationConfig config;
    private final double[] centres;
    private final double[] transitions;
    private final double[] lengths;
    private final double[] distances;
    private final double[] directions;

    private ZoneLine(ObservationConfig config, double[] centres) {
        this.config = config;
        this.centres = centres;
        int count = centres.length / DIMENSIONS;
        transitions = new double[DIMENSIONS * (count - 1)];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = (centres[i] + centres[i + DIMENSIONS]) / 2;
        }
        lengths = new double[count - 2];
        distances = new double[count - 1];
        directions = new double[DIMENSIONS * (count - 2)];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = distance(transitions, i, i + 1);
            distances[i + 1] = distances[i] + lengths[i];
            for (int at = DIMENSIONS * i; at < DIMENSIONS * (i + 1) && lengths[i] > COINCIDE_METRES; at++) {
                directions[at] = (transitions[at + DIMENSIONS] - transitions[at]) / lengths[i];
            }
        }
    }

    /**
     * The zones along a line.
     *
     * @throws IllegalArgumentException when all points of the line coincide
     */
    public static ZoneLine of(ReferenceLine line, ObservationConfig config) {
        return new ZoneLine(config, smoothed(prolonged(line, config)));
    }

    /** Adds centres at both ends, as far apart as the two outermost ones that do not coincide. */
    private static double[] prolonged(ReferenceLine line, ObservationConfig config) {
        double[] points = line.toArray();
        int before = config.extrapolateBefore();
        int last = line.size() - 1;
        int second = 1;
        while (second < last && distance(points, 0, second) == 0) {
            second++;
        }
        int secondLast = last - 1;
        while (secondLast > 0 && distance(points, last, secondLast) == 0) {
            secondLast--;
        }
        if (distance(points, 0, second) == 0 || distance(points, last, secondLast) == 0) {
            throw new IllegalArgumentException(
                    "all " + line.size() + " points of the reference line coincide; make it from a drive");
        }
        double[] centres = new double[DIMENSIONS * (before + line.size() + config.extrapolateAfter())];
        System.arraycopy(points, 0, centres, DIMENSIONS * before, points.length);
        for (int axis = 0; axis < DIMENSIONS; axis++) {
            double first = points[axis];
            double step = first - points[DIMENSIONS * second + axis];
            for (int k = 1; k <= before; k++) {
                centres[DIMENSIONS * (before - k) + axis] = first + step * k;
            }
            double end = points[DIMENSIONS * last + axis];
            step = end - points[DIMENSIONS * secondLast + axis];
            for (int k = 1; k <= config.extrapolateAfter(); k++) {
                centres[DIMENSIONS * (before + last + k) + axis] = end + step * k;
            }
        }
        return centres;
    }

    private static double[] smoothed(double[] centres) {
        double[] smoothed = centres.clone();
        int reach = DIMENSIONS * SMOOTHING;
        for (int i = reach; i < centres.length - reach; i++) {
            smoothed[i] = (centres[i - reach] + centres[i + reach]) / 2;
        }
        return smoothed;
    }

    private static double distance(double[] points, int from, int to) {
        double dx = points[DIMENSIONS * to] - points[DIMENSIONS * from];
        double dy = points[DIMENSIONS * to + 1] - points[DIMENSIONS * from + 1];
        double dz = points[DIMENSIONS * to + 2] - points[DIMENSIONS * from + 2];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    public ObservationConfig config() {
        return config;
    }

    /** Number of zones, N. */
    public int size() {
        return centres.length / DIMENSIONS;
    }

    /** Coordinate {@code axis} (0 x, 1 y, 2 z) of the centre of a zone, in metres. */
    public double centre(int zone, int axis) {
        return centres[DIMENSIONS * zone + axis];
    }

    /** Coordinate {@code axis} of the transition from a zone to the next one; there are N - 1. */
    public double transition(int zone, int axis) {
        return transitions[DIMENSIONS * zone + axis];
    }

    /** Metres from the end of a zone to the end of the next one; there are N - 2. */
    public double length(int zone) {
        return lengths[zone];
    }

    /** Metres from the first transition to that behind {@code zone}; there are N - 1. */
    public double distance(int zone) {
        return distances[zone];
    }

    /** Coordinate {@code axis} of the unit vector from the end of a zone to the end of the next; N - 2. */
    public double direction(int zone, int axis) {
        return directions[DIMENSIONS * zone + axis];
    }

    /** The zone of a car at the start. */
    public int startZone() {
        return config.extrapolateBefore();
    }

    /** The last zone a car can be in; it stays there beyond the finish. */
    public int lastZone() {
        return size() - 1 - config.extrapolateAfter();
    }

    /** Metres from the first transition to the finish. */
    public double finishDistance() {
        return distances[size() - config.extrapolateAfter()];
    }

    /**
     * How far along the line a car in {@code zone} is: metres from the first transition to the point of its
     * zone that is level with it.
     *
     * @param zone 1 to {@link #lastZone()}
     */
    public double distanceAlong(int zone, double x, double y, double z) {
        int i = zone - 1;
        double into = (x - transition(i, 0)) * direction(i, 0)
                + (y - transition(i, 1)) * direction(i, 1)
                + (z - transition(i, 2)) * direction(i, 2);
        return distances[i] + Math.max(0, Math.min(lengths[i], into));
    }

    /**
     * Which part of a straight move lies before the plane halfway between two zone centres, 0 to 1: how
     * much of the time was spent in the first zone. A move along the plane belongs to the side it is on.
     *
     * @param centre x, y, z of the zone's centre
     * @param next x, y, z of the next zone's centre
     * @param from x, y, z where the move began
     * @param to x, y, z where it ended
     */
    public static double shareBeforeTransition(double[] centre, double[] next, double[] from, double[] to) {
        double toPlane = 0;
        double moved = 0;
        for (int axis = 0; axis < DIMENSIONS; axis++) {
            double direction = next[axis] - centre[axis];
            toPlane += ((centre[axis] + next[axis]) / 2 - from[axis]) * direction;
            moved += (to[axis] - from[axis]) * direction;
        }
        if (moved == 0) {
            return toPlane > 0 ? 1 : 0;
        }
        return Math.max(0, Math.min(1, toPlane / moved));
    }

    /** A copy of the centres in single precision, three numbers each. */
    float[] singleCentres() {
        float[] single = new float[centres.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) centres[i];
        }
        return single;
    }

    /** A copy of the centres: x, y and z of the first, then of the second, and so on. */
    public double[] toArray() {
        return Arrays.copyOf(centres, centres.length);
    }
}
