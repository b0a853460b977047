package tmnf.tminterface.sim.render;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/**
 * Finds where roads end sideways: the edges of road triangles beyond which, seen from above, no other road
 * triangle of about that height goes on. So neither seams between blocks nor steps count. Road is everything
 * that has a pattern but grass.
 */
final class BorderFinder {

    private static final float CELL = 4;
    /** Edges are looked at in pieces of this length. */
    private static final double PIECE = 2;
    /** How far beyond the edge, metres. */
    private static final double BEYOND = 0.12;
    private static final double SAME_HEIGHT = 0.8;

    private final SurfaceMesh mesh;
    private final Map<Cell, Bucket> cells = new HashMap<>();
    private final WearField.Builder field = new WearField.Builder(false);

    private record Cell(int x, int z) {}

    /** The triangles of a cell. */
    private static final class Bucket {

        private int[] triangles = new int[8];
        private int count;

        private void add(int triangle) {
            if (count == triangles.length) {
                triangles = Arrays.copyOf(triangles, 2 * count);
            }
            triangles[count++] = triangle;
        }
    }

    private BorderFinder(SurfaceMesh mesh) {
        this.mesh = mesh;
    }

    static WearField find(SurfaceMesh mesh) {
        BorderFinder finder = new BorderFinder(mesh);
        for (int i = 0; i < mesh.size(); i++) {
            if (finder.isRoad(i)) {
                finder.list(i);
            }
        }
        for (int i = 0; i < mesh.size(); i++) {
            if (finder.isRoad(i)) {
                for (int corner = 0; corner < 3; corner++) {
                    finder.look(i, corner);
                }
            }
        }
        return finder.field.build();
    }

    private boolean isRoad(int triangle) {
        return Palette.isRoad(mesh.material(triangle)) && mesh.normal(triangle, 1) > Palette.FLATTEST;
    }

    private void list(int triangle) {
        int fromX = cell(least(triangle, 0));
        int toX = cell(-least(triangle, 0, -1));
        int fromZ = cell(least(triangle, 2));
        int toZ = cell(-least(triangle, 2, -1));
        for (int x = fromX; x <= toX; x++) {
            for (int z = fromZ; z <= toZ; z++) {
                cells.computeIfAbsent(new Cell(x, z), place -> new Bucket()).add(triangle);
            }
        }
    }

    private double least(int triangle, int axis) {
        return least(triangle, axis, 1);
    }

    private double least(int triangle, int axis, int sign) {
        return Math.min(sign * mesh.corner(triangle, 0, axis),
                Math.min(sign * mesh.corner(triangle, 1, axis), sign * mesh.corner(triangle, 2, axis)));
    }

    private static int cell(double metres) {
        return (int) Math.floor(metres / CELL);
    }

    /** Adds the pieces of an edge that are a border. */
    private void look(int triangle, int corner) {
        int next = (corner + 1) % 3;
        double x0 = mesh.corner(triangle, corner, 0);
        double y0 = mesh.corner(triangle, corner, 1);
        double z0 = mesh.corner(triangle, corner, 2);
        double dx = mesh.corner(triangle, next, 0) - x0;
        double dy = mesh.corner(triangle, next, 1) - y0;
        double dz = mesh.corner(triangle, next, 2) - z0;
        double length = Math.sqrt(dx * dx + dz * dz);
        if (length == 0) {
            return;
        }
        // Corners run counter-clockwise seen from above, where x points left of z: outside is (-dz, dx).
        double outX = -dz / length * BEYOND;
        double outZ = dx / length * BEYOND;
        int pieces = (int) Math.ceil(length / PIECE);
        for (int i = 0; i < pieces; i++) {
            double middle = (i + 0.5) / pieces;
            double y = y0 + middle * dy;
            if (!goesOn(x0 + middle * dx + outX, y, z0 + middle * dz + outZ)) {
                double from = (double) i / pieces;
                double to = (i + 1.0) / pieces;
                field.add((float) (x0 + from * dx), (float) (z0 + from * dz), (float) (x0 + to * dx),
                        (float) (z0 + to * dz), (float) y);
            }
        }
    }

    private boolean goesOn(double x, double y, double z) {
        Bucket bucket = cells.get(new Cell(cell(x), cell(z)));
        if (bucket == null) {
            return false;
        }
        for (int i = 0; i < bucket.count; i++) {
            int triangle = bucket.triangles[i];
            if (covers(triangle, x, z) && Math.abs(height(triangle, x, z) - y) < SAME_HEIGHT) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(int triangle, double x, double z) {
        for (int corner = 0; corner < 3; corner++) {
            int next = (corner + 1) % 3;
            double x0 = mesh.corner(triangle, corner, 0);
            double z0 = mesh.corner(triangle, corner, 2);
            double dx = mesh.corner(triangle, next, 0) - x0;
            double dz = mesh.corner(triangle, next, 2) - z0;
            if ((x - x0) * -dz + (z - z0) * dx > 0) {
                return false;
            }
        }
        return true;
    }

    private double height(int triangle, double x, double z) {
        return mesh.corner(triangle, 0, 1)
                - (mesh.normal(triangle, 0) * (x - mesh.corner(triangle, 0, 0))
                + mesh.normal(triangle, 2) * (z - mesh.corner(triangle, 0, 2))) / mesh.normal(triangle, 1);
    }
}
