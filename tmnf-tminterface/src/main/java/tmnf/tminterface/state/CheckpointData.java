package tmnf.tminterface.state;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Which checkpoints were passed, and when. On its own it is what the shared memory protocol transports;
 * inside a state it is the end of it. Its length varies, so it cannot grow in place: {@link
 * SimStateData#withCheckpointData} makes a state with other checkpoints.
 *
 * <pre>
 * 0          int32      reserved
 * 4          int32      a, the checkpoints on the map, the finish included
 * 8          bool32[a]  whether each was passed in this lap
 * 8 + 4a     int32      b, the passages of a whole race: a times the laps
 * 12 + 4a    b times    int32 time in ms, -1 while not passed; int32 stunts score
 * </pre>
 */
public final class CheckpointData extends StateView {

    /** The time of a checkpoint that was not passed. */
    public static final int NOT_PASSED = -1;
    /** Bytes without any checkpoint. */
    public static final int MIN_SIZE = 12;
    /** No map has more checkpoints or passages; keeps lengths far from overflow. */
    public static final int MAX_COUNT = 100_000;

    private static final int RESERVED = 0;
    private static final int STATES_LENGTH = 4;
    private static final int STATES = 8;

    /** The fields without any checkpoint; {@link #layout()} has those of one instance. */
    public static final StructLayout LAYOUT = layout(0, 0);

    CheckpointData(byte[] array, int base) {
        super(array, base);
    }

    /** Checks and wraps a whole array; changes show in it. */
    public static CheckpointData wrap(byte[] bytes) throws StateFormatException {
        return wrap(bytes, 0, bytes.length);
    }

    /** Checks and wraps a part of an array; the length must be exact. */
    public static CheckpointData wrap(byte[] bytes, int offset, int length) throws StateFormatException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        check("checkpoint data", bytes, offset, 0, length);
        return new CheckpointData(bytes, offset);
    }

    /** New data from lists, without the surplus bytes that TMInterface's Python client appends. */
    public static CheckpointData of(List<Boolean> states, List<CheckpointTime> times) {
        CheckpointData data = unset(states.size(), times.size());
        for (int i = 0; i < states.size(); i++) {
            data.setCpState(i, states.get(i));
        }
        for (int i = 0; i < times.size(); i++) {
            data.cpTime(i).setTime(times.get(i).time());
            data.cpTime(i).setStuntsScore(times.get(i).stuntsScore());
        }
        return data;
    }

    /** New data for the start of a race: nothing passed. The finish counts as a checkpoint. */
    public static CheckpointData blank(int checkpoints, int laps) {
        if (checkpoints < 0 || laps < 0 || (long) checkpoints * laps > MAX_COUNT) {
            throw new IllegalArgumentException(
                    checkpoints + " checkpoints in " + laps + " laps; at most " + MAX_COUNT + " passages");
        }
        CheckpointData data = unset(checkpoints, checkpoints * laps);
        for (int i = 0; i < data.cpTimesLength(); i++) {
            data.setCpTimeMs(i, NOT_PASSED);
        }
        return data;
    }

    private static CheckpointData unset(int states, int times) {
        if (states > MAX_COUNT || times > MAX_COUNT) {
            throw new IllegalArgumentException(
                    states + " checkpoints and " + times + " times; at most " + MAX_COUNT + " of each");
        }
        CheckpointData data = new CheckpointData(new byte[MIN_SIZE + 4 * states + 8 * times], 0);
        data.putInt32(STATES_LENGTH, states);
        data.putInt32(STATES + 4 * states, times);
        return data;
    }

    /** Throws unless {@code length} bytes are {@code before} fixed ones and complete checkpoint data. */
    static void check(String what, byte[] bytes, int offset, int before, int length)
            throws StateFormatException {
        String expected = ", but " + (before + MIN_SIZE)
                + " + 4 x checkpoints + 8 x checkpoint times are expected";
        String advice = ". They were cut, or come from a version with another layout; read them anew.";
        if (length < before + MIN_SIZE) {
            throw new StateFormatException(what + " has " + length + " bytes" + expected + advice);
        }
        CheckpointData data = new CheckpointData(bytes, offset + before);
        int states = data.cpStatesLength();
        if (states < 0 || states > MAX_COUNT || 4L * states > length - before - MIN_SIZE) {
            throw new StateFormatException(what + " has " + length + " bytes" + expected
                    + "; it claims " + states + " checkpoints at byte " + (before + STATES_LENGTH) + advice);
        }
        int times = data.cpTimesLength();
        long claimed = before + MIN_SIZE + 4L * states + 8L * times;
        if (times < 0 || times > MAX_COUNT || claimed != length) {
            throw new StateFormatException(what + " has " + length + " bytes" + expected
                    + "; it claims " + states + " checkpoints and " + times + " times, which make " + claimed
                    + advice);
        }
    }

    @Override
    public StructLayout layout() {
        return layout(cpStatesLength(), cpTimesLength());
    }

    private static StructLayout layout(int states, int times) {
        StructLayout.Builder fields = StructLayout.of("CheckpointData", MIN_SIZE, CheckpointData::new);
        fields.int32("reserved", RESERVED, "0");
        fields.int32("cp_states_length", STATES_LENGTH, "a, checkpoints on the map with the finish");
        fields.bool32("cp_states", STATES, "passed in this lap", states);
        fields.int32("cp_times_length", STATES + 4 * states, "b, a times the laps");
        fields.struct("cp_times", MIN_SIZE + 4 * states, "", CheckpointTime.LAYOUT, times);
        return fields.build();
    }

    @Override
    public int size() {
        return MIN_SIZE + 4 * cpStatesLength() + 8 * cpTimesLength();
    }

    public int reserved() {
        return int32(RESERVED);
    }

    public void setReserved(int value) {
        putInt32(RESERVED, value);
    }

    /** How many checkpoints the map has, the finish included. */
    public int cpStatesLength() {
        return int32(STATES_LENGTH);
    }

    /** How many passages a race has. */
    public int cpTimesLength() {
        return int32(STATES + 4 * cpStatesLength());
    }

    /** Whether a checkpoint was passed in this lap. */
    public boolean cpState(int index) {
        return bool32(STATES + 4 * Objects.checkIndex(index, cpStatesLength()));
    }

    public void setCpState(int index, boolean passed) {
        putBool32(STATES + 4 * Objects.checkIndex(index, cpStatesLength()), passed);
    }

    /** A copy of all flags. */
    public List<Boolean> cpStates() {
        Boolean[] states = new Boolean[cpStatesLength()];
        for (int i = 0; i < states.length; i++) {
            states[i] = cpState(i);
        }
        return List.of(states);
    }

    /** The time in ms of one passage, {@link #NOT_PASSED} if it lies ahead. */
    public int cpTimeMs(int index) {
        return int32(timeAt(index));
    }

    public void setCpTimeMs(int index, int timeMs) {
        putInt32(timeAt(index), timeMs);
    }

    /** One passage as a view: changes of it are changes here. */
    public CheckpointTime cpTime(int index) {
        return new CheckpointTime(array, base + timeAt(index));
    }

    /** All passages as views. */
    public List<CheckpointTime> cpTimes() {
        return new AbstractList<>() {
            @Override
            public CheckpointTime get(int index) {
                return cpTime(index);
            }

            @Override
            public int size() {
                return cpTimesLength();
            }
        };
    }

    private int timeAt(int index) {
        return MIN_SIZE + 4 * cpStatesLength() + 8 * Objects.checkIndex(index, cpTimesLength());
    }

    /** How many passages have a time: what the game reports as the current count. */
    public int passedCount() {
        int passed = 0;
        for (int i = 0; i < cpTimesLength(); i++) {
            if (cpTimeMs(i) != NOT_PASSED) {
                passed++;
            }
        }
        return passed;
    }

    /** Completed laps, {@link #passedCount()} by the checkpoints of a lap; empty when the map has none. */
    public OptionalInt lapCount() {
        return cpStatesLength() == 0 ? OptionalInt.empty() : OptionalInt.of(passedCount() / cpStatesLength());
    }

    /**
     * Makes the last passage not passed: the game that goes on from such a state does not see the finish.
     *
     * @return false when there are no times; the game must then be asked to prevent the finish itself
     */
    public boolean preventFinish() {
        int count = cpTimesLength();
        if (count == 0) {
            return false;
        }
        setCpTimeMs(count - 1, NOT_PASSED);
        return true;
    }

    /** The same data in an array of its own. */
    public CheckpointData copy() {
        return new CheckpointData(toBytes(), 0);
    }
}
