package tmnf.tminterface.sim.physics;

/**
 * Where in the two arrays of a {@link CarState} everything stands. Vectors take three places, wheels follow
 * each other: front left, front right, rear right, rear left.
 */
final class CarSlots {

    static final int WHEELS = 4;

    // Numbers.
    static final int POSITION = 0;
    /** w, x, y, z. */
    static final int QUATERNION = 3;
    /** Of the centre of mass, world. */
    static final int VELOCITY = 7;
    /** World. */
    static final int ANGULAR_VELOCITY = 10;
    static final int RPM = 13;
    static final int SLIP_FACTOR = 14;
    static final int STEER_WANTED = 15;
    static final int STEER_FILTERED = 16;
    static final int TURBO_FACTOR = 17;
    /** Total force of the last sub-step, car axes. */
    static final int LAST_FORCE = 18;
    static final int SHIFT_COOLDOWN = 21;
    static final int TARGET_RPM = 22;
    static final int GRAVITY_SCALE = 23;
    static final int AIR_DRAG = 24;
    /** Angular velocity that the air control remembers, car axes. */
    static final int AIR_MEMORY = 25;
    static final int DONUT_CENTRE = 28;
    static final int DONUT_NORMAL = 31;
    static final int DONUT_RADIUS = 34;
    /** First of the wheels' numbers. */
    static final int WHEEL_NUMBERS = 35;
    static final int WHEEL_STRIDE = 10;
    static final int ABSORB = 0;
    static final int DAMPER_SPEED = 1;
    static final int PENDING = 2;
    /** Sum of the normals of the contacts, car axes. */
    static final int CONTACT_NORMAL = 3;
    /** Car axes. */
    static final int CONTACT_POINT = 6;
    /** Cosine between the car and the turbo pad below the wheel; 1 elsewhere. */
    static final int PAD_COSINE = 9;
    static final int NUMBERS = WHEEL_NUMBERS + WHEELS * WHEEL_STRIDE;

    // Whole numbers; yes and no are 1 and 0.
    static final int GAS = 0;
    static final int BRAKE = 1;
    static final int GEAR = 2;
    static final int GEARBOX = 3;
    static final int REVERSE = 4;
    static final int TURBO_TYPE = 5;
    static final int TURBO_START = 6;
    static final int TURBO_END = 7;
    static final int FREE_WHEELING = 8;
    static final int SIDE_CONTACT_MS = 9;
    static final int BURN_PHASE = 10;
    static final int SLIP = 11;
    static final int AIR_MEMORY_MS = 12;
    static final int BURN_START = 13;
    static final int BURN_EXIT = 14;
    static final int BURN_DIRECTION = 15;
    static final int ANY_CONTACT = 16;
    static final int BODY_CONTACT = 17;
    static final int SIDE_CONTACT = 18;
    /** First of the wheels' whole numbers. */
    static final int WHEEL_INTEGERS = 19;
    static final int WHEEL_INTEGER_STRIDE = 3;
    static final int CONTACT = 0;
    static final int MATERIAL = 1;
    static final int SLIDING = 2;
    static final int INTEGERS = WHEEL_INTEGERS + WHEELS * WHEEL_INTEGER_STRIDE;

    private CarSlots() {}

    static int wheel(int wheel, int field) {
        return WHEEL_NUMBERS + WHEEL_STRIDE * wheel + field;
    }

    static int wheelInteger(int wheel, int field) {
        return WHEEL_INTEGERS + WHEEL_INTEGER_STRIDE * wheel + field;
    }
}
