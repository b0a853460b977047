package tmnf.tminterface.sim.physics;

import java.util.Arrays;
import java.util.Objects;
import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.state.SimStateData;

/**
 * Everything about a car in one moment: section 2 of the physics note. Metres, seconds and radians; y of the
 * world is up; the car's axes are x left, y up and z forward. Wheels are 0 front left, 1 front right, 2 rear
 * right, 3 rear left. Numbers are stored with single precision, so that a {@link SimStateData} holds them
 * without loss.
 *
 * <p>The quaternion is the master of the rotation; the matrix follows from it. Two states are equal when all
 * their bits are. Confined to one thread. Long because every field has its accessors here.
 */
public final class CarState {

    public static final int WHEELS = CarSlots.WHEELS;
    /** What the times of a state say about something that did not happen yet. */
    public static final int NEVER = -1_000_000_000;
    /** How far a wheel without load hangs, metres. */
    public static final float FREE_WHEEL_ABSORB = 0.2f;

    final float[] numbers = new float[CarSlots.NUMBERS];
    final int[] integers = new int[CarSlots.INTEGERS];
    /** Derived, row-major. */
    private final float[] rotation = new float[9];

    /** A car that rests in the origin, upright, its wheels hanging, first gear, nothing remembered. */
    public CarState() {
        reset();
    }

    void reset() {
        Arrays.fill(numbers, 0);
        Arrays.fill(integers, 0);
        numbers[CarSlots.QUATERNION] = 1;
        numbers[CarSlots.SLIP_FACTOR] = 1;
        integers[CarSlots.GEAR] = 1;
        integers[CarSlots.TURBO_START] = NEVER;
        integers[CarSlots.TURBO_END] = NEVER;
        integers[CarSlots.SIDE_CONTACT_MS] = NEVER;
        integers[CarSlots.AIR_MEMORY_MS] = NEVER;
        integers[CarSlots.BURN_START] = NEVER;
        integers[CarSlots.BURN_EXIT] = NEVER;
        for (int wheel = 0; wheel < WHEELS; wheel++) {
            numbers[CarSlots.wheel(wheel, CarSlots.ABSORB)] = FREE_WHEEL_ABSORB;
        }
        rotationChanged();
    }

    /** Takes over everything of another state. */
    public void set(CarState other) {
        System.arraycopy(other.numbers, 0, numbers, 0, numbers.length);
        System.arraycopy(other.integers, 0, integers, 0, integers.length);
        System.arraycopy(other.rotation, 0, rotation, 0, rotation.length);
    }

    public CarState copy() {
        CarState copy = new CarState();
        copy.set(this);
        return copy;
    }

    /**
     * Puts the car into a state: named fields where the game has them, the rest into the first bytes of
     * {@code dyna.rest} as {@link CarStateBytes} lists. Everything else in the state stays as it is.
     */
    public void write(SimStateData state) {
        CarStateBytes.write(this, state);
    }

    /** Takes everything from a state that {@link #write} filled; other states give a car that makes do. */
    public void read(SimStateData state) {
        CarStateBytes.read(this, state);
    }

    void rotationChanged() {
        double w = numbers[CarSlots.QUATERNION];
        double x = numbers[CarSlots.QUATERNION + 1];
        double y = numbers[CarSlots.QUATERNION + 2];
        double z = numbers[CarSlots.QUATERNION + 3];
        rotation[0] = (float) (1 - 2 * (y * y + z * z));
        rotation[1] = (float) (2 * (x * y - z * w));
        rotation[2] = (float) (2 * (x * z + y * w));
        rotation[3] = (float) (2 * (x * y + z * w));
        rotation[4] = (float) (1 - 2 * (x * x + z * z));
        rotation[5] = (float) (2 * (y * z - x * w));
        rotation[6] = (float) (2 * (x * z - y * w));
        rotation[7] = (float) (2 * (y * z + x * w));
        rotation[8] = (float) (1 - 2 * (x * x + y * y));
    }

    // Body.

    /** The car's origin in the world, metres; axis 0 to 2. */
    public float position(int axis) {
        return vector(CarSlots.POSITION, axis);
    }

    public Vec3 position() {
        return vector(CarSlots.POSITION);
    }

    public void setPosition(Vec3 position) {
        setVector(CarSlots.POSITION, position);
    }

