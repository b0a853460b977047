package tmnf.tminterface.sim.track;

import java.util.Arrays;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/**
 * Sweeps the Stadium's road along a {@link Ribbon} and lays a plain of grass under and around it, with walls
 * at its limits. Borders are left out where the road meets itself.
 */
final class RibbonMesh {

    private static final double ROAD = 1.35;
    private static final double ABOVE_GRASS = 0.35;
    private static final double DRIVABLE = 12.72;
    /** The inside of a narrow curve keeps this share of its radius, so that the road does not fold. */
    private static final double INSIDE = 0.9;
    private static final int CONCRETE = 0;
    private static final int METAL = 4;
    private static final double LIMIT_TOP = 60;

    private final Ribbon line;
    private final Profile road = BlockCatalogue.stadium().profile("road").orElseThrow();
    private final MeshBuilder mesh = new MeshBuilder();

    RibbonMesh(Ribbon line) {
        this.line = line;
    }

    SurfaceMesh build() {
        double ground = line.least(1) - ABOVE_GRASS;
        double[] from = new double[3 * road.size()];
        double[] to = new double[3 * road.size()];
        for (int row = 0; row + 1 < line.rows(); row++) {
            corners(row, from);
            corners(row + 1, to);
            boolean meets = line.meetsItself(row, 2 * DRIVABLE);
            for (int strip = 0; strip + 1 < road.size(); strip++) {
                if (!(meets && isBorder(strip))) {
                    facet(from, to, strip, road.strips().get(strip).material());
                }
            }
            if (!meets) {
                skirt(corner(from, 0), corner(to, 0), ground);
                skirt(corner(to, road.size() - 1), corner(from, road.size() - 1), ground);
            }
        }
        addGrass(ground);
        return mesh.build();
    }

    private boolean isBorder(int strip) {
        Profile.Strip from = road.strips().get(strip);
        Profile.Strip to = road.strips().get(strip + 1);
        return Math.max(Math.abs(from.offset()), Math.abs(to.offset())) > DRIVABLE
                || from.height() != to.height() && from.offset() == to.offset();
    }

    private void skirt(double[] a, double[] b, double ground) {
        Faces.upright(mesh, a, b, Math.max(ground, a[1] - Placement.LEVEL),
                Math.max(ground, b[1] - Placement.LEVEL), METAL);
    }

    private static double[] corner(double[] row, int corner) {
        return Arrays.copyOfRange(row, 3 * corner, 3 * corner + 3);
    }

    private void facet(double[] from, double[] to, int strip, int material) {
        int a = 3 * strip;
        int b = a + 3;
        mesh.triangle(from[a], from[a + 1], from[a + 2], to[a], to[a + 1], to[a + 2],
                to[b], to[b + 1], to[b + 2], material);
        mesh.triangle(from[a], from[a + 1], from[a + 2], to[b], to[b + 1], to[b + 2],
                from[b], from[b + 1], from[b + 2], material);
    }

    private void corners(int row, double[] out) {
        double leftX = StrictMath.cos(line.heading(row));
        double leftZ = -StrictMath.sin(line.heading(row));
        double farthestLeft = INSIDE / Math.max(1e-9, line.sharpest(row, 1));
        double farthestRight = INSIDE / Math.max(1e-9, line.sharpest(row, -1));
        for (int corner = 0; corner < road.size(); corner++) {
            Profile.Strip strip = road.strips().get(corner);
            double offset = Math.max(-farthestRight, Math.min(farthestLeft, strip.offset()));
            out[3 * corner] = line.x(row) + leftX * offset;
            out[3 * corner + 1] = line.y(row) + strip.height() - ROAD;
            out[3 * corner + 2] = line.z(row) + leftZ * offset;
        }
    }

    private void addGrass(double y) {
        double cell = Placement.CELL;
        double x0 = line.least(0) - Ribbon.MARGIN;
        double z0 = line.least(2) - Ribbon.MARGIN;
        double x1 = x0 + cell * line.cells(0);
        double z1 = z0 + cell * line.cells(2);
        for (int i = 0; i < line.cells(0); i++) {
            for (int j = 0; j < line.cells(2); j++) {
                double ax = x0 + cell * i;
                double az = z0 + cell * j;
                mesh.quad(ax, y, az, ax, y, az + cell, ax + cell, y, az + cell, ax + cell, y, az,
                        Ground.GRASS);
            }
        }
        double top = line.greatest(1) + LIMIT_TOP;
        Faces.upright(mesh, x0, z0, x1, z0, top, y, CONCRETE);
        Faces.upright(mesh, x1, z1, x0, z1, top, y, CONCRETE);
        Faces.upright(mesh, x0, z1, x0, z0, top, y, CONCRETE);
        Faces.upright(mesh, x1, z0, x1, z1, top, y, CONCRETE);
    }
}
