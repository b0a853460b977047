package tmnf.tminterface.sim.mesh;

import java.util.Arrays;

/** Gathers triangles for a {@link SurfaceMesh}. World coordinates in metres, y up. */
public final class MeshBuilder {

    /** Coordinates of a triangle. */
    private static final int CORNERS = 9;

    private double[] corners = new double[CORNERS * 256];
    private byte[] materials = new byte[256];
    private int count;

    /**
     * A triangle, drivable on the side from which its corners run counter-clockwise. One without an area is
     * left out.
     *
     * @param material a surface id of the game, 0 to 30
     */
    public MeshBuilder triangle(double ax, double ay, double az, double bx, double by, double bz,
            double cx, double cy, double cz, int material) {
        if (count == materials.length) {
            corners = Arrays.copyOf(corners, corners.length * 2);
            materials = Arrays.copyOf(materials, materials.length * 2);
        }
        double[] triangle = {ax, ay, az, bx, by, bz, cx, cy, cz};
        if (SurfaceMesh.normal(triangle, 0) != null) {
            System.arraycopy(triangle, 0, corners, CORNERS * count, CORNERS);
            materials[count] = (byte) material;
            count++;
        }
        return this;
    }

    /** How many triangles there are so far. */
    public int size() {
        return count;
    }

    public SurfaceMesh build() {
        return new SurfaceMesh(Arrays.copyOf(corners, CORNERS * count), Arrays.copyOf(materials, count));
    }
}
