package tmnf.tminterface.sim.physics;

/**
 * Takes a car from the single precision in which a {@link CarState} keeps it to the double precision in which
 * a {@link CarMotion} computes it, and back. Gas, brake and the steering that is wanted have no way back: a
 * tick only reads them.
 */
final class CarTransfer {

    private CarTransfer() {}

    /** Everything that a tick begins with; what is only of a sub-step stays as it is. */
    static void load(CarState car, CarMotion motion) {
        float[] n = car.numbers;
        int[] i = car.integers;
        motion.px = n[CarSlots.POSITION];
        motion.py = n[CarSlots.POSITION + 1];
        motion.pz = n[CarSlots.POSITION + 2];
        motion.qw = n[CarSlots.QUATERNION];
        motion.qx = n[CarSlots.QUATERNION + 1];
        motion.qy = n[CarSlots.QUATERNION + 2];
        motion.qz = n[CarSlots.QUATERNION + 3];
        motion.matrix();
        motion.vx = n[CarSlots.VELOCITY];
        motion.vy = n[CarSlots.VELOCITY + 1];
        motion.vz = n[CarSlots.VELOCITY + 2];
        motion.wx = n[CarSlots.ANGULAR_VELOCITY];
        motion.wy = n[CarSlots.ANGULAR_VELOCITY + 1];
        motion.wz = n[CarSlots.ANGULAR_VELOCITY + 2];
        motion.lastFx = n[CarSlots.LAST_FORCE];
        motion.lastFy = n[CarSlots.LAST_FORCE + 1];
        motion.lastFz = n[CarSlots.LAST_FORCE + 2];
        motion.gas = i[CarSlots.GAS];
        motion.brake = i[CarSlots.BRAKE];
        motion.steerWanted = n[CarSlots.STEER_WANTED];
        motion.steer = n[CarSlots.STEER_FILTERED];
        motion.gravityScale = n[CarSlots.GRAVITY_SCALE];
        motion.airDrag = n[CarSlots.AIR_DRAG];
        motion.slip = i[CarSlots.SLIP] != 0;
        motion.sideContact = i[CarSlots.SIDE_CONTACT] != 0;
        motion.sideContactMs = i[CarSlots.SIDE_CONTACT_MS];
        motion.anyContact = i[CarSlots.ANY_CONTACT] != 0;
        motion.bodyContact = i[CarSlots.BODY_CONTACT] != 0;
        motion.airMemoryMs = i[CarSlots.AIR_MEMORY_MS];
        motion.memoryX = n[CarSlots.AIR_MEMORY];
        motion.memoryY = n[CarSlots.AIR_MEMORY + 1];
        motion.memoryZ = n[CarSlots.AIR_MEMORY + 2];
        loadDrive(n, i, motion);
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            loadWheel(n, i, motion, wheel);
        }
    }

    private static void loadDrive(float[] n, int[] i, CarMotion motion) {
        motion.rpm = n[CarSlots.RPM];
        motion.targetRpm = n[CarSlots.TARGET_RPM];
        motion.slipFactor = n[CarSlots.SLIP_FACTOR];
        motion.shiftCooldown = n[CarSlots.SHIFT_COOLDOWN];
        motion.gear = i[CarSlots.GEAR];
        motion.gearbox = i[CarSlots.GEARBOX];
        motion.reverse = i[CarSlots.REVERSE] != 0;
        motion.turboType = i[CarSlots.TURBO_TYPE];
        motion.turboFactor = n[CarSlots.TURBO_FACTOR];
        motion.turboStart = i[CarSlots.TURBO_START];
        motion.turboEnd = i[CarSlots.TURBO_END];
        motion.freeWheeling = i[CarSlots.FREE_WHEELING] != 0;
        motion.burnPhase = i[CarSlots.BURN_PHASE];
        motion.burnStart = i[CarSlots.BURN_START];
        motion.burnExit = i[CarSlots.BURN_EXIT];
        motion.burnDirection = i[CarSlots.BURN_DIRECTION];
        motion.donutRadius = n[CarSlots.DONUT_RADIUS];
        for (int axis = 0; axis < 3; axis++) {
            motion.donutCentre[axis] = n[CarSlots.DONUT_CENTRE + axis];
            motion.donutNormal[axis] = n[CarSlots.DONUT_NORMAL + axis];
        }
    }

    private static void loadWheel(float[] n, int[] i, CarMotion motion, int wheel) {
        int at = CarSlots.wheel(wheel, 0);
        motion.absorb[wheel] = n[at + CarSlots.ABSORB];
        motion.damperSpeed[wheel] = n[at + CarSlots.DAMPER_SPEED];
        motion.pending[wheel] = n[at + CarSlots.PENDING];
        motion.padCosine[wheel] = n[at + CarSlots.PAD_COSINE];
        for (int axis = 0; axis < 3; axis++) {
            motion.normal[3 * wheel + axis] = n[at + CarSlots.CONTACT_NORMAL + axis];
            motion.point[3 * wheel + axis] = n[at + CarSlots.CONTACT_POINT + axis];
        }
        motion.contact[wheel] = i[CarSlots.wheelInteger(wheel, CarSlots.CONTACT)] != 0;
        motion.material[wheel] = i[CarSlots.wheelInteger(wheel, CarSlots.MATERIAL)];
        motion.sliding[wheel] = i[CarSlots.wheelInteger(wheel, CarSlots.SLIDING)] != 0;
    }

    /** Rounds what a tick has made of the car. */
    static void store(CarMotion motion, CarState car) {
        float[] n = car.numbers;
        int[] i = car.integers;
        put(n, CarSlots.POSITION, motion.px, motion.py, motion.pz);
        n[CarSlots.QUATERNION] = (float) motion.qw;
        put(n, CarSlots.QUATERNION + 1, motion.qx, motion.qy, motion.qz);
        put(n, CarSlots.VELOCITY, motion.vx, motion.vy, motion.vz);
        put(n, CarSlots.ANGULAR_VELOCITY, motion.wx, motion.wy, motion.wz);
        put(n, CarSlots.LAST_FORCE, motion.lastFx, motion.lastFy, motion.lastFz);
        n[CarSlots.STEER_FILTERED] = (float) motion.steer;
        n[CarSlots.GRAVITY_SCALE] = (float) motion.gravityScale;
        n[CarSlots.AIR_DRAG] = (float) motion.airDrag;
        i[CarSlots.SLIP] = motion.slip ? 1 : 0;
        i[CarSlots.SIDE_CONTACT] = motion.sideContact ? 1 : 0;
        i[CarSlots.SIDE_CONTACT_MS] = motion.sideContactMs;
        i[CarSlots.ANY_CONTACT] = motion.anyContact ? 1 : 0;
        i[CarSlots.BODY_CONTACT] = motion.bodyContact ? 1 : 0;
        i[CarSlots.AIR_MEMORY_MS] = motion.airMemoryMs;
        put(n, CarSlots.AIR_MEMORY, motion.memoryX, motion.memoryY, motion.memoryZ);
        storeDrive(motion, n, i);
        for (int wheel = 0; wheel < CarMotion.WHEELS; wheel++) {
            storeWheel(motion, wheel, n, i);
        }
        car.rotationChanged();
    }

    private static void storeDrive(CarMotion motion, float[] n, int[] i) {
        n[CarSlots.RPM] = (float) motion.rpm;
        n[CarSlots.TARGET_RPM] = (float) motion.targetRpm;
        n[CarSlots.SLIP_FACTOR] = (float) motion.slipFactor;
        n[CarSlots.SHIFT_COOLDOWN] = (float) motion.shiftCooldown;
        i[CarSlots.GEAR] = motion.gear;
        i[CarSlots.GEARBOX] = motion.gearbox;
        i[CarSlots.REVERSE] = motion.reverse ? 1 : 0;
        i[CarSlots.TURBO_TYPE] = motion.turboType;
        n[CarSlots.TURBO_FACTOR] = (float) motion.turboFactor;
        i[CarSlots.TURBO_START] = motion.turboStart;
        i[CarSlots.TURBO_END] = motion.turboEnd;
        i[CarSlots.FREE_WHEELING] = motion.freeWheeling ? 1 : 0;
        i[CarSlots.BURN_PHASE] = motion.burnPhase;
        i[CarSlots.BURN_START] = motion.burnStart;
        i[CarSlots.BURN_EXIT] = motion.burnExit;
        i[CarSlots.BURN_DIRECTION] = motion.burnDirection;
        n[CarSlots.DONUT_RADIUS] = (float) motion.donutRadius;
        put(n, CarSlots.DONUT_CENTRE, motion.donutCentre[0], motion.donutCentre[1], motion.donutCentre[2]);
        put(n, CarSlots.DONUT_NORMAL, motion.donutNormal[0], motion.donutNormal[1], motion.donutNormal[2]);
    }

    private static void storeWheel(CarMotion motion, int wheel, float[] n, int[] i) {
        int at = CarSlots.wheel(wheel, 0);
        n[at + CarSlots.ABSORB] = (float) motion.absorb[wheel];
        n[at + CarSlots.DAMPER_SPEED] = (float) motion.damperSpeed[wheel];
        n[at + CarSlots.PENDING] = (float) motion.pending[wheel];
        n[at + CarSlots.PAD_COSINE] = (float) motion.padCosine[wheel];
        for (int axis = 0; axis < 3; axis++) {
            n[at + CarSlots.CONTACT_NORMAL + axis] = (float) motion.normal[3 * wheel + axis];
            n[at + CarSlots.CONTACT_POINT + axis] = (float) motion.point[3 * wheel + axis];
        }
        i[CarSlots.wheelInteger(wheel, CarSlots.CONTACT)] = motion.contact[wheel] ? 1 : 0;
        i[CarSlots.wheelInteger(wheel, CarSlots.MATERIAL)] = motion.material[wheel];
        i[CarSlots.wheelInteger(wheel, CarSlots.SLIDING)] = motion.sliding[wheel] ? 1 : 0;
    }

    private static void put(float[] n, int at, double x, double y, double z) {
        n[at] = (float) x;
        n[at + 1] = (float) y;
        n[at + 2] = (float) z;
    }
}
