package tmnf.tminterface.sim.physics;

import java.util.Arrays;
import tmnf.gbx.model.Vec3;

/**
 * The numbers of the StadiumCar: its body and the curves and constants of its tuning. Arguments of curves are
 * km/h of forward speed unless said otherwise. Metres, seconds, mass 1, so that forces are accelerations.
 */
final class Tuning {

    // Body.
    /** Centre of mass, car axes. */
    static final double COM_X = 0;
    static final double COM_Y = 0.438502;
    static final double COM_Z = 0.288293;
    /** Inverse inertia about the car's axes. */
    static final double INV_INERTIA_X = 0.48;
    static final double INV_INERTIA_Y = 0.48;
    static final double INV_INERTIA_Z = 1.2;
    static final double WHEELBASE = 2.987591;
    static final double[] WHEEL_X = {0.863012, -0.86299, -0.885, 0.885002};
    static final double[] WHEEL_Y = {0.3525, 0.3525, 0.352504, 0.352504};
    static final double[] WHEEL_Z = {1.782089, 1.782089, -1.205502, -1.205502};
    static final double WHEEL_RADIUS = 0.364;
    static final double WHEEL_HALF_WIDTH = 0.182;
    /** Longest move of a sub-step, metres. */
    static final double SUB_STEP_LENGTH = 0.3;
    static final double MAX_SPEED = 277.78;
    static final double MAX_REVERSE_SPEED = 138.61;
    static final double MAX_ANGULAR_SPEED = 100;

    // Curves.
    private static final Curve ACCELERATION = new Curve(
            -1000, 1, -102, 2, -80, 6, -35, 12, 0, 16, 101, 11, 201, 7, 401, 5.5, 801, 1);
    static final Curve REVERSE_ACCELERATION = new Curve(-150, 0.1, -100, 1.5, -50, 8, 0, 30);
    static final Curve SIDE_GRIP = new Curve(0, 80, 100, 80, 200, 75, 300, 67, 400, 60, 500, 55);
    static final Curve STEERING_TORQUE = new Curve(
            -100, 7, 0, 16, 50, 10.4, 100, 8.5, 150, 6.8, 200, 5.5, 300, 4.25, 400, 4, 500, 3.75, 600, 3.75);
    /** Grip from compression; argument (0.7 - absorb) / 0.7. */
    static final Curve COMPRESSION_GRIP = new Curve(0, 0.1, 0.6, 0.3, 0.975, 1, 1, 1);
    /** Lean from side speed; argument 3.6 vx^2 / (|vz| + 1). */
    static final Curve ROLL = new Curve(0, 0, 1, 0.8, 10, 1, 20, 1, 30, 1);
    /** Slow-down along walls, steps of total speed. */
    static final Curve WALL = new Curve(0, 0, 50, 12, 100, 24, 200, 48, 400, 70);
    static final Curve BURN_ROLL = new Curve(0, 1.5, 10, 1.2, 50, 0.2);
    /** Argument is |vx| in km/h. */
    static final Curve DONUT_ROLL = new Curve(0, 0, 10, 5, 20, 6);
    static final Curve BURN_RADIUS = new Curve(0, 1, 5, 2, 10, 3);

    // Forces of the world.
    static final double GRAVITY = 10;
    static final double GROUND_GRAVITY_SCALE = 3;
    static final double AIR_GRAVITY_SCALE = 2.5;
    static final double AIR_DRAG = 0.03;
    static final double COASTING = 1;
    static final double COASTING_LINEAR = 0.3;

    // Suspension.
    static final double SPRING = 40;
    static final double DAMPER = 1;
    static final double REST_ABSORB = 0.2;
    /** How fast a wheel goes back to its rest, 1/s. */
    static final double ABSORB_RATE = 5;

    // Brake.
    static final double BRAKE = 1;
    static final double BRAKE_LINEAR = 1.75;
    static final double BRAKE_CAP = 30;
    static final double BRAKE_CAP_SLIDING = 60;
    static final double ROLL_BACK_CAP = 50;
    static final double ROLL_BACK_CAP_SLIDING = 100;
    static final double BRAKE_PER_SLIDING_WHEEL = 0.5;

