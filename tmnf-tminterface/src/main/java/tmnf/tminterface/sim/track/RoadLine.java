package tmnf.tminterface.sim.track;

import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Challenge;

/**
 * The middle of a road in driving order, a point about every metre, from where the car starts to where it
 * finishes (one lap). For challenges that list the blocks of their road in driving order, as the built-in
 * ones do. Immutable.
 */
public final class RoadLine {

    private final double[] points; // x, y, z of each
    private final double[] along;
    private final boolean closed;

    /**
     * Where something is along the road.
     *
     * @param point the index of the point before it
     * @param distance metres from the start, along the middle
     * @param offset metres to the left of the middle, seen in driving direction
     * @param height metres above the middle
     */
    public record Place(int point, double distance, double offset, double height) {}

    /** Takes ownership of the points. */
    RoadLine(double[] points, boolean closed) {
        this.points = points;
        this.closed = closed;
        this.along = new double[points.length / 3];
        for (int i = 1; i < along.length; i++) {
            along[i] = along[i - 1] + gap(i - 1);
        }
    }

    /**
     * The line of a challenge.
     *
     * @throws IllegalArgumentException when its blocks are not a road from a start to a finish, in order
     */
    public static RoadLine of(Challenge challenge) {
        return new RoadWalk(challenge.blocks()).line();
    }

    private double gap(int point) {
        double dx = x(point + 1) - x(point);
        double dy = y(point + 1) - y(point);
        double dz = z(point + 1) - z(point);
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** Number of points, at least 2. */
    public int size() {
        return along.length;
    }

    public double x(int point) {
        return points[3 * point];
    }

    /** The height of the road's surface in its middle. */
    public double y(int point) {
        return points[3 * point + 1];
    }

    public double z(int point) {
        return points[3 * point + 2];
    }

    /** Metres from the start to a point. */
    public double distance(int point) {
        return along[point];
    }

    /** Metres from start to finish; of one lap, where the road is closed. */
    public double lengthMetres() {
        return along[along.length - 1];
    }

    /** Whether the last point lies where the first one does. */
    public boolean closed() {
        return closed;
    }

    /** The heading of the piece behind a point: the angle from +z towards +x, radians. */
    public double heading(int point) {
        int from = Math.min(point, size() - 2);
        return StrictMath.atan2(x(from + 1) - x(from), z(from + 1) - z(from));
    }

    /** The place nearest to a position, among all points. */
    public Place locate(double x, double y, double z) {
        return locate(x, y, z, 0, size() - 1);
    }

    /**
     * The place nearest to a position among the points from {@code first} to {@code last}, both inside the
     * line.
     */
    public Place locate(double x, double y, double z, int first, int last) {
        int best = first;
        double bestShare = 0;
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = first; i < Math.min(last, size() - 1); i++) {
            double dx = x(i + 1) - x(i);
            double dy = y(i + 1) - y(i);
            double dz = z(i + 1) - z(i);
            double square = dx * dx + dy * dy + dz * dz;
            double share = ((x - x(i)) * dx + (y - y(i)) * dy + (z - z(i)) * dz) / square;
            share = Math.max(0, Math.min(1, share));
            double restX = x - x(i) - share * dx;
            double restY = y - y(i) - share * dy;
            double restZ = z - z(i) - share * dz;
            double distance = restX * restX + restY * restY + restZ * restZ;
            if (distance < nearest) {
                nearest = distance;
                best = i;
                bestShare = share;
            }
        }
        double heading = heading(best);
        double middleX = x(best) + (x(best + 1) - x(best)) * bestShare;
        double middleZ = z(best) + (z(best + 1) - z(best)) * bestShare;
        double offset = (x - middleX) * StrictMath.cos(heading) - (z - middleZ) * StrictMath.sin(heading);
        return new Place(best, along[best] + gap(best) * bestShare, offset,
                y - y(best) - (y(best + 1) - y(best)) * bestShare);
    }

    /** The same points as other parts of the library take them. */
    public ReferenceLine toReferenceLine() {
        return ReferenceLine.of(points);
    }
}
