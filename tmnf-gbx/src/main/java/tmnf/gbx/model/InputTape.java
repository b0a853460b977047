package tmnf.gbx.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ordered inputs of one drive. Kept in flat arrays, since tapes of 100,000 entries occur; immutable.
 * Source: gbx-format note, section 5.
 */
public final class InputTape {

    public static final InputTape EMPTY = new InputTape(List.of(), new int[0], new byte[0], new int[0]);

    /** Replays recorded through TMInterface carry times this much too late. */
    public static final int TMINTERFACE_SHIFT_MS = 65_535;

    public static final String RACE_RUNNING = "_FakeIsRaceRunning";
    public static final String FINISH_LINE = "_FakeFinishLine";
    public static final String RESPAWN = "Respawn";

    private final List<String> controlNames;
    private final int[] timesMs;
    private final byte[] nameIndices;
    private final int[] values;

    /** Takes ownership of the arrays, which must have equal lengths and point into {@code controlNames}. */
    public InputTape(List<String> controlNames, int[] timesMs, byte[] nameIndices, int[] values) {
        if (timesMs.length != nameIndices.length || timesMs.length != values.length) {
            throw new IllegalArgumentException("arrays differ in length");
        }
        this.controlNames = List.copyOf(controlNames);
        for (byte index : nameIndices) {
            if ((index & 0xFF) >= this.controlNames.size()) {
                throw new IllegalArgumentException(
                        "name index " + (index & 0xFF) + " of " + this.controlNames.size());
            }
        }
        this.timesMs = timesMs;
        this.nameIndices = nameIndices;
        this.values = values;
    }

    /** A tape of these entries; names are numbered in order of first appearance. */
    public static InputTape of(List<ControlEntry> entries) {
        Map<String, Integer> names = new LinkedHashMap<>();
        int[] times = new int[entries.size()];
        byte[] indices = new byte[times.length];
        int[] values = new int[times.length];
        for (int i = 0; i < times.length; i++) {
            ControlEntry entry = entries.get(i);
            times[i] = entry.timeMs();
            Integer known = names.putIfAbsent(entry.name(), names.size());
            indices[i] = (byte) (known == null ? names.size() - 1 : known);
            values[i] = entry.value();
        }
        if (names.size() > 256) {
            throw new IllegalArgumentException("more than 256 control names: " + names.size());
        }
        return new InputTape(List.copyOf(names.keySet()), times, indices, values);
    }

    /** Names in the order of the file; some may never be used. */
    public List<String> controlNames() {
        return controlNames;
    }

    public int size() {
        return timesMs.length;
    }

    public boolean isEmpty() {
        return timesMs.length == 0;
    }

    /** Time of entry {@code i} as stored, less 100,000 ms. */
    public int timeMs(int i) {
        return timesMs[i];
    }

    public String name(int i) {
        return controlNames.get(nameIndices[i] & 0xFF);
    }

    public int nameIndex(int i) {
        return nameIndices[i] & 0xFF;
    }

    public int value(int i) {
        return values[i];
    }

    public ControlEntry entry(int i) {
        return new ControlEntry(name(i), timesMs[i], values[i]);
    }

    /** A read-only view; entries are made as they are asked for. */
    public List<ControlEntry> entries() {
        return new AbstractList<>() {
            @Override
            public ControlEntry get(int index) {
                return entry(index);
            }

            @Override
            public int size() {
                return timesMs.length;
            }
        };
    }

    /**
     * What must be subtracted from every time: {@link #TMINTERFACE_SHIFT_MS} when any race-running mark ends
     * in 5 ms, which only tapes recorded through TMInterface do, else 0.
     */
    public int shiftMs() {
        for (int i = 0; i < timesMs.length; i++) {
            if (Math.floorMod(timesMs[i], 10) == 5 && name(i).equals(RACE_RUNNING)) {
                return TMINTERFACE_SHIFT_MS;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputTape that
                && controlNames.equals(that.controlNames)
                && Arrays.equals(timesMs, that.timesMs)
                && Arrays.equals(nameIndices, that.nameIndices)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(timesMs) * 31 + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "InputTape[" + size() + " entries, " + controlNames + "]";
    }
}
