package tmnf.gbx.model;

/**
 * What one ghost sample stores of the car, for making sample tracks; the counterpart of {@link GhostSamples}.
 *
 * @param rotation from the car's frame to the world; its forward axis is +z
 * @param velocity world frame, m/s
 * @param steer -1 (left) to 1 (right)
 * @param gas 0 to 1
 * @param brake 0 to 1
 */
public record GhostState(
        Vec3 position, Quaternion rotation, Vec3 velocity, float forwardSpeed,
        float steer, float gas, float brake) {

    private static final int CENTRED = 128;

    /** Writes the state as TMF stores it; what a ghost stores beyond this record is set to rest. */
    public void encode(byte[] into, int at) {
        f32(into, at, position.x());
        f32(into, at + 4, position.y());
        f32(into, at + 8, position.z());
        encodeRotation(into, at + 12);
        encodeVelocity(into, at + 18);
        u16(into, at + 26, (int) Math.round((forwardSpeed + 1_000.0) / 11_000 * 65_535));
        u16(into, at + 28, (int) Math.round(1_000.0 / 2_000 * 65_535));
        u16(into, at + 30, (int) Math.min(65_535, Math.round(Math.abs(forwardSpeed) / 150.0 * 65_535)));
        into[at + 40] = (byte) Math.round((steer + 1) / 2 * 255);
        into[at + 41] = (byte) Math.round(gas * 255);
        into[at + 42] = (byte) Math.round(brake * 255);
        into[at + 45] = (byte) CENTRED;
        into[at + 46] = (byte) CENTRED;
        into[at + 48] = (byte) CENTRED;
        for (int wheel = 0; wheel < 4; wheel++) {
            into[at + 49 + 2 * wheel] = (byte) CENTRED;
        }
    }

    private void encodeRotation(byte[] into, int at) {
        // Tangents, since a cosine near 1 in single precision says less than the file can store.
        double level = Math.hypot(rotation.x(), rotation.y());
        double half = Math.atan2(Math.hypot(level, rotation.z()), rotation.w());
        double heading = Math.atan2(rotation.y(), rotation.x());
        double pitch = Math.atan2(rotation.z(), level);
        u16(into, at, (int) Math.round(half / Math.PI * 65_535));
        u16(into, at + 2, (int) Math.round(heading / Math.PI * 32_767));
        u16(into, at + 4, (int) Math.round(pitch / (Math.PI / 2) * 32_767));
    }

    private void encodeVelocity(byte[] into, int at) {
        double speed = velocity.distanceTo(Vec3.ZERO);
        if (speed < 1e-9) {
            u16(into, at, Short.MIN_VALUE);
            return;
        }
        double z = Math.max(-1, Math.min(1, velocity.z() / speed));
        u16(into, at, (int) Math.max(-32_767, Math.min(32_767, Math.round(Math.log(speed) * 1_000))));
        into[at + 2] = (byte) Math.round(Math.atan2(velocity.y(), velocity.x()) / Math.PI * 127);
        into[at + 3] = (byte) Math.round(Math.asin(z) / (Math.PI / 2) * 127);
    }

    private static void u16(byte[] into, int at, int value) {
        into[at] = (byte) value;
        into[at + 1] = (byte) (value >>> 8);
    }

    private static void f32(byte[] into, int at, float value) {
        int bits = Float.floatToRawIntBits(value);
        u16(into, at, bits);
        u16(into, at + 2, bits >>> 16);
    }
}