    /** A number of the matrix from the car's axes to the world's; its columns are left, up and forward. */
    public float rotation(int row, int column) {
        return rotation[3 * Objects.checkIndex(row, 3) + Objects.checkIndex(column, 3)];
    }

    /** Unit vector of the car's left side in the world. */
    public Vec3 left() {
        return new Vec3(rotation[0], rotation[3], rotation[6]);
    }

    public Vec3 up() {
        return new Vec3(rotation[1], rotation[4], rotation[7]);
    }

    public Vec3 forward() {
        return new Vec3(rotation[2], rotation[5], rotation[8]);
    }

    public Quaternion quaternion() {
        int at = CarSlots.QUATERNION;
        return new Quaternion(numbers[at + 1], numbers[at + 2], numbers[at + 3], numbers[at]);
    }

    /** Turns the car; the length must be 1 but for rounding. */
    public void setQuaternion(Quaternion quaternion) {
        int at = CarSlots.QUATERNION;
        numbers[at] = quaternion.w();
        numbers[at + 1] = quaternion.x();
        numbers[at + 2] = quaternion.y();
        numbers[at + 3] = quaternion.z();
        rotationChanged();
    }

    /** Velocity of the centre of mass in the world, m/s. */
    public float velocity(int axis) {
        return vector(CarSlots.VELOCITY, axis);
    }

    public Vec3 velocity() {
        return vector(CarSlots.VELOCITY);
    }

    public void setVelocity(Vec3 velocity) {
        setVector(CarSlots.VELOCITY, velocity);
    }

    /** Angular velocity in the world, rad/s. */
    public float angularVelocity(int axis) {
        return vector(CarSlots.ANGULAR_VELOCITY, axis);
    }

    public Vec3 angularVelocity() {
        return vector(CarSlots.ANGULAR_VELOCITY);
    }

    public void setAngularVelocity(Vec3 angularVelocity) {
        setVector(CarSlots.ANGULAR_VELOCITY, angularVelocity);
    }

    /** A coordinate of the velocity in the car's axes, m/s: 0 to the left, 1 up, 2 forward. */
    public float localVelocity(int axis) {
        Objects.checkIndex(axis, 3);
        int at = CarSlots.VELOCITY;
        return (float) ((double) rotation[axis] * numbers[at]
                + (double) rotation[3 + axis] * numbers[at + 1]
                + (double) rotation[6 + axis] * numbers[at + 2]);
    }

    /** Speed in m/s. */
    public float speed() {
        double x = velocity(0);
        double y = velocity(1);
        double z = velocity(2);
        return (float) Math.sqrt(x * x + y * y + z * z);
    }

    // Wheels.

    /** How far a wheel hangs below its highest place, metres: 0 fully compressed, 0.2 free. */
    public float wheelAbsorb(int wheel) {
        return numbers[CarSlots.wheel(Objects.checkIndex(wheel, WHEELS), CarSlots.ABSORB)];
    }

    public void setWheelAbsorb(int wheel, float metres) {
        numbers[CarSlots.wheel(Objects.checkIndex(wheel, WHEELS), CarSlots.ABSORB)] = metres;
    }

    /** Whether the wheel touched the ground in the last tick. */
    public boolean wheelContact(int wheel) {
        return integers[wheelInteger(wheel, CarSlots.CONTACT)] != 0;
    }

    /** Sets the contact and, with it, the ground's normal: the car's own up. */
    public void setWheelContact(int wheel, boolean contact) {
        integers[wheelInteger(wheel, CarSlots.CONTACT)] = contact ? 1 : 0;
        int normal = CarSlots.wheel(wheel, CarSlots.CONTACT_NORMAL);
        numbers[normal] = 0;
        numbers[normal + 1] = contact ? 1 : 0;
        numbers[normal + 2] = 0;
    }

    /** The surface below the wheel, 0 to 30; 0 without contact. */
    public int wheelMaterial(int wheel) {
        return integers[wheelInteger(wheel, CarSlots.MATERIAL)];
    }

    public void setWheelMaterial(int wheel, int material) {
        integers[wheelInteger(wheel, CarSlots.MATERIAL)] = material;
    }

    public boolean wheelSliding(int wheel) {
        return integers[wheelInteger(wheel, CarSlots.SLIDING)] != 0;
    }

    public void setWheelSliding(int wheel, boolean sliding) {
        integers[wheelInteger(wheel, CarSlots.SLIDING)] = sliding ? 1 : 0;
    }

