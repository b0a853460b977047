package tmnf.tminterface.sim.physics;

import java.util.Arrays;

/** What the wheels do together: rolling, steering, drive, brake and the limits of speed. */
final class DriveForces {

    private static final double REVERSE_MAX_SPEED = 10;
    private static final double REVERSE_MAX_SIDE_SPEED = 2;
    private static final double REVERSE_ROLL_SPEED = -2;

    /** The share of the brake that is left with so many sliding wheels. */
    private static final double[] PER_SLIDING_WHEELS = new double[CarMotion.WHEELS + 1];

    static {
        for (int count = 0; count < PER_SLIDING_WHEELS.length; count++) {
            PER_SLIDING_WHEELS[count] = StrictMath.pow(Tuning.BRAKE_PER_SLIDING_WHEEL, count);
        }
    }

    private DriveForces() {}

    /**
     * All of it.
     *
     * @param tilt drive left by the tilt of the car
     * @param slid whether any wheel slides sideways
     * @param burning whether there is, or was at the beginning of the sub-step, a burn-out
     */
    static void apply(CarMotion car, double tilt, boolean slid, boolean burning) {
        int material = car.material[0];
        if (car.burnPhase == BurnOut.NONE) {
            chooseDirection(car);
        }
        double x = 3.6 * car.lvx * car.lvx / (Math.abs(car.lvz) + 1);
        car.tz -= Math.signum(car.lvx) * Tuning.ROLL.at(x);
        double mix = steer(car, material);
        boolean over = mix < 1;
        double drive = drive(car, material, mix);
        BurnOut.rollingBack(car, drive);
        boolean locked = brake(car, material, slid, drive, tilt);
        car.slip = over || locked || burning;
    }

    private static void chooseDirection(CarMotion car) {
        boolean sideways = Math.abs(car.lvx) > REVERSE_MAX_SIDE_SPEED;
        if (car.brake > 0 && car.lvz < REVERSE_MAX_SPEED && Math.abs(car.lvx) < REVERSE_MAX_SIDE_SPEED) {
            car.reverse = true;
        }
        if (car.gas > 0 && (car.lvz > 0 || sideways)) {
            car.reverse = false;
        }
        if (car.gas <= 0 && car.brake <= 0) {
            car.reverse = car.lvz <= REVERSE_ROLL_SPEED;
        }
        if (car.lvz > 0 && car.turboType != Turbo.NONE) {
            car.reverse = false;
        }
    }

    /** Adds the torque and gives the share of the drive that grip leaves. */
    private static double steer(CarMotion car, int material) {
        double grip = Tuning.SIDE_GRIP.at(3.6 * car.lvz) * Tuning.grip(material);
        double steer = ramp(car.speed) * car.steer * Tuning.STEERING_TORQUE.at(3.6 * car.lvz);
        if (car.reverse) {
            steer = -steer;
        }
        double overWant = 0;
        double overLimit = 0;
        boolean over = false;
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            double arm = wheel < 2 ? Tuning.WHEELBASE / 2 : -Tuning.WHEELBASE / 2;
            double want = -Tuning.SIDE_STIFFNESS * (car.lvx + car.lwy * arm);
            if (Math.abs(want) > grip) {
                overWant += Math.abs(want);
                overLimit += grip;
                over = true;
            }
            double force = Tuning.YAW_COUPLING * want - (wheel < 2 ? steer : 0);
            car.ty += force * arm;
        }
        if (!over) {
            return 1;
        }
        // Without any grip all of the drive is that of a slide.
        double excess = overLimit > 0 ? (overWant - overLimit) / overLimit : 1;
        return Math.min(1 - Math.min(Math.max(excess, 0), 1), Math.nextDown(1.0));
    }

    private static double ramp(double speed) {
        if (speed < Tuning.STEER_MIN_SPEED) {
            return 0;
        }
        return speed < Tuning.STEER_RAMP ? StrictMath.sin(Math.PI / 2 * speed / Tuning.STEER_RAMP) : 1;
    }

    private static double drive(CarMotion car, int material, double mix) {
        double kmh = 3.6 * car.lvz;
        double curve = car.reverse ? Tuning.REVERSE_ACCELERATION.at(kmh) : Tuning.acceleration(kmh);
        double turbo = car.turboType == Turbo.NONE ? 0 : curve * car.turboFactor;
        if (car.freeWheeling) {
            return turbo;
        }
        double engine = car.gearbox == Gearbox.SHIFTING
                ? 0 : (1 - mix) * Tuning.OVER_LIMIT_ACCELERATION + mix * curve;
        double pedal = car.gas - (car.reverse ? car.brake : 0);
        double drive = (engine * Tuning.drive(material) * pedal + turbo) * BurnOut.driveFade(car);
        if (car.lvz < 0) {
            double steer = 0.5 * Math.abs(car.steer);
            drive += car.reverse ? steer : -steer;
        }
        return drive;
    }

    /** Adds drive and brake and says whether the brake is at its limit. */
    private static boolean brake(CarMotion car, int material, boolean slid, double drive, double tilt) {
        double force = 0;
        double cap = 0;
        double perWheel = PER_SLIDING_WHEELS[car.slidingWheels()];
        if (car.lvz > 0) {
            force = (Tuning.BRAKE + Tuning.BRAKE_LINEAR * car.lvz) * car.brake * perWheel;
            cap = slid ? Tuning.BRAKE_CAP_SLIDING : Tuning.BRAKE_CAP;
        } else if (car.lvz < 0) {
            force = (Tuning.BRAKE - Tuning.BRAKE_LINEAR * car.lvz) * car.gas * perWheel;
            cap = slid ? Tuning.ROLL_BACK_CAP_SLIDING : Tuning.ROLL_BACK_CAP;
        }
        cap *= Tuning.braking(material);
        boolean locked = force > cap;
        if (locked) {
            force = cap;
            Arrays.fill(car.sliding, true);
        }
        double net = drive - Math.signum(car.lvz) * force;
        if (car.lvz > Tuning.MAX_SPEED * Tuning.topSpeed(material)) {
            net = Math.min(net, 0) - Tuning.SPEED_LIMIT_FORCE;
        } else if (car.lvz < -Tuning.MAX_REVERSE_SPEED * Tuning.topSpeed(material)) {
            net = Math.max(net, 0) + Tuning.SPEED_LIMIT_FORCE;
        }
        car.fz += net * tilt;
        return locked;
    }
}
