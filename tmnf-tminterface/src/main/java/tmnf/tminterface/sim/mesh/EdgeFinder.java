package tmnf.tminterface.sim.mesh;

import java.util.Arrays;

/**
 * Finds the edges of a mesh that a car can touch: free ones (of one triangle) and convex ones between two.
 * Silent are edges of triangles in one plane, concave ones, those that more than two triangles share, and
 * those that another triangle covers: one within 3 cm of each of three points of the edge.
 *
 * <p>Corners within a millimetre of each other are one. Joints where triangles meet without common corners
 * are covered, and so silent.
 */
final class EdgeFinder {

    private static final double WELD = 1e-3;
    private static final double WELD_CELL = 4e-3;
    private static final double COVER = 0.03;
    private static final double[] COVER_POINTS = {1.0 / 6, 0.5, 5.0 / 6};
    /** Sine of the least angle at which an edge counts as convex. */
    private static final double LEAST_ANGLE = 1e-3;
    private static final double FOLDED = 0.99;

    private final SurfaceMesh mesh;
    private final int size;
    private final byte[] edges;
    /** The welded corner of each corner. */
    private final int[] corners;
    // Welding: corners that stand for a place, chained by place.
    private final int[] chain;
    private final int[] heads;
    // Edges by their two corners: heads of chains of 3 * triangle + edge.
    private final int[] edgeHeads;
    private final int[] edgeChain;

    EdgeFinder(SurfaceMesh mesh) {
        this.mesh = mesh;
        this.size = mesh.size();
        this.edges = new byte[size];
        this.corners = new int[3 * size];
        this.chain = new int[3 * size];
        int table = Integer.highestOneBit(Math.max(16, 6 * size));
        this.heads = new int[table];
        this.edgeHeads = new int[table];
        this.edgeChain = new int[3 * size];
        Arrays.fill(heads, -1);
        Arrays.fill(edgeHeads, -1);
    }

    /** Bits 0 to 2 of each triangle's byte: its edges that can be touched. */
    byte[] classify() {
        for (int corner = 0; corner < 3 * size; corner++) {
            corners[corner] = weld(corner);
        }
        for (int edge = 0; edge < 3 * size; edge++) {
            int slot = edgeSlot(edge);
            edgeChain[edge] = edgeHeads[slot];
            edgeHeads[slot] = edge;
        }
        for (int edge = 0; edge < 3 * size; edge++) {
            if (corners[edge] != corners[next(edge)] && stands(edge) && !covered(edge)) {
                edges[edge / 3] |= (byte) (1 << edge % 3);
            }
        }
        return edges;
    }

    /** The corner at the end of the edge that begins at one. */
    private static int next(int corner) {
        return corner % 3 == 2 ? corner - 2 : corner + 1;
    }

    private double coordinate(int corner, int axis) {
        return mesh.corner(corner / 3, corner % 3, axis);
    }

    private int weld(int corner) {
        long[] low = new long[3];
        long[] high = new long[3];
        for (int axis = 0; axis < 3; axis++) {
            low[axis] = (long) Math.floor((coordinate(corner, axis) - WELD) / WELD_CELL);
            high[axis] = (long) Math.floor((coordinate(corner, axis) + WELD) / WELD_CELL);
        }
        for (long x = low[0]; x <= high[0]; x++) {
            for (long y = low[1]; y <= high[1]; y++) {
                for (long z = low[2]; z <= high[2]; z++) {
                    for (int c = heads[cornerSlot(x, y, z)]; c >= 0; c = chain[c]) {
                        if (same(c, corner)) {
                            return c;
                        }
                    }
                }
            }
        }
        int slot = cornerSlot((long) Math.floor(coordinate(corner, 0) / WELD_CELL),
                (long) Math.floor(coordinate(corner, 1) / WELD_CELL),
                (long) Math.floor(coordinate(corner, 2) / WELD_CELL));
        chain[corner] = heads[slot];
        heads[slot] = corner;
        return corner;
    }

