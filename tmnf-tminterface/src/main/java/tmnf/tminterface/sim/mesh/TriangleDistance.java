package tmnf.tminterface.sim.mesh;

/** How far a point is from a triangle. */
final class TriangleDistance {

    private TriangleDistance() {}

    /** The square of the distance, square metres. */
    static double squared(SurfaceMesh mesh, int triangle, double[] point) {
        double height = -mesh.offset(triangle);
        for (int axis = 0; axis < 3; axis++) {
            height += mesh.normal(triangle, axis) * point[axis];
        }
        double least = Double.POSITIVE_INFINITY;
        boolean inside = true;
        for (int corner = 0; corner < 3; corner++) {
            double[] toEnd = new double[3];
            double[] toPoint = new double[3];
            double along = 0;
            double length = 0;
            for (int axis = 0; axis < 3; axis++) {
                double from = mesh.corner(triangle, corner, axis);
                toEnd[axis] = mesh.corner(triangle, (corner + 1) % 3, axis) - from;
                toPoint[axis] = point[axis] - from;
                along += toEnd[axis] * toPoint[axis];
                length += toEnd[axis] * toEnd[axis];
            }
            double t = Math.min(Math.max(along / length, 0), 1);
            double distance = 0;
            for (int axis = 0; axis < 3; axis++) {
                double d = toPoint[axis] - t * toEnd[axis];
                distance += d * d;
            }
            least = Math.min(least, distance);
            inside &= sideOf(mesh, triangle, toEnd, toPoint) >= 0;
        }
        return inside ? height * height : least;
    }

    private static double sideOf(SurfaceMesh mesh, int triangle, double[] edge, double[] to) {
        return mesh.normal(triangle, 0) * (edge[1] * to[2] - edge[2] * to[1])
                + mesh.normal(triangle, 1) * (edge[2] * to[0] - edge[0] * to[2])
                + mesh.normal(triangle, 2) * (edge[0] * to[1] - edge[1] * to[0]);
    }
}
