package tmnf.tminterface.sim.mesh;

/**
 * One-sided triangles, each with a surface id of the game. Immutable: any number of games may drive on one.
 *
 * <p>Which triangles are near a point is answered by a grid of cells of 8 m; a cell knows all triangles
 * within {@link #REACH} of any of its points, in ascending order. So the question needs one look-up and no
 * memory:
 *
 * <pre>
 * int cell = mesh.cell(x, y, z);
 * for (int i = mesh.first(cell); i &lt; mesh.end(cell); i++) { ... mesh.entry(i) ... }
 * </pre>
 */
public final class SurfaceMesh {

    /** Within this distance of a point, in metres, no triangle is missed. */
    public static final double REACH = 3;

    private static final double SMALLEST_AREA = 1e-9;

    private final double[] corners;
    private final byte[] materials;
    private final float[] headings;
    private final double[] normals;
    /** Distance of a triangle's plane from the world's origin along its normal. */
    private final double[] offsets;
    /** Least and greatest coordinates, x y z each. */
    private final float[] bounds;
    private final byte[] edges;
    private final MeshGrid grid;

    SurfaceMesh(double[] corners, byte[] materials, float[] headings) {
        this.corners = corners;
        this.materials = materials;
        this.headings = headings;
        this.normals = new double[3 * materials.length];
        this.offsets = new double[materials.length];
        this.bounds = new float[6 * materials.length];
        for (int i = 0; i < materials.length; i++) {
            System.arraycopy(normal(corners, 9 * i), 0, normals, 3 * i, 3);
            offsets[i] = normals[3 * i] * corners[9 * i] + normals[3 * i + 1] * corners[9 * i + 1]
                    + normals[3 * i + 2] * corners[9 * i + 2];
            for (int axis = 0; axis < 3; axis++) {
                double a = corners[9 * i + axis];
                double b = corners[9 * i + 3 + axis];
                double c = corners[9 * i + 6 + axis];
                bounds[6 * i + axis] = Math.nextDown((float) Math.min(a, Math.min(b, c)));
                bounds[6 * i + 3 + axis] = Math.nextUp((float) Math.max(a, Math.max(b, c)));
            }
        }
        this.grid = new MeshGrid(this);
        this.edges = new EdgeFinder(this).classify();
    }

    /** The unit normal of the triangle whose nine coordinates begin at {@code at}; null without an area. */
    static double[] normal(double[] c, int at) {
        double ux = c[at + 3] - c[at];
        double uy = c[at + 4] - c[at + 1];
        double uz = c[at + 5] - c[at + 2];
        double vx = c[at + 6] - c[at];
        double vy = c[at + 7] - c[at + 1];
        double vz = c[at + 8] - c[at + 2];
        double[] n = {uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx};
        double length = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        if (!(length > SMALLEST_AREA)) {
            return null;
        }
        for (int axis = 0; axis < 3; axis++) {
            n[axis] /= length;
        }
        return n;
    }

    /** The number of triangles. */
    public int size() {
        return materials.length;
    }

    /** The surface id of a triangle. */
    public int material(int triangle) {
        return materials[triangle];
    }

    /** A coordinate in metres of a corner (0 to 2), {@code axis} 0 to 2. */
    public double corner(int triangle, int corner, int axis) {
        return corners[9 * triangle + 3 * corner + axis];
    }

    /** A coordinate of a triangle's unit normal, on its drivable side. */
    public double normal(int triangle, int axis) {
        return normals[3 * triangle + axis];
    }

    /** How far the triangle's plane is from the world's origin along its normal, metres. */
    public double offset(int triangle) {
        return offsets[triangle];
    }

    /** A coordinate of the direction into which a turbo pad pushes; all 0 where it has none. */
    public float heading(int triangle, int axis) {
        return headings[3 * triangle + axis];
    }

    /**
     * Whether a car can touch an edge: a free or convex one that no other triangle covers. An edge of two
     * triangles counts for one of them only.
     *
     * @param edge 0 from corner 0 to 1, 1 from 1 to 2, 2 from 2 to 0
     */
    public boolean hasEdge(int triangle, int edge) {
        return (edges[triangle] & 1 << edge) != 0;
    }

    /** Whether a triangle has any such edge. */
    public boolean hasEdges(int triangle) {
        return edges[triangle] != 0;
    }

    /** Whether the box around a triangle is within {@code distance} of a point on every axis. */
    public boolean isNear(int triangle, double x, double y, double z, double distance) {
        int at = 6 * triangle;
        return x >= bounds[at] - distance && x <= bounds[at + 3] + distance
                && y >= bounds[at + 1] - distance && y <= bounds[at + 4] + distance
                && z >= bounds[at + 2] - distance && z <= bounds[at + 5] + distance;
    }

    float bound(int triangle, int axis, boolean greatest) {
        return bounds[6 * triangle + (greatest ? 3 : 0) + axis];
    }

    /** The cell of a point, or -1 where nothing is near. */
    public int cell(double x, double y, double z) {
        return grid.cell(x, y, z);
    }

    /** Index of the first entry of a cell; 0 for -1. */
    public int first(int cell) {
        return grid.first(cell);
    }

    /** Index behind the last entry of a cell; 0 for -1. */
    public int end(int cell) {
        return grid.end(cell);
    }

    /** The triangle of an entry. */
    public int entry(int index) {
        return grid.entry(index);
    }
}
