package tmnf.tminterface.sim.physics;

import java.util.Arrays;

/**
 * A car while it is being computed: {@link CarState} in double precision, with what is derived from it and
 * the forces of the current sub-step. {@link CarTransfer} loads it before a tick and stores it after it.
 *
 * <p>Fields instead of accessors, because the whole computation is about them. World axes: p, q, r, v, w.
 * Car axes: everything else.
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
    double qw;
    double qx;
    double qy;
    double qz;
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

    /** Brings the matrix up to date with the quaternion. */
    void matrix() {
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
