package tmnf.tminterface.sim.track;

import java.util.List;
import tmnf.tminterface.sim.mesh.MeshBuilder;

/**
 * Upright faces below the open edges of surfaces, so that a car beside a road does not get under it. Their
 * place is certain, their depth a guess: down to the ground, or as deep as the kind of surface is.
 */
final class Skirts {

    /** How far beside an edge a neighbour is looked for. */
    private static final double BESIDE = 0.02;
    /** A neighbour that is lower by no more than this leaves no face open. */
    private static final double STEP = 0.3;
    /** Nor does one that is higher by no more than this. */
    private static final double RISE = 2.5;
    private static final double[] SAMPLES = {0.1, 0.5, 0.9};
    private static final int METAL = 4;

    private final SurfaceIndex surfaces;
    private final Ground ground;
    private final MeshBuilder mesh;

    Skirts(SurfaceIndex surfaces, Ground ground, MeshBuilder mesh) {
        this.surfaces = surfaces;
        this.ground = ground;
        this.mesh = mesh;
    }

    void addTo(List<SurfaceGrid> grids) {
        for (SurfaceGrid grid : grids) {
            if (grid.kind() == SurfaceGrid.Kind.FREE) {
                continue;
            }
            int left = grid.corners() - 1;
            int last = grid.rows() - 1;
            for (int row = 0; row < last; row++) {
                edge(grid, row + 1, left, row, left);
                edge(grid, row, 0, row + 1, 0);
            }
            for (int corner = 0; corner < left; corner++) {
                edge(grid, 0, corner + 1, 0, corner);
                edge(grid, last, corner, last, corner + 1);
            }
        }
    }

    /** An edge as seen from outside, its left end first. */
    private void edge(SurfaceGrid grid, int rowA, int cornerA, int rowB, int cornerB) {
        double[] a = {grid.at(rowA, cornerA, 0), grid.at(rowA, cornerA, 1), grid.at(rowA, cornerA, 2)};
        double[] b = {grid.at(rowB, cornerB, 0), grid.at(rowB, cornerB, 1), grid.at(rowB, cornerB, 2)};
        double length = Math.hypot(b[0] - a[0], b[2] - a[2]);
        if (length < 1e-6 || joins(a, b, length)) {
            return;
        }
        double bottomA = bottom(a, grid.kind());
        double bottomB = bottom(b, grid.kind());
        if (bottomA < a[1] || bottomB < b[1]) {
            Faces.upright(mesh, a, b, bottomA, bottomB, METAL);
        }
    }

    private double bottom(double[] at, SurfaceGrid.Kind kind) {
        double floor = ground.height(at[0], at[2]);
        double deepest = at[1] - kind.depth();
        return floor >= at[1] ? at[1] : Math.max(deepest, floor);
    }

    private boolean joins(double[] a, double[] b, double length) {
        double outX = (a[2] - b[2]) / length * BESIDE;
        double outZ = (b[0] - a[0]) / length * BESIDE;
        for (double share : SAMPLES) {
            double x = a[0] + (b[0] - a[0]) * share + outX;
            double y = a[1] + (b[1] - a[1]) * share;
            double z = a[2] + (b[2] - a[2]) * share + outZ;
            if (!surfaces.covers(x, z, y - STEP, y + RISE)) {
                return false;
            }
        }
        return true;
    }
}
