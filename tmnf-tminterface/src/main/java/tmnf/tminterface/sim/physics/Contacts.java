package tmnf.tminterface.sim.physics;

import tmnf.tminterface.sim.mesh.SurfaceMesh;

/**
 * Finds where the car touches the surfaces, and lets it: for each triangle, the wheels and then the body.
 * Keeps scratch memory, nothing about a car.
 */
final class Contacts {

    /** Nothing of the car is farther than this from its origin, metres. */
    private static final double CAR_RADIUS = 2.6;
    /** How far behind a surface a centre may be and still touch it, metres. */
    private static final double BEHIND = 0.5;
    private static final double FACE_TOLERANCE = 1e-3;

    private final Ellipsoid[] parts = {
        Ellipsoid.wheel(0), Ellipsoid.wheel(1), Ellipsoid.wheel(2), Ellipsoid.wheel(3),
        body(0, 0.471253, 0.219106, 0.439118, 0.362, 1.901528, 0.0596),
        body(0, 0.448782, -0.20792, 0.968297, 0.362741, 1.682276, 0.0457),
        body(0, 0.652812, -0.89763, 1.020922, 0.515218, 1.038007, 0.0469),
        body(-0.015532, 0.363252, 1.75357, 0.905323, 0.283418, 0.384841, 0)};
    private final ContactResponse response = new ContactResponse();
    /** Corners of the current triangle, car axes. */
    private final double[] corners = new double[9];
    private final double[] scaled = new double[9];
    private boolean cornersKnown;

    private static Ellipsoid body(double x, double y, double z, double ex, double ey, double ez,
            double pitch) {
        return new Ellipsoid(new double[] {x, y, z}, new double[] {ex, ey, ez}, pitch);
    }

    void collide(CarMotion car, SurfaceMesh mesh) {
        response.begin();
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            parts[wheel].lower(car.absorb[wheel]);
        }
        int cell = mesh.cell(car.px, car.py, car.pz);
        int end = mesh.end(cell);
        for (int i = mesh.first(cell); i < end; i++) {
            int triangle = mesh.entry(i);
            if (mesh.isNear(triangle, car.px, car.py, car.pz, CAR_RADIUS)) {
                collide(car, mesh, triangle);
            }
        }
        response.end(car);
    }

    private void collide(CarMotion car, SurfaceMesh mesh, int triangle) {
        int material = mesh.material(triangle);
        double wx = mesh.normal(triangle, 0);
        double wy = mesh.normal(triangle, 1);
        double wz = mesh.normal(triangle, 2);
        double offset = wx * car.px + wy * car.py + wz * car.pz - mesh.offset(triangle);
        if (offset > CAR_RADIUS || offset < -CAR_RADIUS - BEHIND
                || material == Material.WATER || material == Material.GOLF_BALL) {
            return;
        }
        double nx = car.r00 * wx + car.r10 * wy + car.r20 * wz;
        double ny = car.r01 * wx + car.r11 * wy + car.r21 * wz;
        double nz = car.r02 * wx + car.r12 * wy + car.r22 * wz;
        cornersKnown = false;
        for (int part = 0; part < parts.length; part++) {
            Ellipsoid ellipsoid = parts[part];
            if (ellipsoid.touchesPlane(nx, ny, nz, offset, BEHIND)
                    && (onFace(car, mesh, triangle, ellipsoid, nx, ny, nz)
                    || mesh.hasEdges(triangle) && onEdge(mesh, triangle, ellipsoid))) {
                if (part < CarMotion.WHEELS) {
                    response.wheel(car, part, ellipsoid, material, padCosine(car, mesh, triangle));
                } else {
                    response.body(car, ellipsoid, material);
                }
            }
        }
    }

    private static double padCosine(CarMotion car, SurfaceMesh mesh, int triangle) {
        double hx = mesh.heading(triangle, 0);
        double hy = mesh.heading(triangle, 1);
        double hz = mesh.heading(triangle, 2);
        if (hx == 0 && hy == 0 && hz == 0) {
            return 1;
        }
        return hx * car.r02 + hy * car.r12 + hz * car.r22;
    }

    private void findCorners(CarMotion car, SurfaceMesh mesh, int triangle) {
        if (cornersKnown) {
            return;
        }
        cornersKnown = true;
        for (int corner = 0; corner < 3; corner++) {
            double x = mesh.corner(triangle, corner, 0) - car.px;
            double y = mesh.corner(triangle, corner, 1) - car.py;
            double z = mesh.corner(triangle, corner, 2) - car.pz;
            corners[3 * corner] = car.r00 * x + car.r10 * y + car.r20 * z;
            corners[3 * corner + 1] = car.r01 * x + car.r11 * y + car.r21 * z;
            corners[3 * corner + 2] = car.r02 * x + car.r12 * y + car.r22 * z;
        }
    }

    /** Whether the nearest point of the plane lies inside the triangle. */
    private boolean onFace(CarMotion car, SurfaceMesh mesh, int triangle, Ellipsoid part,
            double nx, double ny, double nz) {
        findCorners(car, mesh, triangle);
        double x = part.nearestX();
        double y = part.nearestY();
        double z = part.nearestZ();
        for (int from = 0; from < 9; from += 3) {
            int to = from == 6 ? 0 : from + 3;
            double ex = corners[to] - corners[from];
            double ey = corners[to + 1] - corners[from + 1];
            double ez = corners[to + 2] - corners[from + 2];
            double dx = x - corners[from];
            double dy = y - corners[from + 1];
            double dz = z - corners[from + 2];
            double side = nx * (ey * dz - ez * dy) + ny * (ez * dx - ex * dz) + nz * (ex * dy - ey * dx);
            if (side < 0 && side * side > FACE_TOLERANCE * FACE_TOLERANCE * (ex * ex + ey * ey + ez * ez)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the nearest point of the triangle is on an edge that can be touched, and is touched. */
    private boolean onEdge(SurfaceMesh mesh, int triangle, Ellipsoid part) {
        for (int at = 0; at < 9; at += 3) {
            part.scale(corners[at], corners[at + 1], corners[at + 2], scaled, at);
        }
        double best = 1;
        boolean stands = false;
        double x = 0;
        double y = 0;
        double z = 0;
        for (int edge = 0; edge < 3; edge++) {
            int from = 3 * edge;
            int to = edge == 2 ? 0 : from + 3;
            double ex = scaled[to] - scaled[from];
            double ey = scaled[to + 1] - scaled[from + 1];
            double ez = scaled[to + 2] - scaled[from + 2];
            double t = -(scaled[from] * ex + scaled[from + 1] * ey + scaled[from + 2] * ez)
                    / (ex * ex + ey * ey + ez * ez);
            t = Math.min(Math.max(t, 0), 1);
            double qx = scaled[from] + t * ex;
            double qy = scaled[from + 1] + t * ey;
            double qz = scaled[from + 2] + t * ez;
            double square = qx * qx + qy * qy + qz * qz;
            boolean touchable = mesh.hasEdge(triangle, edge);
            if (square < best || touchable && !stands && square == best) {
                best = square;
                stands = touchable;
                x = qx;
                y = qy;
                z = qz;
            }
        }
        if (!stands || best <= 0) {
            return false;
        }
        part.touchPoint(x, y, z);
        return true;
    }
}
