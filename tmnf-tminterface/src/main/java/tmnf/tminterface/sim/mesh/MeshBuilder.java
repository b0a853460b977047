package tmnf.tminterface.sim.mesh;

import java.util.Arrays;

/** Gathers triangles for a {@link SurfaceMesh}. World coordinates in metres, y up. */
public final class MeshBuilder {

    /** Coordinates of a triangle. */
    private static final int CORNERS = 9;
    private static final int MAX_SIZE = 4_000_000;

    private double[] corners = new double[CORNERS * 256];
    private byte[] materials = new byte[256];
    private float[] headings = new float[3 * 256];
    private final float[] heading = new float[3];
    private int count;

    /**
     * A triangle, drivable on the side from which its corners run counter-clockwise. One without an area is
     * left out.
     *
     * @param material a surface id of the game, 0 to 30
     * @throws IllegalStateException with more triangles than any map has
     */
    public MeshBuilder triangle(double ax, double ay, double az, double bx, double by, double bz,
            double cx, double cy, double cz, int material) {
        if (count == materials.length) {
            grow();
        }
        double[] triangle = {ax, ay, az, bx, by, bz, cx, cy, cz};
        if (SurfaceMesh.normal(triangle, 0) != null) {
            System.arraycopy(triangle, 0, corners, CORNERS * count, CORNERS);
            System.arraycopy(heading, 0, headings, 3 * count, 3);
            materials[count] = (byte) material;
            count++;
        }
        return this;
    }

    /** Two triangles, a b c and a c d; for four corners of a plane that run counter-clockwise. */
    public MeshBuilder quad(double ax, double ay, double az, double bx, double by, double bz,
            double cx, double cy, double cz, double dx, double dy, double dz, int material) {
        triangle(ax, ay, az, bx, by, bz, cx, cy, cz, material);
        return triangle(ax, ay, az, cx, cy, cz, dx, dy, dz, material);
    }

    /**
     * The direction, a unit vector in the world, into which the turbo pads push whose triangles follow. Zero,
     * as at the beginning, stands for pads that push a car into its own direction.
     */
    public MeshBuilder heading(double x, double y, double z) {
        heading[0] = (float) x;
        heading[1] = (float) y;
        heading[2] = (float) z;
        return this;
    }

    private void grow() {
        if (count >= MAX_SIZE) {
            throw new IllegalStateException(
                    "the track has more than " + MAX_SIZE + " triangles; use coarser surfaces");
        }
        int size = Math.min(2 * count, MAX_SIZE);
        corners = Arrays.copyOf(corners, CORNERS * size);
        headings = Arrays.copyOf(headings, 3 * size);
        materials = Arrays.copyOf(materials, size);
    }

    /** How many triangles there are so far. */
    public int size() {
        return count;
    }

    /** The mesh, with its edges classified and its grid; seconds for hundreds of thousands of triangles. */
    public SurfaceMesh build() {
        return new SurfaceMesh(Arrays.copyOf(corners, CORNERS * count), Arrays.copyOf(materials, count),
                Arrays.copyOf(headings, 3 * count));
    }
}
