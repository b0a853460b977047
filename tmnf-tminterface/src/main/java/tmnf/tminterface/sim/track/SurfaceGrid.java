package tmnf.tminterface.sim.track;

import tmnf.tminterface.sim.mesh.MeshBuilder;

/**
 * A swept surface in the world: rows of corners along the path, in each row from right to left.
 *
 * @param points row by row, corner by corner, x, y, z
 * @param materials of the strips, one fewer than corners
 * @param kind what may be built below and beside it
 */
record SurfaceGrid(double[] points, int[] materials, Kind kind) {

    /** What a surface stands for. */
    enum Kind {
        /** A road: a metre deep where it is open. */
        ROAD(1),
        /** The top of a platform, which fills the cell below. */
        PLATFORM(8),
        /** Dirt that merges with the ground. */
        TERRAIN(1),
        /** Upright or overhead; nothing is built beside it. */
        FREE(0);

        private final double depth;

        Kind(double depth) {
            this.depth = depth;
        }

        double depth() {
            return depth;
        }
    }

    static SurfaceGrid of(Part part, Placement place) {
        int corners = part.profile().size();
        int rows = part.path().facets() + 1;
        double[] points = new double[3 * corners * rows];
        double[] at = new double[3];
        for (int row = 0; row < rows; row++) {
            for (int corner = 0; corner < corners; corner++) {
                part.point(row, corner, at);
                place.toWorld(at);
                System.arraycopy(at, 0, points, 3 * (row * corners + corner), 3);
            }
        }
        int[] materials = new int[corners - 1];
        for (int strip = 0; strip < materials.length; strip++) {
            materials[strip] = part.material(strip);
        }
        return new SurfaceGrid(points, materials, kind(part));
    }

    private static Kind kind(Part part) {
        if (part.path() instanceof SweepPath.Cylinder || part.path() instanceof SweepPath.Wall) {
            return Kind.FREE;
        }
        return switch (part.profile().name()) {
            case "slab", "rubberslab" -> Kind.PLATFORM;
            case "dirt", "trough", "bank", "dirthigh" -> Kind.TERRAIN;
            case "startpad" -> Kind.FREE;
            default -> Kind.ROAD;
        };
    }

    int corners() {
        return materials.length + 1;
    }

    int rows() {
        return points.length / 3 / corners();
    }

    double at(int row, int corner, int axis) {
        return points[3 * (row * corners() + corner) + axis];
    }

    /** Adds its facets; their drivable side is above, and turbo pads push along the path. */
    void addTo(MeshBuilder mesh) {
        for (int row = 0; row + 1 < rows(); row++) {
            double x = at(row + 1, 0, 0) - at(row, 0, 0);
            double y = at(row + 1, 0, 1) - at(row, 0, 1);
            double z = at(row + 1, 0, 2) - at(row, 0, 2);
            double length = Math.max(1e-9, Math.sqrt(x * x + y * y + z * z));
            mesh.heading(x / length, y / length, z / length);
            for (int strip = 0; strip < materials.length; strip++) {
                triangle(mesh, row, strip, row + 1, strip, row + 1, strip + 1, materials[strip]);
                triangle(mesh, row, strip, row + 1, strip + 1, row, strip + 1, materials[strip]);
            }
        }
        mesh.heading(0, 0, 0);
    }

    private void triangle(MeshBuilder mesh, int rowA, int cornerA, int rowB, int cornerB, int rowC,
            int cornerC, int material) {
        mesh.triangle(at(rowA, cornerA, 0), at(rowA, cornerA, 1), at(rowA, cornerA, 2),
                at(rowB, cornerB, 0), at(rowB, cornerB, 1), at(rowB, cornerB, 2),
                at(rowC, cornerC, 0), at(rowC, cornerC, 1), at(rowC, cornerC, 2), material);
    }
}
