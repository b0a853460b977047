package tmnf.tminterface.sim.physics;

import java.util.Arrays;

/**
 * A car while it is being computed: {@link CarState} in double precision, with what is derived from it and
 * the forces of the current sub-step. Loaded before a tick and stored after it.
 *
 * <p>Fields instead of accessors, because the whole computation is about them. World axes: p, q, r, v, w.
 * Car axes: everything else.
 *
 * <p>Longer than other classes, because loading and storing stand beside all the fields that they copy.
 */
final class CarMotion {

    static final int WHEELS = CarState.WHEELS;

    /** Race time at which the tick starts, ms. */
    int now;
    /** Length of a sub-step, s. */
    double dt;

    // Body: origin, quaternion, matrix, velocity of the centre of mass, angular velocity.
    double px;
    double py;
    double pz;
    private double qw;
    private double qx;
    private double qy;
    private double qz;
    double r00;
    double r01;
    double r02;
    double r10;
    double r11;
    double r12;
    double r20;
    double r21;
    double r22;
    double vx;
    double vy;
    double vz;
    double wx;
    double wy;
    double wz;

    // The velocities in car axes, as of the last refresh.
    double lvx;
    double lvy;
    double lvz;
    double lwx;
    double lwy;
    double lwz;
    double speed;

    // Forces and torques of this sub-step, gravity and drag alone, the total of the last sub-step.
    double fx;
    double fy;
    double fz;
    double tx;
    double ty;
    double tz;
    double gx;
    double gy;
    double gz;
    double lastFx;
    double lastFy;
    double lastFz;

    final double[] absorb = new double[WHEELS];
    final double[] damperSpeed = new double[WHEELS];
    final double[] pending = new double[WHEELS];
    /** Sums of contact normals, three numbers a wheel. */
    final double[] normal = new double[3 * WHEELS];
    /** Contact points, three numbers a wheel. */
    final double[] point = new double[3 * WHEELS];
    /** Cosines between the car and the turbo pads below. */
    final double[] padCosine = new double[WHEELS];
    final boolean[] contact = new boolean[WHEELS];
    final int[] material = new int[WHEELS];
    final boolean[] sliding = new boolean[WHEELS];

    double gas;
    double brake;
    double steerWanted;
    double steer;

    double rpm;
    double targetRpm;
    double slipFactor;
    double shiftCooldown;
    int gear;
    int gearbox;
    boolean reverse;

    int turboType;
    double turboFactor;
    int turboStart;
    int turboEnd;
    boolean freeWheeling;

    double gravityScale;
    double airDrag;
    boolean slip;
    int sideContactMs;
    int airMemoryMs;
    double memoryX;
    double memoryY;
    double memoryZ;
    boolean sideContact;
    boolean anyContact;
    boolean bodyContact;

    int burnPhase;
    int burnStart;
    int burnExit;
    int burnDirection;
    final double[] donutCentre = new double[3];
    final double[] donutNormal = new double[3];
    double donutRadius;

    void load(CarState car) {
        float[] n = car.numbers;
        int[] i = car.integers;
        px = n[CarSlots.POSITION];
        py = n[CarSlots.POSITION + 1];
        pz = n[CarSlots.POSITION + 2];
        qw = n[CarSlots.QUATERNION];
        qx = n[CarSlots.QUATERNION + 1];
        qy = n[CarSlots.QUATERNION + 2];
        qz = n[CarSlots.QUATERNION + 3];
        matrix();
        vx = n[CarSlots.VELOCITY];
        vy = n[CarSlots.VELOCITY + 1];
        vz = n[CarSlots.VELOCITY + 2];
        wx = n[CarSlots.ANGULAR_VELOCITY];
        wy = n[CarSlots.ANGULAR_VELOCITY + 1];
        wz = n[CarSlots.ANGULAR_VELOCITY + 2];
        lastFx = n[CarSlots.LAST_FORCE];
        lastFy = n[CarSlots.LAST_FORCE + 1];
        lastFz = n[CarSlots.LAST_FORCE + 2];
        gas = i[CarSlots.GAS];
        brake = i[CarSlots.BRAKE];
        steerWanted = n[CarSlots.STEER_WANTED];
        steer = n[CarSlots.STEER_FILTERED];
        gravityScale = n[CarSlots.GRAVITY_SCALE];
        airDrag = n[CarSlots.AIR_DRAG];
        slip = i[CarSlots.SLIP] != 0;
        sideContact = i[CarSlots.SIDE_CONTACT] != 0;
        sideContactMs = i[CarSlots.SIDE_CONTACT_MS];
        anyContact = i[CarSlots.ANY_CONTACT] != 0;
        bodyContact = i[CarSlots.BODY_CONTACT] != 0;
        airMemoryMs = i[CarSlots.AIR_MEMORY_MS];
        memoryX = n[CarSlots.AIR_MEMORY];
        memoryY = n[CarSlots.AIR_MEMORY + 1];
        memoryZ = n[CarSlots.AIR_MEMORY + 2];
        loadDrive(n, i);
        for (int wheel = 0; wheel < WHEELS; wheel++) {
            loadWheel(wheel, n, i);
        }
    }