    private boolean same(int a, int b) {
        return Math.abs(coordinate(a, 0) - coordinate(b, 0)) <= WELD
                && Math.abs(coordinate(a, 1) - coordinate(b, 1)) <= WELD
                && Math.abs(coordinate(a, 2) - coordinate(b, 2)) <= WELD;
    }

    private int cornerSlot(long x, long y, long z) {
        return slot((x * 73_856_093L ^ y * 19_349_663L ^ z * 83_492_791L) * 0x9E3779B97F4A7C15L);
    }

    private int edgeSlot(int edge) {
        long a = corners[edge];
        long b = corners[next(edge)];
        return slot((Math.min(a, b) << 32 | Math.max(a, b)) * 0x9E3779B97F4A7C15L);
    }

    private int slot(long mixed) {
        return (int) (mixed >>> 32) & heads.length - 1;
    }

    /** Whether an edge is free, or convex and this triangle's to be touched. */
    private boolean stands(int edge) {
        int a = corners[edge];
        int b = corners[next(edge)];
        int other = -1;
        for (int e = edgeHeads[edgeSlot(edge)]; e >= 0; e = edgeChain[e]) {
            int c = corners[e];
            int d = corners[next(e)];
            if (e != edge && (c == a && d == b || c == b && d == a)) {
                if (other >= 0) {
                    return false;
                }
                other = e;
            }
        }
        return other < 0 || edge < other && isConvex(edge, other);
    }

    private boolean isConvex(int edge, int other) {
        double[] mine = inwards(edge);
        double[] others = inwards(other);
        int triangle = edge / 3;
        double below = 0;
        double together = 0;
        for (int axis = 0; axis < 3; axis++) {
            below -= mesh.normal(triangle, axis) * others[axis];
            together += mine[axis] * others[axis];
        }
        return below > LEAST_ANGLE || together > FOLDED;
    }

    /** Unit vector in the triangle's plane, square to the edge, towards its third corner. */
    private double[] inwards(int edge) {
        int triangle = edge / 3;
        double[] along = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            along[axis] = coordinate(next(edge), axis) - coordinate(edge, axis);
        }
        double nx = mesh.normal(triangle, 0);
        double ny = mesh.normal(triangle, 1);
        double nz = mesh.normal(triangle, 2);
        double[] in = {ny * along[2] - nz * along[1], nz * along[0] - nx * along[2],
            nx * along[1] - ny * along[0]};
        double length = Math.sqrt(in[0] * in[0] + in[1] * in[1] + in[2] * in[2]);
        for (int axis = 0; axis < 3; axis++) {
            in[axis] /= length;
        }
        return in;
    }

    /** Whether one other triangle, not a neighbour over this edge, lies along all of it. */
    private boolean covered(int edge) {
        double[][] points = new double[COVER_POINTS.length][3];
        for (int i = 0; i < COVER_POINTS.length; i++) {
            for (int axis = 0; axis < 3; axis++) {
                double from = coordinate(edge, axis);
                points[i][axis] = from + (coordinate(next(edge), axis) - from) * COVER_POINTS[i];
            }
        }
        for (double[] point : points) {
            if (!near(edge, point)) {
                return false;
            }
        }
        return true;
    }

    private boolean near(int edge, double[] point) {
        int cell = mesh.cell(point[0], point[1], point[2]);
        for (int i = mesh.first(cell); i < mesh.end(cell); i++) {
            int triangle = mesh.entry(i);
            if (mesh.isNear(triangle, point[0], point[1], point[2], COVER) && !hasEdge(triangle, edge)
                    && TriangleDistance.squared(mesh, triangle, point) <= COVER * COVER) {
                return true;
            }
        }
        return false;
    }

    /** Whether a triangle has this edge among its own. */
    private boolean hasEdge(int triangle, int edge) {
        boolean begin = false;
        boolean end = false;
        for (int corner = 3 * triangle; corner < 3 * triangle + 3; corner++) {
            begin |= corners[corner] == corners[edge];
            end |= corners[corner] == corners[next(edge)];
        }
        return begin && end;
    }
}
