package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A convex polygon of the ground, corners in order as x, z, x, z ... */
record ConvexArea(double[] corners) {

    /** Pieces smaller than this are left out, in square metres. */
    private static final double SMALLEST = 1e-6;

    static ConvexArea box(double x0, double z0, double x1, double z1) {
        return new ConvexArea(new double[] {x0, z0, x0, z1, x1, z1, x1, z0});
    }

    int size() {
        return corners.length / 2;
    }

    double x(int corner) {
        return corners[2 * corner];
    }

    double z(int corner) {
        return corners[2 * corner + 1];
    }

    /** Twice the area; positive when the corners turn from +z towards +x. */
    private double twiceArea() {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            int next = (i + 1) % size();
            sum += z(i) * x(next) - z(next) * x(i);
        }
        return sum;
    }

    boolean isEmpty() {
        return size() < 3 || Math.abs(twiceArea()) < 2 * SMALLEST;
    }

    /** The same, with its corners turning from +z towards +x: upwards in a mesh. */
    ConvexArea upwards() {
        if (twiceArea() >= 0) {
            return this;
        }
        double[] reversed = new double[corners.length];
        for (int i = 0; i < size(); i++) {
            reversed[2 * i] = x(size() - 1 - i);
            reversed[2 * i + 1] = z(size() - 1 - i);
        }
        return new ConvexArea(reversed);
    }

    /** What is left when {@code hole}, whose corners turn upwards, is taken out: convex pieces. */
    List<ConvexArea> without(ConvexArea hole) {
        if (isApart(hole)) {
            return List.of(this);
        }
        List<ConvexArea> pieces = new ArrayList<>();
        ConvexArea rest = this;
        for (int i = 0; i < hole.size() && !rest.isEmpty(); i++) {
            int next = (i + 1) % hole.size();
            if (hole.x(i) == hole.x(next) && hole.z(i) == hole.z(next)) {
                continue;
            }
            ConvexArea outside = rest.cut(hole, i, next, -1);
            if (!outside.isEmpty()) {
                pieces.add(outside);
            }
            rest = rest.cut(hole, i, next, 1);
        }
        return rest.isEmpty() ? List.of(this) : pieces;
    }

    private boolean isApart(ConvexArea other) {
        return max(0) <= other.min(0) || other.max(0) <= min(0) || max(1) <= other.min(1)
                || other.max(1) <= min(1);
    }

    double min(int axis) {
        return Corners.least(corners, axis, 2);
    }

    double max(int axis) {
        return Corners.greatest(corners, axis, 2);
    }

    /** The part on one side of the line through two corners of another area: 1 inside of it, -1 outside. */
    private ConvexArea cut(ConvexArea by, int from, int to, int side) {
        double dx = by.x(to) - by.x(from);
        double dz = by.z(to) - by.z(from);
        double[] kept = new double[2 * corners.length + 4];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            int next = (i + 1) % size();
            double here = side * (dz * (x(i) - by.x(from)) - dx * (z(i) - by.z(from)));
            double there = side * (dz * (x(next) - by.x(from)) - dx * (z(next) - by.z(from)));
            if (here >= 0) {
                kept[count++] = x(i);
                kept[count++] = z(i);
            }
            if (here > 0 && there < 0 || here < 0 && there > 0) {
                double share = here / (here - there);
                kept[count++] = x(i) + (x(next) - x(i)) * share;
                kept[count++] = z(i) + (z(next) - z(i)) * share;
            }
        }
        return new ConvexArea(Arrays.copyOf(kept, count));
    }
}
