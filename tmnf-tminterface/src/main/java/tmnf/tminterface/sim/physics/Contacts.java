package tmnf.tminterface.sim.physics;

import java.util.Arrays;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/**
 * Finds where the car touches the surfaces, and lets it: the wheels and then the body, each part all
 * triangles near it in their order. Part by part, so that how a surface is cut into triangles changes as
 * little as possible. Keeps scratch memory, nothing about a car.
 */
final class Contacts {

    /** Nothing of the car is farther than this from its origin, metres. */
    private static final double CAR_RADIUS = 2.6;
    /** How far behind a surface a centre may be and still touch it, metres. */
    private static final double BEHIND = 0.5;
    private static final double FACE_TOLERANCE = 1e-3;
    /** Less than the smallest half size: a centre that is less far behind touches within its part. */
    private static final double THINNEST = 0.15;

    private final Ellipsoid[] parts = {
        Ellipsoid.wheel(0), Ellipsoid.wheel(1), Ellipsoid.wheel(2), Ellipsoid.wheel(3),
        body(0, 0.471253, 0.219106, 0.439118, 0.362, 1.901528, 0.0596),
        body(0, 0.448782, -0.20792, 0.968297, 0.362741, 1.682276, 0.0457),
        body(0, 0.652812, -0.89763, 1.020922, 0.515218, 1.038007, 0.0469),
        body(-0.015532, 0.363252, 1.75357, 0.905323, 0.283418, 0.384841, 0)};
    private final ContactResponse response = new ContactResponse();
    /** The triangles of the current sub-step that may be touched; grows to what the densest place needs. */
    private Candidate[] candidates = {new Candidate()};
    private final double[] scaled = new double[9];

    private static Ellipsoid body(
            double x, double y, double z, double ex, double ey, double ez, double pitch) {
        return new Ellipsoid(new double[] {x, y, z}, new double[] {ex, ey, ez}, pitch);
    }

    void collide(CarMotion car, SurfaceMesh mesh) {
        int count = gather(car, mesh);
        response.begin();
        for (int part = 0; part < parts.length; part++) {
            if (part < CarMotion.WHEELS) {
                parts[part].lower(car.absorb[part]);
            }
            for (int i = 0; i < count; i++) {
                collide(car, mesh, part, candidates[i]);
            }
        }
        response.end(car);
    }

    private int gather(CarMotion car, SurfaceMesh mesh) {
        int count = 0;
        int cell = mesh.cell(car.px, car.py, car.pz);
        int end = mesh.end(cell);
        for (int i = mesh.first(cell); i < end; i++) {
            int triangle = mesh.entry(i);
            if (mesh.isNear(triangle, car.px, car.py, car.pz, CAR_RADIUS)
                    && candidates[count].set(car, mesh, triangle)) {
                count++;
                if (count == candidates.length) {
                    grow();
                }
            }
        }
        return count;
    }

    private void grow() {
        int before = candidates.length;
        candidates = Arrays.copyOf(candidates, 2 * before);
        for (int i = before; i < candidates.length; i++) {
            candidates[i] = new Candidate();
        }
    }

