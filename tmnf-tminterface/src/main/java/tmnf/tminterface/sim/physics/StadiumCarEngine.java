package tmnf.tminterface.sim.physics;

import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.state.Rotations;

/**
 * The StadiumCar as real ghosts drive it: about 2 cm off after a second of driving. Computes in double
 * precision with strict functions and rounds to the state's single precision once a tick, so that a state
 * that was saved continues bit for bit.
 *
 * <p>A tick has one to ten sub-steps, none of which moves the car by more than 0.3 m: forces from the
 * contacts of the sub-step before, an explicit Euler step, then contacts, whose impulses act at once.
 */
public final class StadiumCarEngine implements CarEngine {

    private static final double TICK = TICK_MS / 1000.0;
    /** More than the limits of the car's speeds need; a made-up state may ask for any number. */
    private static final int MAX_SUB_STEPS = 64;
    private static final double SIDE_TILT = 0.3;
    private static final double DRIVE_TILT = 0.4;
    private static final double FULL_TILT = 0.7;

    private final CarMotion motion = new CarMotion();
    private final Contacts contacts = new Contacts();
    private final double[] normal = new double[3];

    @Override
    public void place(CarState car, Pose pose, int atMs) {
        car.reset();
        car.setPosition(pose.position());
        Vec3 left = pose.left();
        Vec3 up = pose.up();
        Vec3 forward = pose.forward();
        Rotations.Quat quat = Rotations.mat3ToQuat(new double[] {
            left.x(), up.x(), forward.x(), left.y(), up.y(), forward.y(), left.z(), up.z(), forward.z()});
        double length = Math.sqrt(quat.w() * quat.w() + quat.x() * quat.x() + quat.y() * quat.y()
                + quat.z() * quat.z());
        car.setQuaternion(new Quaternion((float) (quat.x() / length), (float) (quat.y() / length),
                (float) (quat.z() / length), (float) (quat.w() / length)));
        car.numbers[CarSlots.GRAVITY_SCALE] = (float) Tuning.GROUND_GRAVITY_SCALE;
    }

    @Override
    public void tick(CarState car, CarInputs inputs, SurfaceMesh surfaces, int startMs) {
        car.setInputs(inputs);
        CarTransfer.load(car, motion);
        motion.now = startMs;
        motion.refresh();
        double spin = Math.sqrt(motion.wx * motion.wx + motion.wy * motion.wy + motion.wz * motion.wz);
        int steps = (int) (TICK * (motion.speed + spin) / Tuning.SUB_STEP_LENGTH) + 1;
        steps = Math.min(MAX_SUB_STEPS, steps);
        motion.dt = TICK / steps;
        for (int i = 0; i < steps; i++) {
            subStep(surfaces);
        }
        CarTransfer.store(motion, car);
    }

    private void subStep(SurfaceMesh surfaces) {
        motion.refresh();
        motion.startForces();
        carForces();
        motion.clearContacts();
        motion.integrate();
        motion.refresh();
        contacts.collide(motion, surfaces);
    }

    private void carForces() {
        CarMotion car = motion;
        boolean onGround = car.onGround();
        Suspension.step(car);
        Gearbox.step(car);
        double change = Tuning.STEER_RATE * car.dt;
        car.steer += Math.min(Math.max(car.steerWanted - car.steer, -change), change);
        car.gravityScale = onGround ? Tuning.GROUND_GRAVITY_SCALE : Tuning.AIR_GRAVITY_SCALE;
        car.airDrag = onGround ? 0 : Tuning.AIR_DRAG;
        resist();
        car.limitSpeed(Tuning.MAX_SPEED);
        double upright = Math.abs(car.gy) / Math.sqrt(car.gx * car.gx + car.gy * car.gy + car.gz * car.gz);
        double sideTilt = fade(upright, SIDE_TILT);
        double driveTilt = fade(upright, DRIVE_TILT);
        boolean burning = onGround && burnOut(car);
        if (car.burnPhase != BurnOut.CIRCLE || !onGround) {
            double yaw = -car.steer * StrictMath.asin(1 / (2 + 0.85 * Math.abs(car.lvz)));
            boolean slid = WheelForces.apply(car, sideTilt, yaw);
            BurnOut.slide(car);
            if (onGround) {
                DriveForces.apply(car, driveTilt, slid, burning);
            } else {
                BurnOut.noContact(car);
            }
        }
        AirControl.apply(car);
        Turbo.apply(car);
    }

    /** Looks after burn-outs, and drives circles; whether there was one in this sub-step. */
    private boolean burnOut(CarMotion car) {
        boolean before = car.burnPhase != BurnOut.NONE;
        BurnOut.check(car);
        if (car.burnPhase == BurnOut.CIRCLE) {
            Donut.circle(car, normal);
        }
        return before || car.burnPhase != BurnOut.NONE;
    }

    /** Coasting, and the slow-down along a wall that was touched a moment ago. */
    private void resist() {
        CarMotion car = motion;
        if (car.speed <= 0) {
            return;
        }
        double pedal = car.reverse ? car.brake : car.gas;
        double factor = 0;
        if (pedal == 0 || car.freeWheeling) {
            factor = Tuning.COASTING / car.speed + (car.freeWheeling ? 0 : Tuning.COASTING_LINEAR);
        }
        if (car.now - car.sideContactMs <= Tuning.WALL_MEMORY_MS) {
            factor += Tuning.WALL.step(3.6 * car.speed) / car.speed;
        }
        car.addForce(-factor * car.lvx, -factor * car.lvy, -factor * car.lvz);
    }

    /** 0 below {@code low}, 1 from {@link #FULL_TILT} on, a quarter of a cosine between. */
    private static double fade(double upright, double low) {
        if (upright < low) {
            return 0;
        }
        if (upright > FULL_TILT) {
            return 1;
        }
        return 1 - StrictMath.cos(Math.PI / 2 * (upright - low) / (FULL_TILT - low));
    }
}
