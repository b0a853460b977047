package tmnf.gbx.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The sample track of a ghost: the car's position, rotation and speed at fixed intervals. A view over the
 * stored states; a value is decoded when it is asked for. Immutable. Long because every stored value has an
 * accessor of its own over one layout. Layout: gbx-format note, section 6.
 *
 * <pre>
 * offset  type   meaning (61-byte state, version 9)
 *      0  3 f32  position, metres
 *     12  u16    rotation: half angle = a * pi / 65535
 *     14  2 i16  rotation axis: heading * pi / 32767, pitch * (pi/2) / 32767
 *     18  i16    speed: 0 if -32768, else exp(m / 1000) m/s
 *     20  2 i8   velocity direction: heading * pi / 127, pitch * (pi/2) / 127
 *     26  u16    forward speed m/s = u / 65535 * 11000 - 1000
 *     28  u16    sideward speed m/s = u / 65535 * 2000 - 1000
 *     30  u16    engine speed = u / 65535 * 30000 rpm
 *     40  3 u8   steer = u / 255 * 2 - 1 (right positive), gas = u / 255, brake = u / 255
 * </pre>
 */
public final class GhostSamples {

    public static final int STATE_SIZE = 61;
    public static final int STATE_VERSION = 9;
    /** Class id stored for a car; {@code -1} stands for an empty track. */
    public static final int CAR_CLASS = 0x0A02B000;

    public static final GhostSamples EMPTY = new GhostSamples(
            -1, true, 0, STATE_VERSION, new States(new byte[0], 0, 0, 0, STATE_SIZE, 0), new int[0]);

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bytes that every state has: all that is decoded without a version check. */
    public static final int COMMON_SIZE = 43;

    private final String damage;
    private final int savedClassId;
    private final boolean fixedStep;
    private final int periodMs;
    private final int version;
    private final byte[] states;
    private final States layout;
    private final int count;
    private final int[] timesMs;

    /** Where the states of a track lie in a buffer. Takes ownership of the arrays. */
    public static final class States {
        private final byte[] buffer;
        private final int first;
        private final int size;
        private final int count;
        // Borders relative to the first byte, or null when all states have one size.
        private final int[] offsets;

        /** {@code count} states of {@code size} bytes, the first one at {@code start + first}. */
        public States(byte[] buffer, int start, int length, int first, int size, int count) {
            long end = first + (long) size * count;
            if (first < 0 || count > 0 && size < COMMON_SIZE || end > length || start + end > buffer.length) {
                throw new IllegalArgumentException(count + " samples of " + size + " bytes in " + length);
            }
            this.buffer = buffer;
            this.first = start + first;
            this.size = size;
            this.count = count;
            this.offsets = null;
        }

        /** States between the given borders, which are relative to {@code start}. */
        public States(byte[] buffer, int start, int length, int[] offsets) {
            for (int i = 0; i + 1 < offsets.length; i++) {
                if (offsets[i] < 0 || offsets[i + 1] - offsets[i] < COMMON_SIZE || offsets[i + 1] > length) {
                    throw new IllegalArgumentException(
                            "sample " + i + " spans " + offsets[i] + " to " + offsets[i + 1]);
                }
            }
            this.buffer = buffer;
            this.first = start;
            this.size = 0;
            this.count = offsets.length - 1;
            this.offsets = offsets;
        }

        private int at(int i) {
            if (i < 0 || i >= count) {
                throw new IndexOutOfBoundsException("sample " + i + " of " + count);
            }
            return offsets == null ? first + i * size : first + offsets[i];
        }

        private int size(int i) {
            return offsets == null ? size : offsets[i + 1] - offsets[i];
        }
    }

    /**
     * @param savedClassId class of the recorded object; -1: nothing recorded
     * @param fixedStep whether samples stand {@code periodMs} apart
     * @param version layout of a state
     * @param timesMs time of each sample when the step is not fixed, else empty; ownership passes on
     */
    public GhostSamples(
            int savedClassId, boolean fixedStep, int periodMs, int version, States layout, int[] timesMs) {
        this(savedClassId, fixedStep, periodMs, version, layout, timesMs, "");
    }

    private GhostSamples(
            int savedClassId, boolean fixedStep, int periodMs, int version, States layout, int[] timesMs,
            String damage) {
        if (!fixedStep && timesMs.length != layout.count) {
            throw new IllegalArgumentException(timesMs.length + " times for " + layout.count + " samples");
        }
        this.savedClassId = savedClassId;
        this.fixedStep = fixedStep;
        this.periodMs = periodMs;
        this.version = version;
        this.states = layout.buffer;
        this.layout = layout;
        this.count = layout.count;
        this.timesMs = timesMs;
        this.damage = damage;
    }

    /** An empty track in place of one that could not be read. */
    public static GhostSamples damaged(String reason) {
        return new GhostSamples(-1, true, 0, STATE_VERSION, EMPTY.layout, new int[0], reason);
    }

    /** Why the track could not be read; empty when it could. */
    public String damage() {
        return damage;
    }

    /** Samples of equal size packed back to back, as TMF writes them. */
    public static GhostSamples packed(int periodMs, byte[] states) {
        States layout = new States(states, 0, states.length, 0, STATE_SIZE, states.length / STATE_SIZE);
        return new GhostSamples(CAR_CLASS, true, periodMs, STATE_VERSION, layout, new int[0]);
    }

