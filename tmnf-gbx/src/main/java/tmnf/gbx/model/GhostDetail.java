package tmnf.gbx.model;

import java.util.List;

/**
 * The part of a ghost sample that {@link GhostState} leaves out: how the car turns, its engine and its
 * wheels. For states of 61 bytes, version 9. Numbers are cut, not rounded, as the game stores them. Layout:
 * gbx-format note, section 6.
 *
 * <pre>
 * offset  type   meaning
 *     22  i16    angular speed: 0 if -32768, else exp(m / 1000) rad/s
 *     24  2 i8   axis of the turn: heading * pi / 127, pitch * (pi/2) / 127
 *     28  u16    sideward speed m/s = u / 65535 * 2000 - 1000
 *     30  u16    engine speed = u / 65535 * 30000 rpm
 *     32  4 u16  wheel rotation = u / 65535 * 1608.495
 *     47  u8     turbo = u / 255
 *     48  u8     front wheel angle = u / 255 * 2 pi - pi
 *     49  4 (u8 damper = u / 255 * 4 - 2, u8 material)
 *     57  u8     bits 0 to 2 gearbox state (seen: 0, 1, 2 at take-off); the others unknown
 *     58  u8     bit 6 front left slides, bit 7 front left on the ground
 *     59  u8     bits 0/1, 2/3, 4/5 slide and ground of front right, rear right, rear left
 * </pre>
 *
 * @param angularVelocity world frame, rad/s
 * @param sidewardSpeed in the car's frame, to the left, m/s
 * @param gearboxState 0 steady, 1 shifting, 2 taking off, 3 backwards, 4 burn-out
 * @param turbo 0 to 1
 * @param frontWheelAngle radians, left positive
 * @param wheels front left, front right, rear right, rear left
 */
