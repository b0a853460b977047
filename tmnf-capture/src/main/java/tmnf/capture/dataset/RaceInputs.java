package tmnf.capture.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import tmnf.tminterface.protocol.DriverInputs;

/**
 * All inputs of a race, tick by tick: key {@code input_stream} of the manifest. Ours, beside upstream's
 * {@code actions}, which know no analog steering. Immutable.
 *
 * <pre>
 * tick_ms   int, 10
 * start_ms  int, race time of the first element
 * keys      a number for each tick: 1 accelerate + 2 brake + 4 left + 8 right + 16 respawn
 * steer     -65,536 (left) to 65,536 (right) for each tick; missing when it is always 0
 * gas       -65,536 (full throttle) to 65,536 (full brake) for each tick; missing when it is always 0
 * </pre>
 */
public final class RaceInputs {

    public static final int ACCELERATE = 1;
    public static final int BRAKE = 2;
    public static final int LEFT = 4;
    public static final int RIGHT = 8;
    public static final int RESPAWN = 16;

    static final String KEY = "input_stream";

    private static final int ALL = ACCELERATE | BRAKE | LEFT | RIGHT | RESPAWN;

    private final int startMs;
    private final byte[] keys;
    private final int[] steer;
    private final int[] gas;

    private RaceInputs(int startMs, byte[] keys, int[] steer, int[] gas) {
        this.startMs = startMs;
        this.keys = keys;
        this.steer = steer;
        this.gas = gas;
    }

    /** A race whose first tick is at {@code startMs}, a multiple of 10. */
    public static Builder startingAt(int startMs) {
        return new Builder(startMs);
    }

    /** Number of ticks. */
    public int ticks() {
        return keys.length;
    }

    /** Race time of the first tick. */
    public int startMs() {
        return startMs;
    }

    /** The keys of a tick, a sum of the constants of this class. */
    public int keys(int tick) {
        return keys[tick];
    }

    /** Analog steering, -65,536 (left) to 65,536 (right). */
    public int steer(int tick) {
        return steer[tick];
    }

    /** Analog gas, -65,536 (full throttle) to 65,536 (full brake). */
    public int gas(int tick) {
        return gas[tick];
    }

    /** Keys and axes of a tick, without the respawn key. */
    public DriverInputs at(int tick) {
        int down = keys(tick);
        return new DriverInputs((down & LEFT) != 0, (down & RIGHT) != 0, (down & ACCELERATE) != 0,
                (down & BRAKE) != 0, steer(tick), gas(tick));
    }

    /** What is stored. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tick_ms", FrameSchedule.TICK_MS);
        map.put("start_ms", startMs);
        int[] down = new int[keys.length];
        for (int tick = 0; tick < down.length; tick++) {
            down[tick] = keys[tick];
        }
        map.put("keys", down);
        if (Arrays.stream(steer).anyMatch(value -> value != 0)) {
            map.put("steer", steer.clone());
        }
        if (Arrays.stream(gas).anyMatch(value -> value != 0)) {
            map.put("gas", gas.clone());
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RaceInputs that && startMs == that.startMs && Arrays.equals(keys, that.keys)
                && Arrays.equals(steer, that.steer) && Arrays.equals(gas, that.gas);
    }

    @Override
    public int hashCode() {
        return 31 * startMs + Arrays.hashCode(keys);
    }

    @Override
    public String toString() {
        return ticks() + " ticks from " + startMs + " ms";
    }

    /** Takes the ticks one by one. */
    public static final class Builder {

        private static final int FIRST_SIZE = 1024;

        private final int startMs;
        private byte[] keys = new byte[FIRST_SIZE];
        private int[] steer = new int[FIRST_SIZE];
        private int[] gas = new int[FIRST_SIZE];
        private int ticks;

        private Builder(int startMs) {
            if (startMs % FrameSchedule.TICK_MS != 0) {
                throw new IllegalArgumentException("no tick is at " + startMs + " ms");
            }
            this.startMs = startMs;
        }

        /** The next tick: keys as a sum of the constants of {@link RaceInputs}, and the two axes. */
        public Builder add(int down, int steerValue, int gasValue) {
            if ((down & ~ALL) != 0) {
                throw new IllegalArgumentException("keys are a sum of 1, 2, 4, 8 and 16, not " + down);
            }
            if (ticks == keys.length) {
                keys = Arrays.copyOf(keys, 2 * ticks);
                steer = Arrays.copyOf(steer, 2 * ticks);
                gas = Arrays.copyOf(gas, 2 * ticks);
            }
            keys[ticks] = (byte) down;
            steer[ticks] = checked("steer", steerValue);
            gas[ticks] = checked("gas", gasValue);
            ticks++;
            return this;
        }

        /** The next tick. */
        public Builder add(DriverInputs inputs, boolean respawn) {
            int down = (inputs.accelerate() ? ACCELERATE : 0) | (inputs.brake() ? BRAKE : 0)
                    | (inputs.left() ? LEFT : 0) | (inputs.right() ? RIGHT : 0) | (respawn ? RESPAWN : 0);
            return add(down, inputs.steer(), inputs.gas());
        }

        private static int checked(String axis, int value) {
            if (Math.abs((long) value) > DriverInputs.FULL) {
                throw new IllegalArgumentException(axis + " is outside -65536 to 65536: " + value);
            }
            return value;
        }

        /** The inputs so far. */
        public RaceInputs build() {
            return new RaceInputs(startMs, Arrays.copyOf(keys, ticks), Arrays.copyOf(steer, ticks),
                    Arrays.copyOf(gas, ticks));
        }
    }
}
