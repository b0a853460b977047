package tmnf.tminterface.sim.track;

import tmnf.tminterface.sim.mesh.SurfaceMesh;

/** Distances to a mesh, the plain way. */
final class Surfaces {

    private Surfaces() {}

    /** From a point to the nearest triangle, metres. */
    static double distance(SurfaceMesh mesh, double x, double y, double z) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < mesh.size(); i++) {
            nearest = Math.min(nearest, distance(mesh, i, new double[] {x, y, z}));
        }
        return nearest;
    }

    /** The height of the highest drivable surface at a point of the plan, at most {@code below}; or NaN. */
    static double heightBelow(SurfaceMesh mesh, double x, double z, double below) {
        double highest = Double.NaN;
        for (int i = 0; i < mesh.size(); i++) {
            double ny = mesh.normal(i, 1);
            if (ny < 0.05) {
                continue;
            }
            double y = mesh.corner(i, 0, 1) - (mesh.normal(i, 0) * (x - mesh.corner(i, 0, 0))
                    + mesh.normal(i, 2) * (z - mesh.corner(i, 0, 2))) / ny;
            if (y <= below && !(y <= highest) && inPlan(mesh, i, x, z)) {
                highest = y;
            }
        }
        return highest;
    }

    private static boolean inPlan(SurfaceMesh mesh, int i, double x, double z) {
        for (int corner = 0; corner < 3; corner++) {
            int next = (corner + 1) % 3;
            double dx = mesh.corner(i, next, 0) - mesh.corner(i, corner, 0);
            double dz = mesh.corner(i, next, 2) - mesh.corner(i, corner, 2);
            double side = dz * (x - mesh.corner(i, corner, 0)) - dx * (z - mesh.corner(i, corner, 2));
            if (side < -1e-7) {
                return false;
            }
        }
        return true;
    }

    private static double distance(SurfaceMesh mesh, int i, double[] p) {
        double[] normal = {mesh.normal(i, 0), mesh.normal(i, 1), mesh.normal(i, 2)};
        double[][] corners = new double[3][3];
        for (int corner = 0; corner < 3; corner++) {
            for (int axis = 0; axis < 3; axis++) {
                corners[corner][axis] = mesh.corner(i, corner, axis);
            }
        }
        boolean inside = true;
        double edge = Double.POSITIVE_INFINITY;
        for (int corner = 0; corner < 3; corner++) {
            double[] a = corners[corner];
            double[] along = minus(corners[(corner + 1) % 3], a);
            double[] to = minus(p, a);
            inside &= dot(cross(normal, along), to) >= 0;
            double share = Math.max(0, Math.min(1, dot(to, along) / dot(along, along)));
            double[] rest = {to[0] - share * along[0], to[1] - share * along[1], to[2] - share * along[2]};
            edge = Math.min(edge, Math.sqrt(dot(rest, rest)));
        }
        return inside ? Math.abs(dot(normal, minus(p, corners[0]))) : edge;
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
