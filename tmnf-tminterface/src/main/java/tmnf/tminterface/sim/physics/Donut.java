package tmnf.tminterface.sim.physics;

/** The circle of a burn-out: the wheels pull the car around a centre that was fixed when it began. */
final class Donut {

    static final double MAX_SPEED = 20.83;
    /** 30 km/h. */
    private static final double SPEED = 8.333;
    private static final double LEAST_ANGLE = -0.785;
    private static final double GREATEST_ANGLE = 1.7453;
    private static final double RADIUS = 1.859;
    private static final double MAX_NORMAL_TURN_COSINE = StrictMath.cos(0.35);

    private Donut() {}

    /** Begins one, or ends any burn-out if the car does not move the right way for it. */
    static void begin(CarMotion car) {
        int direction = car.steer > 0 ? -1 : 1;
        double[] normal = car.donutNormal;
        groundNormal(car, normal);
        double tx = normal[1] * car.lvz - normal[2] * car.lvy;
        double ty = normal[2] * car.lvx - normal[0] * car.lvz;
        double tz = normal[0] * car.lvy - normal[1] * car.lvx;
        double size = direction / Math.sqrt(tx * tx + ty * ty + tz * tz);
        tx *= size;
        ty *= size;
        tz *= size;
        if (!allows(StrictMath.atan2(tx, tz) * direction)) {
            car.burnPhase = BurnOut.NONE;
            return;
        }
        double radius = RADIUS + Tuning.BURN_RADIUS.at(3.6 * car.lvz);
        double x = Tuning.COM_X + tx * radius;
        double y = Tuning.COM_Y + ty * radius;
        double z = Tuning.COM_Z + tz * radius;
        car.donutCentre[0] = car.px + car.r00 * x + car.r01 * y + car.r02 * z;
        car.donutCentre[1] = car.py + car.r10 * x + car.r11 * y + car.r12 * z;
        car.donutCentre[2] = car.pz + car.r20 * x + car.r21 * y + car.r22 * z;
        car.donutRadius = radius;
        car.burnDirection = direction;
        car.burnPhase = BurnOut.CIRCLE;
        car.burnStart = car.now;
    }

    private static boolean allows(double angle) {
        return angle >= LEAST_ANGLE && angle <= GREATEST_ANGLE;
    }

    private static void groundNormal(CarMotion car, double[] into) {
        double x = 0;
        double y = 0;
        double z = 0;
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            x += car.normal[3 * wheel];
            y += car.normal[3 * wheel + 1];
            z += car.normal[3 * wheel + 2];
        }
        double length = Math.sqrt(x * x + y * y + z * z);
        into[0] = x / length;
        into[1] = y / length;
        into[2] = z / length;
    }

    /**
     * Everything that the wheels do in a circle; or its end, after which they do what they always do.
     *
     * @param normal scratch
     */
    static void circle(CarMotion car, double[] normal) {
        groundNormal(car, normal);
        double px = car.donutCentre[0] - car.px;
        double py = car.donutCentre[1] - car.py;
        double pz = car.donutCentre[2] - car.pz;
        double rx = car.r00 * px + car.r10 * py + car.r20 * pz - Tuning.COM_X;
        double ry = car.r01 * px + car.r11 * py + car.r21 * pz - Tuning.COM_Y;
        double rz = car.r02 * px + car.r12 * py + car.r22 * pz - Tuning.COM_Z;
        double radius = Math.sqrt(rx * rx + ry * ry + rz * rz);
        double dx = rx / radius;
        double dy = ry / radius;
        double dz = rz / radius;
        double tx = normal[1] * dz - normal[2] * dy;
        double ty = normal[2] * dx - normal[0] * dz;
        double tz = normal[0] * dy - normal[1] * dx;
        double along = car.lvx * tx + car.lvy * ty + car.lvz * tz;
        double inwards = car.lvx * dx + car.lvy * dy + car.lvz * dz;
        if (ends(car, normal, along)) {
            car.burnPhase = BurnOut.NONE;
            return;
        }
        double pull = along * along / radius * StrictMath.exp(radius - car.donutRadius - 0.2 * inwards);
        double push = 2 * (-car.burnDirection * SPEED * Math.min(radius, 1) - along);
        car.addForce(dx * pull + tx * push, dy * pull + ty * push, dz * pull + tz * push);
        turn(car, StrictMath.atan2(dx, dz) / Math.PI, along / radius);
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            if (car.contact[wheel]) {
                WheelForces.spring(car, wheel);
            }
            car.sliding[wheel] = false;
        }
        car.slip = true;
    }

    private static boolean ends(CarMotion car, double[] normal, double along) {
        boolean released = car.gas <= 0 || car.brake <= 0 || car.steer == 0
                || car.steer > 0 == car.burnDirection > 0;
        double cos = normal[0] * car.donutNormal[0] + normal[1] * car.donutNormal[1]
                + normal[2] * car.donutNormal[2];
        double tx = normal[1] * car.lvz - normal[2] * car.lvy;
        double tz = normal[0] * car.lvy - normal[1] * car.lvx;
        double angle = StrictMath.atan2(tx * car.burnDirection, tz * car.burnDirection) * car.burnDirection;
        return released || car.sideContact || car.bodyContact || cos < MAX_NORMAL_TURN_COSINE
                || Math.abs(along) > MAX_SPEED || !allows(angle);
    }

    /**
     * Yaw, lean and dive.
     *
     * @param a direction of the centre in half turns, left positive
     * @param rate how fast the car goes around, rad/s
     */
    private static void turn(CarMotion car, double a, double rate) {
        double yaw = 6 * a;
        if (a <= 0) {
            yaw -= car.lwy > 0 ? 2 * car.lwy : car.lwy * (a + 1) * (a + 1);
        } else {
            yaw -= car.lwy < 0 ? 2 * car.lwy : car.lwy * (a - 1) * (a - 1);
        }
        if (rate * a < 0) {
            yaw -= 0.5 * rate;
        }
        car.ty += yaw;
        car.tz -= Math.signum(car.lvx) * Tuning.DONUT_ROLL.at(3.6 * Math.abs(car.lvx));
        car.tx += Tuning.BURN_ROLL.at(3.6 * car.lvz);
    }
}
