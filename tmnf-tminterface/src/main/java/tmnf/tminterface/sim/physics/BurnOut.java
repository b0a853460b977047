package tmnf.tminterface.sim.physics;

import java.util.Arrays;

/**
 * Gas and brake together: wheels that spin on the spot, a circle (donut) when the car is steered and moves,
 * and the way out.
 */
final class BurnOut {

    static final int NONE = 0;
    static final int SPIN = 1;
    static final int CIRCLE = 2;
    static final int EXIT = 3;

    private static final double LEAST_UPRIGHT = 0.75;
    private static final double SPIN_MAX_SPEED = 3;
    private static final double CIRCLE_MAX_SPEED = 20.83;
    /** 30 km/h. */
    private static final double CIRCLE_SPEED = 8.333;
    private static final double LEAST_ANGLE = -0.785;
    private static final double GREATEST_ANGLE = 1.7453;
    private static final double RADIUS = 1.859;
    private static final double MAX_NORMAL_TURN = 0.35;
    private static final int SPIN_MS = 500;
    private static final int EXIT_MS = 150;
    private static final double ROLLING_BACK = 200;

    private BurnOut() {}

    /** How much of the side grip is left. */
    static double sideFade(CarMotion car) {
        if (car.burnPhase != SPIN) {
            return 1;
        }
        return 1 - 0.99 * StrictMath.cos(Math.PI * (car.now - car.burnStart) / 1000);
    }

    /** How much of the drive is left. */
    static double driveFade(CarMotion car) {
        if (car.burnPhase != SPIN) {
            return 1;
        }
        return 1 - 0.5 * StrictMath.sin(Math.PI * (car.now - car.burnStart) / 500);
    }

    /** Looks whether one begins or goes over into its next phase; not for circles. */
    static void check(CarMotion car) {
        boolean pedals = car.gas > 0 && car.brake > 0;
        if (car.burnPhase == NONE && pedals && car.r11 > LEAST_UPRIGHT && !car.freeWheeling) {
            begin(car);
        }
        if (car.burnPhase == SPIN) {
            for (boolean contact : car.contact) {
                car.tx += contact ? Tuning.BURN_ROLL.at(3.6 * car.lvz) : 0;
            }
            boolean brakeAlone = car.brake > 0 && car.gas <= 0;
            if (car.now - car.burnStart >= SPIN_MS || brakeAlone) {
                exit(car);
            }
        } else if (car.burnPhase == EXIT) {
            stepExit(car);
        }
    }

    /** What becomes of a burn-out in the air. */
    static void noContact(CarMotion car) {
        if (car.burnPhase == SPIN || car.burnPhase == CIRCLE) {
            exit(car);
        } else if (car.burnPhase == EXIT) {
            stepExit(car);
        }
    }

    private static void exit(CarMotion car) {
        car.burnPhase = EXIT;
        car.burnExit = car.now;
    }

    private static void stepExit(CarMotion car) {
        if (car.now - car.burnExit >= EXIT_MS) {
            car.burnPhase = NONE;
        } else {
            Arrays.fill(car.sliding, true);
        }
    }

    /** A car that rolls back and gets a lot of gas spins its wheels. */
    static void rollingBack(CarMotion car, double drive) {
        if (car.burnPhase == NONE && car.lvz < 0 && car.gas > 0
                && drive * 5 * Math.abs(car.lvz) > ROLLING_BACK) {
            spin(car);
        }
    }

    private static void spin(CarMotion car) {
        car.burnPhase = SPIN;
        car.burnStart = car.now;
    }

    private static void begin(CarMotion car) {
        if (car.lvz < SPIN_MAX_SPEED) {
            spin(car);
        } else if (car.lvz < CIRCLE_MAX_SPEED && car.steer != 0) {
            beginCircle(car);
        }
    }