public record GhostDetail(
        Vec3 angularVelocity, double sidewardSpeed, double rpm, int gearboxState, double turbo,
        double frontWheelAngle, List<GhostWheel> wheels) {

    private static final int WHEELS = 4;
    private static final int TURN = 22;
    private static final int SIDEWARD = 28;
    private static final int RPM = 30;
    private static final int ROTATIONS = 32;
    private static final int TURBO = 47;
    private static final int FRONT_ANGLE = 48;
    private static final int DAMPERS = 49;
    private static final int GEARBOX = 57;
    private static final int FIRST_FLAGS = 58;
    private static final int OTHER_FLAGS = 59;

    public GhostDetail {
        wheels = List.copyOf(wheels);
        if (wheels.size() != WHEELS) {
            throw new IllegalArgumentException("a car of " + wheels.size() + " wheels");
        }
    }

    /**
     * What a track stores at sample {@code i}.
     *
     * @throws IllegalArgumentException when its states are not those of version 9
     */
    public static GhostDetail of(GhostSamples samples, int i) {
        if (samples.stateSize(i) < GhostSamples.STATE_SIZE) {
            throw new IllegalArgumentException("a state of " + samples.stateSize(i)
                    + " bytes has no details; " + GhostSamples.STATE_SIZE + " are needed");
        }
        byte[] state = samples.state(i);
        GhostWheel[] wheels = new GhostWheel[WHEELS];
        for (int wheel = 0; wheel < WHEELS; wheel++) {
            int flags = wheelFlags(state, 0, wheel);
            wheels[wheel] = new GhostWheel(
                    u16(state, ROTATIONS + 2 * wheel) / 65_535.0 * GhostWheel.ROTATION_RANGE,
                    u8(state, DAMPERS + 2 * wheel) / 255.0 * 4 - 2, u8(state, DAMPERS + 2 * wheel + 1),
                    (flags & 1) != 0, (flags & 2) != 0);
        }
        return new GhostDetail(turn(state), samples.sidewardSpeed(i), samples.rpm(i), state[GEARBOX] & 7,
                u8(state, TURBO) / 255.0, u8(state, FRONT_ANGLE) / 255.0 * 2 * Math.PI - Math.PI,
                List.of(wheels));
    }

    private static Vec3 turn(byte[] state) {
        short stored = (short) u16(state, TURN);
        double speed = stored == Short.MIN_VALUE ? 0 : StrictMath.exp(stored / 1000.0);
        double heading = state[TURN + 2] * Math.PI / 127;
        double pitch = state[TURN + 3] * (Math.PI / 2) / 127;
        double level = speed * StrictMath.cos(pitch);
        return new Vec3((float) (level * StrictMath.cos(heading)),
                (float) (level * StrictMath.sin(heading)), (float) (speed * StrictMath.sin(pitch)));
    }

    private static int wheelFlags(byte[] state, int at, int wheel) {
        int flags = wheel == 0
                ? u8(state, at + FIRST_FLAGS) >> 6 : u8(state, at + OTHER_FLAGS) >> 2 * wheel - 2;
        return flags & 3;
    }

    /** Writes these values into a state that {@link GhostState#encode} made. */
    public void encode(byte[] into, int at) {
        encodeTurn(into, at + TURN);
        u16(into, at + SIDEWARD, cut((sidewardSpeed + 1_000) / 2_000, 65_535));
        u16(into, at + RPM, cut(rpm / 30_000, 65_535));
        into[at + TURBO] = (byte) cut(turbo, 255);
        into[at + FRONT_ANGLE] = (byte) cut((frontWheelAngle + Math.PI) / (2 * Math.PI), 255);
        into[at + GEARBOX] = (byte) (gearboxState & 7);
        into[at + FIRST_FLAGS] = 0;
        into[at + OTHER_FLAGS] = 0;
        for (int i = 0; i < WHEELS; i++) {
            GhostWheel wheel = wheels.get(i);
            double turned = wheel.rotation() % GhostWheel.ROTATION_RANGE / GhostWheel.ROTATION_RANGE;
            u16(into, at + ROTATIONS + 2 * i, cut(turned < 0 ? turned + 1 : turned, 65_535));
            into[at + DAMPERS + 2 * i] = (byte) cut((wheel.damper() + 2) / 4, 255);
            into[at + DAMPERS + 2 * i + 1] = (byte) wheel.material();
            int flags = (wheel.sliding() ? 1 : 0) | (wheel.onGround() ? 2 : 0);
            int byteAt = at + (i == 0 ? FIRST_FLAGS : OTHER_FLAGS);
            into[byteAt] |= (byte) (flags << (i == 0 ? 6 : 2 * i - 2));
        }
    }

    private void encodeTurn(byte[] into, int at) {
        double speed = angularVelocity.distanceTo(Vec3.ZERO);
        if (speed < 1e-9) {
            u16(into, at, Short.MIN_VALUE);
            into[at + 2] = 0;
            into[at + 3] = 0;
            return;
        }
        double z = Math.max(-1, Math.min(1, angularVelocity.z() / speed));
        double heading = StrictMath.atan2(angularVelocity.y(), angularVelocity.x());
        u16(into, at, (int) Math.max(-32_767, Math.min(32_767, Math.round(StrictMath.log(speed) * 1_000))));
        into[at + 2] = (byte) Math.round(heading / Math.PI * 127);
        into[at + 3] = (byte) Math.round(StrictMath.asin(z) / (Math.PI / 2) * 127);
    }

    private static int cut(double share, int steps) {
        // What was read from a file goes back as it was, whatever the division left of it.
        return (int) Math.max(0, Math.min(steps, share * steps + 1e-6));
    }

    private static int u8(byte[] state, int at) {
        return state[at] & 0xFF;
    }

    private static int u16(byte[] state, int at) {
        return state[at] & 0xFF | (state[at + 1] & 0xFF) << 8;
    }

    private static void u16(byte[] into, int at, int value) {
        into[at] = (byte) value;
        into[at + 1] = (byte) (value >>> 8);
    }
}
