package tmnf.tminterface.sim.mesh;

import java.util.Arrays;

/**
 * Cells of 8 m with the triangles near each, in a hash table with open addressing. Only cells that have any
 * exist.
 */
final class MeshGrid {

    private static final double CELL = 8;
    private static final int AXIS_BITS = 21;
    private static final long AXIS_MASK = (1L << AXIS_BITS) - 1;
    private static final int CELLS_PER_AXIS = 1 << AXIS_BITS - 1;
    private static final int MAX_ENTRIES = 40_000_000;
    private static final long EMPTY = -1;

    private long[] keys = new long[1 << 10];
    private int[] ids = new int[1 << 10];
    private int cells;
    /** Where the entries of each cell begin. */
    private int[] starts = new int[1 << 10];
    private final int[] entries;

    MeshGrid(SurfaceMesh mesh) {
        Arrays.fill(keys, EMPTY);
        long total = 0;
        for (int triangle = 0; triangle < mesh.size(); triangle++) {
            if (total + cells(mesh, triangle) > MAX_ENTRIES) {
                throw new IllegalArgumentException("the track's surfaces are too large for a grid of " + CELL
                        + " m: more than " + MAX_ENTRIES + " places at triangle " + triangle
                        + "; keep the track within a few kilometres");
            }
            total += visit(mesh, triangle, null);
        }
        int at = 0;
        for (int id = 0; id < cells; id++) {
            int count = starts[id];
            starts[id] = at;
            at += count;
        }
        int[] next = Arrays.copyOf(starts, cells);
        entries = new int[at];
        for (int triangle = 0; triangle < mesh.size(); triangle++) {
            visit(mesh, triangle, next);
        }
        starts = Arrays.copyOf(starts, cells + 1);
        starts[cells] = at;
    }

    /** At most how many cells a triangle is near. */
    private static double cells(SurfaceMesh mesh, int triangle) {
        double count = 1;
        for (int axis = 0; axis < 3; axis++) {
            double length = mesh.bound(triangle, axis, true) - mesh.bound(triangle, axis, false);
            count *= (length + 2 * SurfaceMesh.REACH) / CELL + 2;
        }
        return count;
    }

    /** Counts a triangle in its cells, or puts it there once {@code next} says where. */
    private int visit(SurfaceMesh mesh, int triangle, int[] next) {
        int[] low = new int[3];
        int[] high = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            low[axis] = index(mesh.bound(triangle, axis, false) - SurfaceMesh.REACH);
            high[axis] = index(mesh.bound(triangle, axis, true) + SurfaceMesh.REACH);
        }
        int count = 0;
        for (int x = low[0]; x <= high[0]; x++) {
            for (int y = low[1]; y <= high[1]; y++) {
                for (int z = low[2]; z <= high[2]; z++) {
                    if (planeIsNear(mesh, triangle, x, y, z)) {
                        count++;
                        if (next == null) {
                            count(key(x, y, z));
                        } else {
                            entries[next[find(key(x, y, z))]++] = triangle;
                        }
                    }
                }
            }
        }
        return count;
    }

    private static boolean planeIsNear(SurfaceMesh mesh, int triangle, int x, int y, int z) {
        double nx = mesh.normal(triangle, 0);
        double ny = mesh.normal(triangle, 1);
        double nz = mesh.normal(triangle, 2);
        double distance = nx * (x + 0.5) * CELL + ny * (y + 0.5) * CELL + nz * (z + 0.5) * CELL
                - mesh.offset(triangle);
        double half = (Math.abs(nx) + Math.abs(ny) + Math.abs(nz)) * CELL / 2;
        return Math.abs(distance) <= half + SurfaceMesh.REACH;
    }

    private static int index(double metres) {
        return (int) Math.floor(metres / CELL);
    }

    private static long key(int x, int y, int z) {
        return (x + CELLS_PER_AXIS & AXIS_MASK) << 2 * AXIS_BITS
                | (y + CELLS_PER_AXIS & AXIS_MASK) << AXIS_BITS
                | z + CELLS_PER_AXIS & AXIS_MASK;
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    private void count(long key) {
        if (2 * cells >= keys.length) {
            rehash();
        }
        int slot = slot(key);
        if (keys[slot] == EMPTY) {
            if (cells == starts.length) {
                starts = Arrays.copyOf(starts, 2 * cells);
            }
            keys[slot] = key;
            ids[slot] = cells++;
        }
        starts[ids[slot]]++;
    }

    private void rehash() {
        long[] oldKeys = keys;
        int[] oldIds = ids;
        keys = new long[2 * oldKeys.length];
        ids = new int[keys.length];
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                ids[slot] = oldIds[i];
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = hash(key) & mask;
        while (keys[slot] != EMPTY && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int find(long key) {
        int slot = slot(key);
        return keys[slot] == EMPTY ? -1 : ids[slot];
    }

    int cell(double x, double y, double z) {
        return find(key(index(x), index(y), index(z)));
    }

    int first(int cell) {
        return cell < 0 ? 0 : starts[cell];
    }

    int end(int cell) {
        return cell < 0 ? 0 : starts[cell + 1];
    }

    int entry(int index) {
        return entries[index];
    }
}
