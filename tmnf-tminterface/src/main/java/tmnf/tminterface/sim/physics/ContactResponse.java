package tmnf.tminterface.sim.physics;

/** What a contact does: section 5 of the physics note. Impulses act at once, push-outs at the end. */
final class ContactResponse {

    /** Normals that point more sideways than this make a wall. */
    private static final double WALL = 0.7071;

    private final PushOut pushOut = new PushOut();
    // Speed of the car at the contact, car axes.
    private double ux;
    private double uy;
    private double uz;

    void begin() {
        pushOut.clear();
    }

    void end(CarMotion car) {
        pushOut.apply(car);
    }

    void wheel(CarMotion car, int wheel, Ellipsoid part, int material, double padCosine) {
        double nx = part.normalX;
        double ny = part.normalY;
        double nz = part.normalZ;
        double depth = 1 - part.distance;
        double pushX = part.supportX * depth;
        double pushY = part.supportY * depth;
        double pushZ = part.supportZ * depth;
        double x = part.pointX();
        double y = part.pointY();
        double z = part.pointZ();
        car.anyContact = true;
        speedAt(car, x, y, z);
        double approach = nx * ux + ny * uy + nz * uz;
        if (Math.abs(nx) >= WALL) {
            car.sideContact = true;
            car.sideContactMs = car.now;
            if (approach < 0) {
                impulse(car, Tuning.BODY_IMPACT_KEEP, nx, ny, nz, x, Tuning.COM_Y, z, approach);
            }
            pushOut.add(pushX, pushY, pushZ);
            return;
        }
        touch(car, wheel, part);
        car.material[wheel] = material;
        car.padCosine[wheel] = padCosine;
        boolean blocked = true;
        if (pushY > 0) {
            double give = Math.min(pushY, car.absorb[wheel]);
            blocked = car.absorb[wheel] <= pushY;
            car.pending[wheel] = Math.max(car.pending[wheel], give);
            pushY -= give;
        }
        if (approach < 0) {
            double counted = blocked ? approach : approach - approach * ny * ny;
            impulse(car, Tuning.WHEEL_IMPACT_KEEP, nx, ny, nz, x, y, z, counted);
        }
        pushOut.add(pushX, pushY, pushZ);
    }

    /** The wheel is on the ground, where the part touches it. */
    private static void touch(CarMotion car, int wheel, Ellipsoid part) {
        car.contact[wheel] = true;
        car.normal[3 * wheel] += part.normalX;
        car.normal[3 * wheel + 1] += part.normalY;
        car.normal[3 * wheel + 2] += part.normalZ;
        car.point[3 * wheel] = part.pointX();
        car.point[3 * wheel + 1] = part.pointY();
        car.point[3 * wheel + 2] = part.pointZ();
    }

    void body(CarMotion car, Ellipsoid part, int material) {
        double nx = part.normalX;
        double ny = part.normalY;
        double nz = part.normalZ;
        double depth = 1 - part.distance;
        double x = part.pointX();
        double y = part.pointY();
        double z = part.pointZ();
        car.anyContact = true;
        car.bodyContact = true;
        speedAt(car, x, y, z);
        double approach = nx * ux + ny * uy + nz * uz;
        if (approach < 0) {
            double tx = ux - approach * nx;
            double ty = uy - approach * ny;
            double tz = uz - approach * nz;
            double along = Math.sqrt(tx * tx + ty * ty + tz * tz);
            double friction = material == Material.METAL ? Tuning.METAL_FRICTION : Tuning.BODY_FRICTION;
            double most = -approach * friction;
            double share = along > most ? most / along : 1;
            double dx = -(approach * nx + share * tx);
            double dy = -(approach * ny + share * ty);
            double dz = -(approach * nz + share * tz);
            double length = Math.sqrt(dx * dx + dy * dy + dz * dz);
            dx /= length;
            dy /= length;
            dz /= length;
            impulse(car, Tuning.BODY_IMPACT_KEEP, dx, dy, dz, x, y, z, ux * dx + uy * dy + uz * dz);
        }
        pushOut.add(part.supportX * depth, part.supportY * depth, part.supportZ * depth);
    }

    private void speedAt(CarMotion car, double x, double y, double z) {
        double rx = x - Tuning.COM_X;
        double ry = y - Tuning.COM_Y;
        double rz = z - Tuning.COM_Z;
        ux = car.lvx + car.lwy * rz - car.lwz * ry;
        uy = car.lvy + car.lwz * rx - car.lwx * rz;
        uz = car.lvz + car.lwx * ry - car.lwy * rx;
    }

    private static void impulse(CarMotion car, double keep, double nx, double ny, double nz,
            double x, double y, double z, double approach) {
        double rx = x - Tuning.COM_X;
        double ry = y - Tuning.COM_Y;
        double rz = z - Tuning.COM_Z;
        double ax = Tuning.INV_INERTIA_X * (ry * nz - rz * ny);
        double ay = Tuning.INV_INERTIA_Y * (rz * nx - rx * nz);
        double az = Tuning.INV_INERTIA_Z * (rx * ny - ry * nx);
        double weight = 1 + nx * (ay * rz - az * ry) + ny * (az * rx - ax * rz) + nz * (ax * ry - ay * rx);
        double j = (keep - 1) * approach / weight;
        double mx = nx * j;
        double my = ny * j;
        double mz = nz * j;
        car.vx += car.r00 * mx + car.r01 * my + car.r02 * mz;
        car.vy += car.r10 * mx + car.r11 * my + car.r12 * mz;
        car.vz += car.r20 * mx + car.r21 * my + car.r22 * mz;
        ax *= j;
        ay *= j;
        az *= j;
        car.wx += car.r00 * ax + car.r01 * ay + car.r02 * az;
        car.wy += (car.r10 * ax + car.r11 * ay + car.r12 * az) * Tuning.IMPACT_YAW_SHARE;
        car.wz += car.r20 * ax + car.r21 * ay + car.r22 * az;
        car.refresh();
    }
}