    private static void beginCircle(CarMotion car) {
        double nx = 0;
        double ny = 0;
        double nz = 0;
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            nx += car.normal[3 * wheel];
            ny += car.normal[3 * wheel + 1];
            nz += car.normal[3 * wheel + 2];
        }
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        nx /= length;
        ny /= length;
        nz /= length;
        int direction = car.steer > 0 ? -1 : 1;
        double tx = ny * car.lvz - nz * car.lvy;
        double ty = nz * car.lvx - nx * car.lvz;
        double tz = nx * car.lvy - ny * car.lvx;
        double size = direction / Math.sqrt(tx * tx + ty * ty + tz * tz);
        tx *= size;
        ty *= size;
        tz *= size;
        double angle = StrictMath.atan2(tx, tz) * direction;
        if (!(angle >= LEAST_ANGLE && angle <= GREATEST_ANGLE)) {
            return;
        }
        double radius = RADIUS + Tuning.BURN_RADIUS.at(3.6 * car.lvz);
        double x = Tuning.COM_X + tx * radius;
        double y = Tuning.COM_Y + ty * radius;
        double z = Tuning.COM_Z + tz * radius;
        car.donutCentre[0] = car.px + car.r00 * x + car.r01 * y + car.r02 * z;
        car.donutCentre[1] = car.py + car.r10 * x + car.r11 * y + car.r12 * z;
        car.donutCentre[2] = car.pz + car.r20 * x + car.r21 * y + car.r22 * z;
        car.donutNormal[0] = nx;
        car.donutNormal[1] = ny;
        car.donutNormal[2] = nz;
        car.donutRadius = radius;
        car.burnDirection = direction;
        car.burnPhase = CIRCLE;
        car.burnStart = car.now;
    }

    /** Everything that the wheels do in a circle; the end of the circle, if it has come, too. */
    static void circle(CarMotion car) {
        double nx = 0;
        double ny = 0;
        double nz = 0;
        int wheels = 0;
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            if (car.contact[wheel]) {
                nx += car.normal[3 * wheel];
                ny += car.normal[3 * wheel + 1];
                nz += car.normal[3 * wheel + 2];
                wheels++;
            }
        }
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        nx /= length;
        ny /= length;
        nz /= length;
        double dx = car.donutCentre[0] - car.px;
        double dy = car.donutCentre[1] - car.py;
        double dz = car.donutCentre[2] - car.pz;
        double rx = car.r00 * dx + car.r10 * dy + car.r20 * dz - Tuning.COM_X;
        double ry = car.r01 * dx + car.r11 * dy + car.r21 * dz - Tuning.COM_Y;
        double rz = car.r02 * dx + car.r12 * dy + car.r22 * dz - Tuning.COM_Z;
        double radius = Math.sqrt(rx * rx + ry * ry + rz * rz);
        dx = rx / radius;
        dy = ry / radius;
        dz = rz / radius;
        double tx = ny * dz - nz * dy;
        double ty = nz * dx - nx * dz;
        double tz = nx * dy - ny * dx;
        double along = car.lvx * tx + car.lvy * ty + car.lvz * tz;
        double inwards = car.lvx * dx + car.lvy * dy + car.lvz * dz;
        double angle = StrictMath.atan2(dx, dz);
        if (ends(car, nx, ny, nz, along, angle)) {
            spin(car);
            return;
        }
        double pull = along * along / radius
                * StrictMath.exp(radius - car.donutRadius - 0.2 * inwards);
        double push = 2 * (-car.burnDirection * CIRCLE_SPEED * Math.min(radius, 1) - along);
        car.addForce(dx * pull + tx * push, dy * pull + ty * push, dz * pull + tz * push);
        double a = angle / Math.PI;
        double turn = 6 * a;
        if (a <= 0) {
            turn -= car.lwy > 0 ? 2 * car.lwy : car.lwy * (a + 1) * (a + 1);
        } else {
            turn -= car.lwy < 0 ? 2 * car.lwy : car.lwy * (a - 1) * (a - 1);
        }
        double roll = -0.5 * along / radius;
        if (roll * a < 0) {
            turn += roll;
        }
        car.ty += turn;
        car.tz -= Math.signum(car.lvx) * Tuning.DONUT_ROLL.at(3.6 * Math.abs(car.lvx));
        car.tx += Tuning.BURN_ROLL.at(3.6 * car.lvz);
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            if (car.contact[wheel]) {
                WheelForces.spring(car, wheel);
                WheelForces.lean(car, wheel);
            }
            car.sliding[wheel] = false;
        }
        car.slip = true;
    }

    private static boolean ends(CarMotion car, double nx, double ny, double nz, double along, double angle) {
        boolean released = car.gas <= 0 || car.brake <= 0 || car.steer == 0
                || car.steer > 0 == car.burnDirection > 0;
        double cos = nx * car.donutNormal[0] + ny * car.donutNormal[1] + nz * car.donutNormal[2];
        double towards = angle * car.burnDirection;
        return released || car.sideContact || car.bodyContact || cos < StrictMath.cos(MAX_NORMAL_TURN)
                || Math.abs(along) > CIRCLE_MAX_SPEED || towards < LEAST_ANGLE || towards > GREATEST_ANGLE;
    }
}
