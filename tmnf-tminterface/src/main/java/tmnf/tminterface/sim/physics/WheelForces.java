package tmnf.tminterface.sim.physics;

/** What each wheel with contact does for itself: springs, the body's lean, side grip, slides on dirt. */
final class WheelForces {

    private static final double LEAST_FORCE = 0.01;
    private static final double DIRT_MIN_SPEED = 6;
    private static final double ABSORB_RANGE = 0.7;

    private WheelForces() {}

    /**
     * All of it.
     *
     * @param tilt grip left by the tilt of the car
     * @param yaw angle of the front wheels, left positive
     * @return whether any wheel slides
     */
    static boolean apply(CarMotion car, double tilt, double yaw) {
        boolean dirt = onDirt(car);
        boolean slid = false;
        double grip = tilt * Tuning.SIDE_GRIP.at(3.6 * car.lvz);
        double fade = BurnOut.sideFade(car);
        double cos = StrictMath.cos(yaw);
        double sin = StrictMath.sin(yaw);
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            if (car.contact[wheel]) {
                spring(car, wheel);
                lean(car, wheel);
                slid |= side(car, wheel, grip, wheel < 2 ? cos : 1, wheel < 2 ? sin : 0, fade);
                if (dirt) {
                    slideOnDirt(car);
                }
            }
        }
        return slid;
    }

    static void spring(CarMotion car, int wheel) {
        double force = (Tuning.REST_ABSORB - car.absorb[wheel]) * Tuning.SPRING
                - Tuning.DAMPER * car.damperSpeed[wheel];
        double armX = Tuning.WHEEL_X[wheel] - Tuning.COM_X;
        double armZ = Tuning.WHEEL_Z[wheel] - Tuning.COM_Z;
        car.addForceAt(armX, 0, armZ, 0, force, 0);
    }

    /** The body dives and leans against the force of the last sub-step. */
    static void lean(CarMotion car, int wheel) {
        double lx = car.lastFx;
        double ly = car.lastFy;
        double lz = car.lastFz;
        if (lx * lx + ly * ly + lz * lz < LEAST_FORCE * LEAST_FORCE) {
            return;
        }
        double x = car.point[3 * wheel] - Tuning.COM_X;
        double y = car.point[3 * wheel + 1] - Tuning.COM_Y;
        double z = car.point[3 * wheel + 2] - Tuning.COM_Z;
        car.tx += Tuning.INERTIAL_PITCH * (y * lz - z * ly);
        car.tz += Tuning.INERTIAL_ROLL * (x * ly - y * lx);
    }

    /** The wheel is turned by the angle of this cosine and sine. */
    private static boolean side(
            CarMotion car, int wheel, double grip, double cos, double sin, double fade) {
        double nx = car.normal[3 * wheel];
        double ny = car.normal[3 * wheel + 1];
        double length = Math.sqrt(nx * nx + ny * ny);
        double ex = length > 0 ? ny / length : 1;
        double ey = length > 0 ? -nx / length : 0;
        double ez = 0;
        if (sin != 0) {
            ex *= cos;
            ey *= cos;
            ez = -sin;
        }
        double want = -Tuning.SIDE_STIFFNESS * (car.lvx * ex + car.lvy * ey + car.lvz * ez) * fade;
        double limit = Tuning.grip(car.material[wheel]) * grip
                * Tuning.COMPRESSION_GRIP.at((ABSORB_RANGE - car.absorb[wheel]) / ABSORB_RANGE);
        if (car.sliding[wheel]) {
            limit *= Tuning.SLIDING_GRIP;
            if (car.brake > 0) {
                limit *= Tuning.SLIDING_BRAKING_GRIP;
            }
        }
        boolean slides = Math.abs(want) > limit;
        double force = want;
        if (slides) {
            force = (1 - Tuning.OVER_LIMIT_BLEND) * Math.copySign(limit, want)
                    + Tuning.OVER_LIMIT_BLEND * want;
        }
        car.sliding[wheel] = slides;
        car.addForce(force * ex, force * ey, force * ez);
        return slides;
    }

    private static boolean onDirt(CarMotion car) {
        if (car.lvz <= DIRT_MIN_SPEED) {
            return false;
        }
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            if (!car.contact[wheel] || car.material[wheel] != Material.DIRT) {
                return false;
            }
        }
        return true;
    }

    /** Once for each wheel on the ground, as the game does. */
    private static void slideOnDirt(CarMotion car) {
        if (car.brake > 0) {
            car.addForce(-0.1 * car.lvx, -0.1 * car.lvy, -0.1 * car.lvz);
            return;
        }
        if (car.gas <= 0) {
            return;
        }
        double u = car.lvx / car.speed;
        double side = -0.05 * u / (0.05 * car.gas + 1);
        double along = Math.abs(u);
        double range = Math.abs(car.lvz) + 1;
        double push = car.gas * along * (20 * along + 1) * 90 / (range * range);
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            if (car.sliding[wheel]) {
                boolean front = wheel < 2;
                double armX = Tuning.WHEEL_X[wheel] - Tuning.COM_X;
                double armY = Tuning.WHEEL_Y[wheel] - car.absorb[wheel] - Tuning.COM_Y;
                double armZ = Tuning.WHEEL_Z[wheel] - Tuning.COM_Z;
                car.addForceAt(armX, armY, armZ, front ? side : -side, 0, front ? 1.5 * push : push);
            }
        }
    }
}