    /** Whether any wheel slides. */
    public boolean isSliding() {
        return wheelSliding(0) || wheelSliding(1) || wheelSliding(2) || wheelSliding(3);
    }

    /** Whether any wheel touches the ground. */
    public boolean isOnGround() {
        return wheelContact(0) || wheelContact(1) || wheelContact(2) || wheelContact(3);
    }

    // Controls, engine, turbo.

    public boolean gas() {
        return integers[CarSlots.GAS] != 0;
    }

    public boolean brake() {
        return integers[CarSlots.BRAKE] != 0;
    }

    /** What the driver asks for, right positive. */
    public float steerWanted() {
        return numbers[CarSlots.STEER_WANTED];
    }

    /** How far the wheels have followed. */
    public float steerFiltered() {
        return numbers[CarSlots.STEER_FILTERED];
    }

    public void setSteerFiltered(float steer) {
        numbers[CarSlots.STEER_FILTERED] = steer;
    }

    /** What the car was told in its last tick. */
    public void setInputs(CarInputs inputs) {
        integers[CarSlots.GAS] = inputs.accelerate() ? 1 : 0;
        integers[CarSlots.BRAKE] = inputs.brake() ? 1 : 0;
        numbers[CarSlots.STEER_WANTED] = (float) inputs.steer();
    }

    public float rpm() {
        return numbers[CarSlots.RPM];
    }

    public void setRpm(float rpm) {
        numbers[CarSlots.RPM] = rpm;
    }

    /** 0 reverse, 1 to 5. */
    public int gear() {
        return integers[CarSlots.GEAR];
    }

    public void setGear(int gear) {
        integers[CarSlots.GEAR] = gear;
    }

    /** 0 steady, 1 shifting, 2 taking off forwards, 3 backwards, 4 burn-out. */
    public int gearboxState() {
        return integers[CarSlots.GEARBOX];
    }

    public void setGearboxState(int state) {
        integers[CarSlots.GEARBOX] = state;
    }

    public void setReverse(boolean reverse) {
        integers[CarSlots.REVERSE] = reverse ? 1 : 0;
    }

    public boolean isTurbo() {
        return integers[CarSlots.TURBO_TYPE] != 0;
    }

    public float turboFactor() {
        return numbers[CarSlots.TURBO_FACTOR];
    }

    public boolean isFreeWheeling() {
        return integers[CarSlots.FREE_WHEELING] != 0;
    }

    public void setFreeWheeling(boolean freeWheeling) {
        integers[CarSlots.FREE_WHEELING] = freeWheeling ? 1 : 0;
    }

    /** Race time in ms at which a wheel or a side last touched a wall; {@link #NEVER} until then. */
    public int lastSideContactMs() {
        return integers[CarSlots.SIDE_CONTACT_MS];
    }

    /** Whether the car touched a wall in the last tick. */
    public boolean hasSideContact() {
        return integers[CarSlots.SIDE_CONTACT] != 0;
    }

    /** Whether the body, not a wheel, touched something in the last tick. */
    public boolean hasBodyContact() {
        return integers[CarSlots.BODY_CONTACT] != 0;
    }

    /** 0 none, 1 spinning, 2 circling, 3 leaving. */
    public int burnOutPhase() {
        return integers[CarSlots.BURN_PHASE];
    }

    /** A hash of all bits, for comparing whole races. */
    public long fingerprint() {
        long hash = Fingerprint.NOTHING;
        for (float number : numbers) {
            hash = Fingerprint.with(hash, Float.floatToRawIntBits(number));
        }
        for (int integer : integers) {
            hash = Fingerprint.with(hash, integer);
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CarState car && Arrays.equals(numbers, car.numbers)
                && Arrays.equals(integers, car.integers);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint());
    }

    private static int wheelInteger(int wheel, int field) {
        return CarSlots.wheelInteger(Objects.checkIndex(wheel, WHEELS), field);
    }

    private float vector(int at, int axis) {
        return numbers[at + Objects.checkIndex(axis, 3)];
    }

    private Vec3 vector(int at) {
        return new Vec3(numbers[at], numbers[at + 1], numbers[at + 2]);
    }

    private void setVector(int at, Vec3 value) {
        numbers[at] = value.x();
        numbers[at + 1] = value.y();
        numbers[at + 2] = value.z();
    }
}