    // Grip.
    static final double SLIDING_GRIP = 0.35;
    static final double SLIDING_BRAKING_GRIP = 0.2;
    static final double OVER_LIMIT_ACCELERATION = 10;
    static final double OVER_LIMIT_BLEND = 0.018;
    static final double SIDE_STIFFNESS = 20;
    static final double YAW_COUPLING = 0.08;
    static final double INERTIAL_PITCH = 0.05;
    static final double INERTIAL_ROLL = 0.05;
    static final double SPEED_LIMIT_FORCE = 10;

    // Steering.
    /** How far the wheels follow the driver, 1/s. */
    static final double STEER_RATE = 20;
    /** Speed of full steering, m/s. */
    static final double STEER_RAMP = 30;
    static final double STEER_MIN_SPEED = 0.7;

    // Contacts.
    static final double WHEEL_IMPACT_KEEP = 0.8;
    static final double BODY_IMPACT_KEEP = 0.5;
    static final double BODY_FRICTION = 0.3;
    static final double METAL_FRICTION = 0.2;
    static final double IMPACT_YAW_SHARE = 0.55;
    static final int WALL_MEMORY_MS = 500;

    // Air.
    static final double AIR_DAMPING = 0.4;
    static final double AIR_DAMPING_QUADRATIC = 0.2;
    static final double AIR_YAW_SWITCH = 3.14;
    static final int AIR_MEMORY_MS = 30_000;

    // Turbo.
    static final double TURBO_FACTOR = 5;
    static final int TURBO_MS = 250;
    static final double TURBO_2_FACTOR = 20;
    static final int TURBO_2_MS = 100;

    private static final int MATERIALS = 32;
    private static final double[] TOP_SPEED = row(0.5, 1, 0.2, 0.9, 0.7, 0.9, 1, 0.1, 0.2);
    private static final double[] DRIVE = row(0.4, 0.1, 0.4, 0.9, 1, 1, 1, 0.5, 0.6);
    private static final double[] BRAKING = row(0.05, 0, 1, 0.4, 1, 1, 0.85, 1, 0.1);
    private static final double[] GRIP = row(0.15, 0, 0.5, 0.25, 0.5, 1, 0.85, 0.5, 0.1);

    private Tuning() {}

    private static double[] row(double grass, double ice, double sand, double dirt, double dirtRoad,
            double wetDirtRoad, double wetPavement, double wetGrass, double snow) {
        double[] values = new double[MATERIALS];
        Arrays.fill(values, 1);
        values[Material.GRASS] = grass;
        values[Material.ICE] = ice;
        values[Material.SAND] = sand;
        values[Material.DIRT] = dirt;
        values[Material.DIRT_ROAD] = dirtRoad;
        values[Material.WET_DIRT_ROAD] = wetDirtRoad;
        values[Material.WET_PAVEMENT] = wetPavement;
        values[Material.WET_GRASS] = wetGrass;
        values[Material.SNOW] = snow;
        return values;
    }

    static double topSpeed(int material) {
        return TOP_SPEED[material & MATERIALS - 1];
    }

    static double drive(int material) {
        return DRIVE[material & MATERIALS - 1];
    }

    static double braking(int material) {
        return BRAKING[material & MATERIALS - 1];
    }

    static double grip(int material) {
        return GRIP[material & MATERIALS - 1];
    }

    /**
     * The forward drive, steps. The key 0 is exclusive: a car that stands has the value below it, as ghosts
     * show in the first tick of a race.
     */
    static double acceleration(double kilometresPerHour) {
        return kilometresPerHour == 0 ? ACCELERATION.step(-1e-9) : ACCELERATION.step(kilometresPerHour);
    }

    static Vec3 wheelOffset(int wheel) {
        return new Vec3((float) WHEEL_X[wheel], (float) WHEEL_Y[wheel], (float) WHEEL_Z[wheel]);
    }
}
