package tmnf.tminterface.state;

import tmnf.gbx.model.Quaternion;

/**
 * The game's conversions between rotation matrices, quaternions and angles, in double precision. Matrices are
 * nine numbers, row after row, and turn the car's axes into those of the world.
 *
 * <pre>
 * t = m00 + m11 + m22
 * t &gt; 0:      s = sqrt(t + 1), k = 0.5 / s, q = (s/2, k (m21 - m12), k (m02 - m20), k (m10 - m01))
 * otherwise:  i = 1 if m11 &gt; m00, else 2 if m22 &gt; m00, else 0; j and k follow i in 0, 1, 2, 0
 *             s = sqrt(mii - (mkk + mjj) + 1); vector i = s/2, j = (mij + mji) / 2s, k = (mik + mki) / 2s;
 *             w = (mkj - mjk) / 2s
 * </pre>
 *
 * <p>The choice of i is the game's: with m22 &gt; m11 &gt; m00 it takes 1, although 2 is the largest.
 */
public final class Rotations {

    private static final double POLE_TOLERANCE = 1e-5;
    /** The game's quarter turn; it has single precision only. */
    private static final double QUARTER_TURN = 1.57079637;

    private Rotations() {}

    /** A rotation in double precision: w is the cosine of half the angle. */
    public record Quat(double w, double x, double y, double z) {

        /** The same in single precision, as states store it. */
        public Quaternion toFloats() {
            return new Quaternion((float) x, (float) y, (float) z, (float) w);
        }
    }

    /** Angles in radians: around the vertical axis, nose up or down, leaning to a side. */
    public record YawPitchRoll(double yaw, double pitch, double roll) {

        public static final YawPitchRoll ZERO = new YawPitchRoll(0, 0, 0);
    }

    /** Like {@link #mat3ToQuat(double[])}, for a matrix as states store it. */
    public static Quat mat3ToQuat(float[] rows) {
        double[] widened = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            widened[i] = rows[i];
        }
        return mat3ToQuat(widened);
    }

    /**
     * The quaternion of a matrix.
     *
     * @throws ArithmeticException when the matrix is so far from a rotation that a root of a negative number
     *     would be needed, or when a number is not finite
     */
    public static Quat mat3ToQuat(double[] m) {
        StateView.requireLength(m.length, 9, "numbers");
        double trace = m[0] + m[4] + m[8];
        if (trace > 0) {
            double s = root(trace + 1);
            double k = 0.5 / s;
            return new Quat(s * 0.5, k * (m[7] - m[5]), k * (m[2] - m[6]), k * (m[3] - m[1]));
        }
        int i = 0;
        if (m[4] > m[0]) {
            i = 1;
        } else if (m[8] > m[0]) {
            i = 2;
        }
        int j = (i + 1) % 3;
        int l = (j + 1) % 3;
        double s = root(m[4 * i] - (m[4 * l] + m[4 * j]) + 1);
        double k = 0.5 / s;
        double[] v = new double[3];
        v[i] = s * 0.5;
        v[j] = k * (m[3 * i + j] + m[3 * j + i]);
        v[l] = k * (m[3 * i + l] + m[3 * l + i]);
        return new Quat(k * (m[3 * l + j] - m[3 * j + l]), v[0], v[1], v[2]);
    }

    /** The matrix of a quaternion of length 1, the inverse of {@link #mat3ToQuat(double[])}. */
    public static double[] quatToMat3(Quat q) {
        double w = q.w();
        double x = q.x();
        double y = q.y();
        double z = q.z();
        return new double[] {
            1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w),
            2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
            2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)};
    }

    /** The angles of a quaternion; at the poles, nose straight up or down, the roll is part of the yaw. */
    public static YawPitchRoll quatToYawPitchRoll(Quat q) {
        double w = q.w();
        double x = q.x();
        double y = q.y();
        double z = q.z();
        double lean = y * x + z * w;
        if (Math.abs(lean + 0.5) < POLE_TOLERANCE || lean <= -0.5) {
            return new YawPitchRoll(2 * Math.atan2(x, w), -QUARTER_TURN, 0);
        }
        if (Math.abs(lean - 0.5) < POLE_TOLERANCE || lean >= 0.5) {
            return new YawPitchRoll(-2 * Math.atan2(x, w), QUARTER_TURN, 0);
        }
        double yaw = Math.atan2(2 * (y * w - z * x), 1 - 2 * (z * z + y * y));
        double pitch = Math.atan2(2 * (w * x - y * z), 1 - 2 * (x * x + z * z));
        return new YawPitchRoll(yaw, pitch, Math.asin(2 * lean));
    }

    private static double root(double radicand) {
        if (!(radicand >= 0) || Double.isInfinite(radicand)) {
            throw new ArithmeticException("no rotation matrix: its quaternion needs the root of " + radicand);
        }
        return Math.sqrt(radicand);
    }
}