    private void loadDrive(float[] n, int[] i) {
        rpm = n[CarSlots.RPM];
        targetRpm = n[CarSlots.TARGET_RPM];
        slipFactor = n[CarSlots.SLIP_FACTOR];
        shiftCooldown = n[CarSlots.SHIFT_COOLDOWN];
        gear = i[CarSlots.GEAR];
        gearbox = i[CarSlots.GEARBOX];
        reverse = i[CarSlots.REVERSE] != 0;
        turboType = i[CarSlots.TURBO_TYPE];
        turboFactor = n[CarSlots.TURBO_FACTOR];
        turboStart = i[CarSlots.TURBO_START];
        turboEnd = i[CarSlots.TURBO_END];
        freeWheeling = i[CarSlots.FREE_WHEELING] != 0;
        burnPhase = i[CarSlots.BURN_PHASE];
        burnStart = i[CarSlots.BURN_START];
        burnExit = i[CarSlots.BURN_EXIT];
        burnDirection = i[CarSlots.BURN_DIRECTION];
        donutRadius = n[CarSlots.DONUT_RADIUS];
        for (int axis = 0; axis < 3; axis++) {
            donutCentre[axis] = n[CarSlots.DONUT_CENTRE + axis];
            donutNormal[axis] = n[CarSlots.DONUT_NORMAL + axis];
        }
    }

    private void loadWheel(int wheel, float[] n, int[] i) {
        int at = CarSlots.wheel(wheel, 0);
        absorb[wheel] = n[at + CarSlots.ABSORB];
        damperSpeed[wheel] = n[at + CarSlots.DAMPER_SPEED];
        pending[wheel] = n[at + CarSlots.PENDING];
        padCosine[wheel] = n[at + CarSlots.PAD_COSINE];
        for (int axis = 0; axis < 3; axis++) {
            normal[3 * wheel + axis] = n[at + CarSlots.CONTACT_NORMAL + axis];
            point[3 * wheel + axis] = n[at + CarSlots.CONTACT_POINT + axis];
        }
        contact[wheel] = i[CarSlots.wheelInteger(wheel, CarSlots.CONTACT)] != 0;
        material[wheel] = i[CarSlots.wheelInteger(wheel, CarSlots.MATERIAL)];
        sliding[wheel] = i[CarSlots.wheelInteger(wheel, CarSlots.SLIDING)] != 0;
    }

    void store(CarState car) {
        float[] n = car.numbers;
        int[] i = car.integers;
        put(n, CarSlots.POSITION, px, py, pz);
        n[CarSlots.QUATERNION] = (float) qw;
        put(n, CarSlots.QUATERNION + 1, qx, qy, qz);
        put(n, CarSlots.VELOCITY, vx, vy, vz);
        put(n, CarSlots.ANGULAR_VELOCITY, wx, wy, wz);
        put(n, CarSlots.LAST_FORCE, lastFx, lastFy, lastFz);
        n[CarSlots.STEER_FILTERED] = (float) steer;
        n[CarSlots.GRAVITY_SCALE] = (float) gravityScale;
        n[CarSlots.AIR_DRAG] = (float) airDrag;
        i[CarSlots.SLIP] = slip ? 1 : 0;
        i[CarSlots.SIDE_CONTACT] = sideContact ? 1 : 0;
        i[CarSlots.SIDE_CONTACT_MS] = sideContactMs;
        i[CarSlots.ANY_CONTACT] = anyContact ? 1 : 0;
        i[CarSlots.BODY_CONTACT] = bodyContact ? 1 : 0;
        i[CarSlots.AIR_MEMORY_MS] = airMemoryMs;
        put(n, CarSlots.AIR_MEMORY, memoryX, memoryY, memoryZ);
        storeDrive(n, i);
        for (int wheel = 0; wheel < WHEELS; wheel++) {
            storeWheel(wheel, n, i);
        }
        car.rotationChanged();
    }

