package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the heights of swept surfaces above a point of the plan. */
final class SurfaceIndex {

    private static final double CELL = 16;

    private final Map<Long, List<double[]>> facets = new HashMap<>();

    /** Adds the facets that a car could stand on. */
    void add(SurfaceGrid grid) {
        for (int row = 0; row + 1 < grid.rows(); row++) {
            for (int strip = 0; strip + 1 < grid.corners(); strip++) {
                add(corner(grid, row, strip), corner(grid, row + 1, strip), corner(grid, row + 1, strip + 1));
                add(corner(grid, row, strip), corner(grid, row + 1, strip + 1), corner(grid, row, strip + 1));
            }
        }
    }

    private static double[] corner(SurfaceGrid grid, int row, int corner) {
        return new double[] {grid.at(row, corner, 0), grid.at(row, corner, 1), grid.at(row, corner, 2)};
    }

    private void add(double[] a, double[] b, double[] c) {
        double area = (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]);
        if (area < 1e-9) {
            return; // upright or overhead
        }
        double[] facet = {a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2], area};
        int lastX = cell(Math.max(a[0], Math.max(b[0], c[0])));
        int lastZ = cell(Math.max(a[2], Math.max(b[2], c[2])));
        for (int x = cell(Math.min(a[0], Math.min(b[0], c[0]))); x <= lastX; x++) {
            for (int z = cell(Math.min(a[2], Math.min(b[2], c[2]))); z <= lastZ; z++) {
                facets.computeIfAbsent(key(x, z), k -> new ArrayList<>()).add(facet);
            }
        }
    }

    private static int cell(double coordinate) {
        return (int) Math.floor(coordinate / CELL);
    }

    private static long key(int x, int z) {
        return (long) x << 32 | z & 0xFFFFFFFFL;
    }

    /** Whether a surface passes the point of the plan between these heights. */
    boolean covers(double x, double z, double lowest, double highest) {
        for (double[] f : facets.getOrDefault(key(cell(x), cell(z)), List.of())) {
            double u = ((f[5] - z) * (f[6] - x) - (f[3] - x) * (f[8] - z)) / f[9];
            double v = ((f[8] - z) * (f[0] - x) - (f[6] - x) * (f[2] - z)) / f[9];
            double w = 1 - u - v;
            if (u >= -1e-9 && v >= -1e-9 && w >= -1e-9) {
                double y = u * f[1] + v * f[4] + w * f[7];
                if (y >= lowest && y <= highest) {
                    return true;
                }
            }
        }
        return false;
    }
}
