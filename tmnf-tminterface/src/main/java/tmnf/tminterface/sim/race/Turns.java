package tmnf.tminterface.sim.race;

/** Rotation vectors: axis times angle, radians; quaternions w, x, y, z. */
final class Turns {

    private static final double SMALL = 1e-6;

    private Turns() {}

    static double length(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    /** The turn, in the frame of the first quaternion, that leads to the second; at most pi. */
    static double[] between(double[] quats, int first, int second) {
        double aw = quats[first];
        double ax = -quats[first + 1];
        double ay = -quats[first + 2];
        double az = -quats[first + 3];
        double bw = quats[second];
        double bx = quats[second + 1];
        double by = quats[second + 2];
        double bz = quats[second + 3];
        double w = aw * bw - ax * bx - ay * by - az * bz;
        double x = aw * bx + ax * bw + ay * bz - az * by;
        double y = aw * by - ax * bz + ay * bw + az * bx;
        double z = aw * bz + ax * by - ay * bx + az * bw;
        double sign = w < 0 ? -1 : 1;
        double sin = Math.sqrt(x * x + y * y + z * z);
        double angle = 2 * StrictMath.atan2(sin, sign * w);
        double factor = sin < SMALL ? 2 * sign : sign * angle / sin;
        return new double[] {x * factor, y * factor, z * factor};
    }

    /** The quaternion at {@code from}, turned in its own frame. */
    static void turned(double[] quats, int from, double[] turn, double[] result) {
        double angle = length(turn);
        double factor = angle < SMALL ? 0.5 : StrictMath.sin(angle / 2) / angle;
        double w = StrictMath.cos(angle / 2);
        double x = turn[0] * factor;
        double y = turn[1] * factor;
        double z = turn[2] * factor;
        double aw = quats[from];
        double ax = quats[from + 1];
        double ay = quats[from + 2];
        double az = quats[from + 3];
        result[0] = aw * w - ax * x - ay * y - az * z;
        result[1] = aw * x + ax * w + ay * z - az * y;
        result[2] = aw * y - ax * z + ay * w + az * x;
        result[3] = aw * z + ax * y - ay * x + az * w;
        double length = Math.sqrt(result[0] * result[0] + result[1] * result[1] + result[2] * result[2]
                + result[3] * result[3]);
        for (int i = 0; i < 4; i++) {
            result[i] /= length;
        }
    }

    /** The angular velocity, in the turned frame, of a turn that changes at this rate. */
    static double[] spin(double[] turn, double[] rate) {
        double angle = length(turn);
        double one = angle < SMALL ? 0.5 : (1 - StrictMath.cos(angle)) / (angle * angle);
        double two = angle < SMALL ? 1 / 6.0 : (angle - StrictMath.sin(angle)) / (angle * angle * angle);
        double[] c = cross(turn, rate);
        double[] cc = cross(turn, c);
        return new double[] {
            rate[0] - one * c[0] + two * cc[0], rate[1] - one * c[1] + two * cc[1],
            rate[2] - one * c[2] + two * cc[2]};
    }

    /** The rate of a turn at which the turned frame has this angular velocity: inverse of {@link #spin}. */
    static double[] rate(double[] turn, double[] spin) {
        double angle = length(turn);
        double two = angle < 1e-3 ? 1 / 12.0
                : 1 / (angle * angle)
                        - (1 + StrictMath.cos(angle)) / (2 * angle * StrictMath.sin(angle));
        double[] c = cross(turn, spin);
        double[] cc = cross(turn, c);
        return new double[] {
            spin[0] + c[0] / 2 + two * cc[0], spin[1] + c[1] / 2 + two * cc[1],
            spin[2] + c[2] / 2 + two * cc[2]};
    }

    /** Turns a vector by a quaternion. */
    static void toWorld(double[] q, double[] v, double[] result) {
        double tx = 2 * (q[2] * v[2] - q[3] * v[1]);
        double ty = 2 * (q[3] * v[0] - q[1] * v[2]);
        double tz = 2 * (q[1] * v[1] - q[2] * v[0]);
        result[0] = v[0] + q[0] * tx + q[2] * tz - q[3] * ty;
        result[1] = v[1] + q[0] * ty + q[3] * tx - q[1] * tz;
        result[2] = v[2] + q[0] * tz + q[1] * ty - q[2] * tx;
    }

    static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