    private void storeDrive(float[] n, int[] i) {
        n[CarSlots.RPM] = (float) rpm;
        n[CarSlots.TARGET_RPM] = (float) targetRpm;
        n[CarSlots.SLIP_FACTOR] = (float) slipFactor;
        n[CarSlots.SHIFT_COOLDOWN] = (float) shiftCooldown;
        i[CarSlots.GEAR] = gear;
        i[CarSlots.GEARBOX] = gearbox;
        i[CarSlots.REVERSE] = reverse ? 1 : 0;
        i[CarSlots.TURBO_TYPE] = turboType;
        n[CarSlots.TURBO_FACTOR] = (float) turboFactor;
        i[CarSlots.TURBO_START] = turboStart;
        i[CarSlots.TURBO_END] = turboEnd;
        i[CarSlots.FREE_WHEELING] = freeWheeling ? 1 : 0;
        i[CarSlots.BURN_PHASE] = burnPhase;
        i[CarSlots.BURN_START] = burnStart;
        i[CarSlots.BURN_EXIT] = burnExit;
        i[CarSlots.BURN_DIRECTION] = burnDirection;
        n[CarSlots.DONUT_RADIUS] = (float) donutRadius;
        put(n, CarSlots.DONUT_CENTRE, donutCentre[0], donutCentre[1], donutCentre[2]);
        put(n, CarSlots.DONUT_NORMAL, donutNormal[0], donutNormal[1], donutNormal[2]);
    }

    private void storeWheel(int wheel, float[] n, int[] i) {
        int at = CarSlots.wheel(wheel, 0);
        n[at + CarSlots.ABSORB] = (float) absorb[wheel];
        n[at + CarSlots.DAMPER_SPEED] = (float) damperSpeed[wheel];
        n[at + CarSlots.PENDING] = (float) pending[wheel];
        n[at + CarSlots.PAD_COSINE] = (float) padCosine[wheel];
        for (int axis = 0; axis < 3; axis++) {
            n[at + CarSlots.CONTACT_NORMAL + axis] = (float) normal[3 * wheel + axis];
            n[at + CarSlots.CONTACT_POINT + axis] = (float) point[3 * wheel + axis];
        }
        i[CarSlots.wheelInteger(wheel, CarSlots.CONTACT)] = contact[wheel] ? 1 : 0;
        i[CarSlots.wheelInteger(wheel, CarSlots.MATERIAL)] = material[wheel];
        i[CarSlots.wheelInteger(wheel, CarSlots.SLIDING)] = sliding[wheel] ? 1 : 0;
    }

    private static void put(float[] n, int at, double x, double y, double z) {
        n[at] = (float) x;
        n[at + 1] = (float) y;
        n[at + 2] = (float) z;
    }

    private void matrix() {
        r00 = 1 - 2 * (qy * qy + qz * qz);
        r01 = 2 * (qx * qy - qz * qw);
        r02 = 2 * (qx * qz + qy * qw);
        r10 = 2 * (qx * qy + qz * qw);
        r11 = 1 - 2 * (qx * qx + qz * qz);
        r12 = 2 * (qy * qz - qx * qw);
        r20 = 2 * (qx * qz - qy * qw);
        r21 = 2 * (qy * qz + qx * qw);
        r22 = 1 - 2 * (qx * qx + qy * qy);
    }

    /** Brings the velocities in car axes up to date. */
    void refresh() {
        lvx = r00 * vx + r10 * vy + r20 * vz;
        lvy = r01 * vx + r11 * vy + r21 * vz;
        lvz = r02 * vx + r12 * vy + r22 * vz;
        lwx = r00 * wx + r10 * wy + r20 * wz;
        lwy = r01 * wx + r11 * wy + r21 * wz;
        lwz = r02 * wx + r12 * wy + r22 * wz;
        speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
    }

    /** Begins the forces with gravity and drag. */
    void startForces() {
        double worldX = -airDrag * vx;
        double worldY = -Tuning.GRAVITY * gravityScale - airDrag * vy;
        double worldZ = -airDrag * vz;
        gx = r00 * worldX + r10 * worldY + r20 * worldZ;
        gy = r01 * worldX + r11 * worldY + r21 * worldZ;
        gz = r02 * worldX + r12 * worldY + r22 * worldZ;
        fx = gx;
        fy = gy;
        fz = gz;
        tx = 0;
        ty = 0;
        tz = 0;
    }

