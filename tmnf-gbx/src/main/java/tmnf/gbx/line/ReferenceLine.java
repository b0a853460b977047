package tmnf.gbx.line;

import java.util.Arrays;

/**
 * A line along a drive: points at about the same distance from each other, in metres. Immutable; kept flat,
 * since lines of 100,000 points occur.
 */
public final class ReferenceLine {

    /** Numbers of one point: x, y, z. */
    public static final int DIMENSIONS = 3;

    private final double[] coordinates;

    private ReferenceLine(double[] coordinates) {
        this.coordinates = coordinates;
    }

    /**
     * A line through these points.
     *
     * @param coordinates x, y and z of the first point, then of the second ...; copied
     * @throws IllegalArgumentException when it is no line: fewer than two points, or a number that is not
     *     finite
     */
    public static ReferenceLine of(double[] coordinates) {
        return owning(coordinates.clone());
    }

    /** Like {@link #of}, but takes ownership of the array. */
    static ReferenceLine owning(double[] coordinates) {
        if (coordinates.length % DIMENSIONS != 0 || coordinates.length < 2 * DIMENSIONS) {
            throw new IllegalArgumentException(coordinates.length + " numbers are no two or more points");
        }
        for (int i = 0; i < coordinates.length; i++) {
            if (!Double.isFinite(coordinates[i])) {
                throw new IllegalArgumentException("point " + i / DIMENSIONS + ": " + coordinates[i]);
            }
        }
        return new ReferenceLine(coordinates);
    }

    /** Number of points, at least 2. */
    public int size() {
        return coordinates.length / DIMENSIONS;
    }

    public double x(int point) {
        return coordinates[point * DIMENSIONS];
    }

    public double y(int point) {
        return coordinates[point * DIMENSIONS + 1];
    }

    public double z(int point) {
        return coordinates[point * DIMENSIONS + 2];
    }

    /** A copy: x, y and z of the first point, then of the second, and so on. */
    public double[] toArray() {
        return coordinates.clone();
    }

    /** Distance from {@code point} to the next one. */
    public double gap(int point) {
        return Math.sqrt(square(x(point + 1) - x(point))
                + square(y(point + 1) - y(point))
                + square(z(point + 1) - z(point)));
    }

    /** Sum of all gaps. */
    public double lengthMetres() {
        double length = 0;
        for (int i = 0; i + 1 < size(); i++) {
            length += gap(i);
        }
        return length;
    }

    /**
     * The same line with {@code pieces} points for each of its points: those between it and the next one at
     * equal distances, and behind the last point as many going on straight ahead.
     */
    public ReferenceLine densified(int pieces) {
        if (pieces < 1) {
            throw new IllegalArgumentException("pieces must be at least 1, is " + pieces);
        }
        double[] dense = new double[Math.multiplyExact(coordinates.length, pieces)];
        for (int i = 0; i < dense.length; i++) {
            int point = i / DIMENSIONS / pieces;
            int axis = i % DIMENSIONS;
            int from = DIMENSIONS * Math.min(point, size() - 2) + axis;
            double step = coordinates[from + DIMENSIONS] - coordinates[from];
            double share = (double) (i / DIMENSIONS % pieces) / pieces;
            dense[i] = coordinates[DIMENSIONS * point + axis] + step * share;
        }
        return owning(dense);
    }

    /** The same line with four decimals, as files have it: rounded half to even in NumPy's way. */
    public ReferenceLine rounded() {
        double[] rounded = new double[coordinates.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = rounded(coordinates[i]);
        }
        return new ReferenceLine(rounded);
    }

    private static double rounded(double value) {
        double scaled = Math.rint(value * 1e4) / 1e4;
        return Double.isFinite(scaled) ? scaled : value;
    }

    private static double square(double v) {
        return v * v;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReferenceLine that && Arrays.equals(coordinates, that.coordinates);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(coordinates);
    }

    @Override
    public String toString() {
        return "ReferenceLine[" + size() + " points]";
    }
}