    public int size() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Distance between two samples in ms, from the file; 100 in every TMF ghost seen. */
    public int periodMs() {
        return periodMs;
    }

    public boolean fixedStep() {
        return fixedStep;
    }

    public int savedClassId() {
        return savedClassId;
    }

    public int version() {
        return version;
    }

    /** Race time of sample {@code i}; the track usually runs on after the finish. */
    public int timeMs(int i) {
        return fixedStep ? i * periodMs : timesMs[i];
    }

    /** How many samples lie within [0, {@code raceTimeMs}]. */
    public int sizeUntil(int raceTimeMs) {
        int n = 0;
        while (n < count && timeMs(n) <= raceTimeMs) {
            n++;
        }
        return n;
    }

    public Vec3 position(int i) {
        int o = layout.at(i);
        return new Vec3(f32(o), f32(o + 4), f32(o + 8));
    }

    public float x(int i) {
        return f32(layout.at(i));
    }

    public float y(int i) {
        return f32(layout.at(i) + 4);
    }

    public float z(int i) {
        return f32(layout.at(i) + 8);
    }

    /** Rotation from the car's frame to the world. */
    public Quaternion rotation(int i) {
        int o = layout.at(i);
        double half = (u16(o + 12)) * Math.PI / 65_535;
        double heading = i16(o + 14) * Math.PI / 32_767;
        double pitch = i16(o + 16) * (Math.PI / 2) / 32_767;
        double sin = Math.sin(half);
        return new Quaternion(
                (float) (Math.cos(heading) * Math.cos(pitch) * sin),
                (float) (Math.sin(heading) * Math.cos(pitch) * sin),
                (float) (Math.sin(pitch) * sin),
                (float) Math.cos(half));
    }

    /** Speed along the direction of movement in m/s. */
    public double speed(int i) {
        int stored = i16(layout.at(i) + 18);
        return stored == Short.MIN_VALUE ? 0 : Math.exp(stored / 1000.0);
    }

    /** Velocity in the world frame in m/s; its direction is stored with about one degree. */
    public Vec3 velocity(int i) {
        int o = layout.at(i);
        double speed = speed(i);
        double heading = states[o + 20] * Math.PI / 127;
        double pitch = states[o + 21] * (Math.PI / 2) / 127;
        return new Vec3(
                (float) (speed * Math.cos(heading) * Math.cos(pitch)),
                (float) (speed * Math.sin(heading) * Math.cos(pitch)),
                (float) (speed * Math.sin(pitch)));
    }

    /** Speed along the car's own axis in m/s, negative in reverse. */
    public double forwardSpeed(int i) {
        return u16(layout.at(i) + 26) / 65_535.0 * 11_000 - 1_000;
    }

    /** Sideward speed in the car's frame in m/s. */
    public double sidewardSpeed(int i) {
        return u16(layout.at(i) + 28) / 65_535.0 * 2_000 - 1_000;
    }

    public double rpm(int i) {
        return u16(layout.at(i) + 30) / 65_535.0 * 30_000;
    }

    /** Steering as shown, -1 (left) to 1 (right). */
    public double steer(int i) {
        return u8(layout.at(i) + 40) / 255.0 * 2 - 1;
    }

    /** Throttle, 0 to 1. */
    public double gas(int i) {
        return u8(layout.at(i) + 41) / 255.0;
    }

    /** Brake, 0 to 1. */
    public double brake(int i) {
        return u8(layout.at(i) + 42) / 255.0;
    }

    /** A copy of the stored bytes of sample {@code i}. */
    public byte[] state(int i) {
        return Arrays.copyOfRange(states, layout.at(i), layout.at(i) + stateSize(i));
    }

    /** Byte {@code at} of sample {@code i} as stored, 0 to 255. */
    public int stateByte(int i, int at) {
        if (at < 0 || at >= stateSize(i)) {
            throw new IndexOutOfBoundsException("byte " + at + " of a state of " + stateSize(i));
        }
        return u8(layout.at(i) + at);
    }

    public int stateSize(int i) {
        return layout.size(i);
    }

    private int u8(int at) {
        return states[at] & 0xFF;
    }

    private int i16(int at) {
        return (short) SHORT.get(states, at);
    }

    private int u16(int at) {
        return (short) SHORT.get(states, at) & 0xFFFF;
    }

    private float f32(int at) {
        return (float) FLOAT.get(states, at);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof GhostSamples that)
                || count != that.count
                || savedClassId != that.savedClassId
                || fixedStep != that.fixedStep
                || periodMs != that.periodMs
                || version != that.version
                || !Arrays.equals(timesMs, that.timesMs)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int mine = layout.at(i);
            int theirs = that.layout.at(i);
            if (!Arrays.equals(
                    states, mine, mine + stateSize(i), that.states, theirs, theirs + that.stateSize(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return count * 31 + (count == 0 ? 0 : (int) INT.get(states, layout.at(count - 1)));
    }

    @Override
    public String toString() {
        return "GhostSamples[" + count + " every " + periodMs + " ms]";
    }
}
