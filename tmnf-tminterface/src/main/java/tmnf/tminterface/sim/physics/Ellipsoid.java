package tmnf.tminterface.sim.physics;

/** A part of the car that can touch something. Car axes; a wheel's height changes with its suspension. */
final class Ellipsoid {

    /** More than the tolerance of faces and rounding, metres. */
    private static final double MARGIN = 0.01;

    private final double centreX;
    private final double baseY;
    private final double centreZ;
    private final double halfX;
    private final double halfY;
    private final double halfZ;
    private final double cos;
    private final double sin;
    private final double boxY;
    private double centreY;

    // The box around it, and a little more.
    final double lowX;
    final double highX;
    double lowY;
    double highY;
    final double lowZ;
    final double highZ;

    // The last contact: from the centre to the point, and how deep; the normal of an edge.
    double supportX;
    double supportY;
    double supportZ;
    /** Distance of the surface in half sizes: below 1 it is touched. */
    double distance;
    double normalX;
    double normalY;
    double normalZ;

    Ellipsoid(double[] centre, double[] half, double pitch) {
        centreX = centre[0];
        baseY = centre[1];
        centreZ = centre[2];
        halfX = half[0];
        halfY = half[1];
        halfZ = half[2];
        cos = StrictMath.cos(pitch);
        sin = StrictMath.sin(pitch);
        boxY = Math.sqrt(halfY * cos * (halfY * cos) + halfZ * sin * (halfZ * sin)) + MARGIN;
        double boxZ = Math.sqrt(halfY * sin * (halfY * sin) + halfZ * cos * (halfZ * cos)) + MARGIN;
        lowX = centreX - halfX - MARGIN;
        highX = centreX + halfX + MARGIN;
        lowZ = centreZ - boxZ;
        highZ = centreZ + boxZ;
        lower(0);
    }

    static Ellipsoid wheel(int wheel) {
        return new Ellipsoid(
                new double[] {Tuning.WHEEL_X[wheel], Tuning.WHEEL_Y[wheel], Tuning.WHEEL_Z[wheel]},
                new double[] {Tuning.WHEEL_HALF_WIDTH, Tuning.WHEEL_RADIUS, Tuning.WHEEL_RADIUS}, 0);
    }

    final void lower(double absorb) {
        centreY = baseY - absorb;
        lowY = centreY - boxY;
        highY = centreY + boxY;
    }

    /** Whether the box around it has nothing of the line between two corners. */
    boolean isBeside(double[] corners, int from, int to) {
        double ax = corners[from];
        double bx = corners[to];
        double az = corners[from + 2];
        double bz = corners[to + 2];
        double ay = corners[from + 1];
        double by = corners[to + 1];
        return ax > highX && bx > highX || ax < lowX && bx < lowX
                || az > highZ && bz > highZ || az < lowZ && bz < lowZ
                || ay > highY && by > highY || ay < lowY && by < lowY;
    }

    /** How far the centre is in front of a plane, the car's origin being {@code offset} in front of it. */
    double height(double nx, double ny, double nz, double offset) {
        return offset + nx * centreX + ny * centreY + nz * centreZ;
    }

    /**
     * Whether the plane is touched; fills support and distance.
     *
     * @param offset distance of the car's origin from the plane along the normal
     * @param behind how far the centre may be behind the plane
     */
    boolean touchesPlane(double nx, double ny, double nz, double offset, double behind) {
        double height = height(nx, ny, nz, offset);
        if (height < -behind) {
            return false;
        }
        double ax = halfX * nx;
        double ay = halfY * (cos * ny + sin * nz);
        double az = halfZ * (cos * nz - sin * ny);
        double length = Math.sqrt(ax * ax + ay * ay + az * az);
        if (height >= length) {
            return false;
        }
        distance = height / length;
        setSupport(ax / length, ay / length, az / length);
        normalX = nx;
        normalY = ny;
        normalZ = nz;
        return true;
    }

    /** From a unit vector in the scaled axes, which points from the surface to the centre. */
    private void setSupport(double ux, double uy, double uz) {
        supportX = halfX * ux;
        double y = halfY * uy;
        double z = halfZ * uz;
        supportY = cos * y - sin * z;
        supportZ = sin * y + cos * z;
    }

    /** The point of the plane that is nearest in the scaled axes. */
    double nearestX() {
        return centreX - distance * supportX;
    }

    double nearestY() {
        return centreY - distance * supportY;
    }

    double nearestZ() {
        return centreZ - distance * supportZ;
    }

    double pointX() {
        return centreX - supportX;
    }

    double pointY() {
        return centreY - supportY;
    }

    double pointZ() {
        return centreZ - supportZ;
    }

    /** Scales a point of the car's axes into those in which this is a ball of radius 1 about the origin. */
    void scale(double x, double y, double z, double[] into, int at) {
        double dy = y - centreY;
        double dz = z - centreZ;
        into[at] = (x - centreX) / halfX;
        into[at + 1] = (cos * dy + sin * dz) / halfY;
        into[at + 2] = (cos * dz - sin * dy) / halfZ;
    }

    /** Makes a point in the scaled axes the contact; fills support, distance and normal. */
    void touchPoint(double x, double y, double z) {
        distance = Math.sqrt(x * x + y * y + z * z);
        double ux = -x / distance;
        double uy = -y / distance;
        double uz = -z / distance;
        setSupport(ux, uy, uz);
        double nx = ux / halfX;
        double ny = uy / halfY;
        double nz = uz / halfZ;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        normalX = nx / length;
        normalY = (cos * ny - sin * nz) / length;
        normalZ = (sin * ny + cos * nz) / length;
    }
}