    void addForce(double x, double y, double z) {
        fx += x;
        fy += y;
        fz += z;
    }

    /** A force with an arm from the centre of mass. */
    void addForceAt(double armX, double armY, double armZ, double x, double y, double z) {
        addForce(x, y, z);
        tx += armY * z - armZ * y;
        ty += armZ * x - armX * z;
        tz += armX * y - armY * x;
    }

    /** Turns the velocity in world axes after the one in car axes was changed by a factor. */
    void limitSpeed(double most) {
        if (speed > most) {
            double factor = most / speed;
            vx *= factor;
            vy *= factor;
            vz *= factor;
            refresh();
        }
    }

    /** Writes the angular velocity in car axes back into the world's. */
    void angularVelocityFromLocal() {
        wx = r00 * lwx + r01 * lwy + r02 * lwz;
        wy = r10 * lwx + r11 * lwy + r12 * lwz;
        wz = r20 * lwx + r21 * lwy + r22 * lwz;
    }

    /** One explicit Euler step with the velocities as they were before. */
    void integrate() {
        lastFx = fx;
        lastFy = fy;
        lastFz = fz;
        px += vx * dt;
        py += vy * dt;
        pz += vz * dt;
        double comX = r00 * Tuning.COM_X + r01 * Tuning.COM_Y + r02 * Tuning.COM_Z;
        double comY = r10 * Tuning.COM_X + r11 * Tuning.COM_Y + r12 * Tuning.COM_Z;
        double comZ = r20 * Tuning.COM_X + r21 * Tuning.COM_Y + r22 * Tuning.COM_Z;
        vx += (r00 * fx + r01 * fy + r02 * fz) * dt;
        vy += (r10 * fx + r11 * fy + r12 * fz) * dt;
        vz += (r20 * fx + r21 * fy + r22 * fz) * dt;
        double ax = Tuning.INV_INERTIA_X * tx * dt;
        double ay = Tuning.INV_INERTIA_Y * ty * dt;
        double az = Tuning.INV_INERTIA_Z * tz * dt;
        double dwx = r00 * ax + r01 * ay + r02 * az;
        double dwy = r10 * ax + r11 * ay + r12 * az;
        double dwz = r20 * ax + r21 * ay + r22 * az;
        rotate();
        px -= r00 * Tuning.COM_X + r01 * Tuning.COM_Y + r02 * Tuning.COM_Z - comX;
        py -= r10 * Tuning.COM_X + r11 * Tuning.COM_Y + r12 * Tuning.COM_Z - comY;
        pz -= r20 * Tuning.COM_X + r21 * Tuning.COM_Y + r22 * Tuning.COM_Z - comZ;
        wx += dwx;
        wy += dwy;
        wz += dwz;
        limitSpin();
    }

    private void rotate() {
        double h = 0.5 * dt;
        double w = qw - h * (wx * qx + wy * qy + wz * qz);
        double x = qx + h * (wx * qw + wy * qz - wz * qy);
        double y = qy + h * (wy * qw + wz * qx - wx * qz);
        double z = qz + h * (wz * qw + wx * qy - wy * qx);
        double length = Math.sqrt(w * w + x * x + y * y + z * z);
        qw = w / length;
        qx = x / length;
        qy = y / length;
        qz = z / length;
        matrix();
    }

    void limitSpin() {
        double spin = Math.sqrt(wx * wx + wy * wy + wz * wz);
        if (spin > Tuning.MAX_ANGULAR_SPEED) {
            double factor = Tuning.MAX_ANGULAR_SPEED / spin;
            wx *= factor;
            wy *= factor;
            wz *= factor;
        }
    }

    boolean onGround() {
        return contact[0] || contact[1] || contact[2] || contact[3];
    }

    int slidingWheels() {
        int count = 0;
        for (boolean slides : sliding) {
            count += slides ? 1 : 0;
        }
        return count;
    }

    /** Forgets the contacts of the last sub-step, for the next ones. */
    void clearContacts() {
        Arrays.fill(normal, 0);
        Arrays.fill(contact, false);
        Arrays.fill(material, 0);
        anyContact = false;
        bodyContact = false;
        sideContact = false;
    }
}
