package tmnf.tminterface.sim.mesh;

/**
 * One-sided triangles, each with a surface id of the game. Immutable: any number of games may drive on one.
 */
public final class SurfaceMesh {

    private static final double SMALLEST_AREA = 1e-9;

    private final double[] corners;
    private final byte[] materials;
    private final double[] normals;

    SurfaceMesh(double[] corners, byte[] materials) {
        this.corners = corners;
        this.materials = materials;
        this.normals = new double[3 * materials.length];
        for (int i = 0; i < materials.length; i++) {
            System.arraycopy(normal(corners, 9 * i), 0, normals, 3 * i, 3);
        }
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
}