    private void collide(CarMotion car, SurfaceMesh mesh, int part, Candidate near) {
        Ellipsoid ellipsoid = parts[part];
        // Most pairs end at the boxes, long before the square root of the plane.
        if (near.isBeside(ellipsoid)
                && ellipsoid.height(near.nx, near.ny, near.nz, near.offset) > -THINNEST
                || !ellipsoid.touchesPlane(near.nx, near.ny, near.nz, near.offset, BEHIND)) {
            return;
        }
        if (onFace(near, ellipsoid)
                || mesh.hasEdges(near.triangle) && onEdge(mesh, near, ellipsoid)) {
            int material = mesh.material(near.triangle);
            if (part < CarMotion.WHEELS) {
                response.wheel(car, part, ellipsoid, material, padCosine(car, mesh, near.triangle));
            } else {
                response.body(car, ellipsoid, material);
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

    /** Whether the nearest point of the plane lies inside the triangle. */
    private static boolean onFace(Candidate near, Ellipsoid part) {
        double[] corners = near.corners;
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
            double side = near.nx * (ey * dz - ez * dy) + near.ny * (ez * dx - ex * dz)
                    + near.nz * (ex * dy - ey * dx);
            if (side < 0 && side * side > FACE_TOLERANCE * FACE_TOLERANCE * (ex * ex + ey * ey + ez * ez)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an edge that can be touched is touched; the nearest one if there are several. */
    private boolean onEdge(SurfaceMesh mesh, Candidate near, Ellipsoid part) {
        double[] corners = near.corners;
        double best = 1;
        double x = 0;
        double y = 0;
        double z = 0;
        for (int edge = 0; edge < 3; edge++) {
            int from = 3 * edge;
            int to = edge == 2 ? 0 : from + 3;
            if (!mesh.hasEdge(near.triangle, edge) || part.isBeside(corners, from, to)) {
                continue;
            }
            part.scale(corners[from], corners[from + 1], corners[from + 2], scaled, from);
            part.scale(corners[to], corners[to + 1], corners[to + 2], scaled, to);
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
            if (square < best) {
                best = square;
                x = qx;
                y = qy;
                z = qz;
            }
        }
        if (best >= 1 || best <= 0) {
            return false;
        }
        part.touchPoint(x, y, z);
        return true;
    }

    /** A triangle near the car, in car axes. */
    private static final class Candidate {

        private int triangle;
        private double nx;
        private double ny;
        private double nz;
        /** Distance of the car's origin from the plane. */
        private double offset;
        private final double[] corners = new double[9];
        /** The box around it. */
        private double lowX;
        private double lowY;
        private double lowZ;
        private double highX;
        private double highY;
        private double highZ;

        /** Takes a triangle, unless it is too far away or cannot be touched. */
        private boolean set(CarMotion car, SurfaceMesh mesh, int number) {
            double wx = mesh.normal(number, 0);
            double wy = mesh.normal(number, 1);
            double wz = mesh.normal(number, 2);
            offset = wx * car.px + wy * car.py + wz * car.pz - mesh.offset(number);
            int material = mesh.material(number);
            if (offset > CAR_RADIUS || offset < -CAR_RADIUS - BEHIND
                    || material == Material.WATER || material == Material.GOLF_BALL) {
                return false;
            }
            triangle = number;
            nx = car.r00 * wx + car.r10 * wy + car.r20 * wz;
            ny = car.r01 * wx + car.r11 * wy + car.r21 * wz;
            nz = car.r02 * wx + car.r12 * wy + car.r22 * wz;
            findCorners(car, mesh);
            return true;
        }

        /** Whether the boxes around the triangle and the part are apart. */
        private boolean isBeside(Ellipsoid part) {
            return part.lowX > highX || part.highX < lowX || part.lowZ > highZ || part.highZ < lowZ
                    || part.lowY > highY || part.highY < lowY;
        }

        private void findCorners(CarMotion car, SurfaceMesh mesh) {
            for (int corner = 0; corner < 3; corner++) {
                double x = mesh.corner(triangle, corner, 0) - car.px;
                double y = mesh.corner(triangle, corner, 1) - car.py;
                double z = mesh.corner(triangle, corner, 2) - car.pz;
                corners[3 * corner] = car.r00 * x + car.r10 * y + car.r20 * z;
                corners[3 * corner + 1] = car.r01 * x + car.r11 * y + car.r21 * z;
                corners[3 * corner + 2] = car.r02 * x + car.r12 * y + car.r22 * z;
            }
            lowX = Math.min(corners[0], Math.min(corners[3], corners[6]));
            lowY = Math.min(corners[1], Math.min(corners[4], corners[7]));
            lowZ = Math.min(corners[2], Math.min(corners[5], corners[8]));
            highX = Math.max(corners[0], Math.max(corners[3], corners[6]));
            highY = Math.max(corners[1], Math.max(corners[4], corners[7]));
            highZ = Math.max(corners[2], Math.max(corners[5], corners[8]));
        }
    }
}
