package tmnf.tminterface.sim.race;

import java.util.Arrays;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.sim.physics.Fingerprint;
import tmnf.tminterface.state.AnalogValue;

/**
 * The inputs of one race in the order of their times: those that acted, then those that wait for their tick.
 * A running hash says which inputs acted, so that a state finds its own past in the log. Holds a bounded
 * number of events: when it is full the oldest quarter is forgotten, which no tick notices.
 */
final class InputLog {

    /** As many events as an {@link EventBufferData} takes. */
    static final int CAPACITY = EventBufferData.MAX_EVENTS - 1_024;
    /** More never wait: three ticks, with at most 12 events each. */
    static final int MAX_PENDING = 48;

    private int[] times = new int[64];
    private int[] data = new int[64];
    /** Hash of all that acted up to and including each event. */
    private long[] hashes = new long[64];
    private int size;
    private int acted;
    /** How many events acted that are not here any more, and the hash after them. */
    private int before;
    private long hashBefore = Fingerprint.NOTHING;

    void clear() {
        size = 0;
        acted = 0;
        before = 0;
        hashBefore = Fingerprint.NOTHING;
    }

    int size() {
        return size;
    }

    int time(int i) {
        return times[i];
    }

    int data(int i) {
        return data[i];
    }

    /** How many events have acted since the race began, those that were forgotten included. */
    int actedEver() {
        return before + acted;
    }

    long hash() {
        return acted == 0 ? hashBefore : hashes[acted - 1];
    }

    int pending() {
        return size - acted;
    }

    int pendingTime(int i) {
        return times[acted + i];
    }

    int pendingData(int i) {
        return data[acted + i];
    }

    /**
     * Adds an event that has not acted, behind those of its time. An earlier one of the same control and time
     * goes: nobody would feel it. Presses that do something at once stay.
     */
    void add(int storedMs, int eventData) {
        Control control = Control.at(eventData >> 24);
        if (control != null && removeSame(storedMs, eventData, control)) {
            return;
        }
        if (size >= CAPACITY) {
            forget();
        }
        int at = size;
        while (at > acted && times[at - 1] > storedMs) {
            at--;
        }
        insert(at, storedMs, eventData);
    }

    /** Says whether the event is there already; takes away what it replaces. */
    private boolean removeSame(int storedMs, int eventData, Control control) {
        for (int i = size - 1; i >= acted; i--) {
            if (times[i] != storedMs || data[i] >> 24 != control.ordinal()) {
                continue;
            }
            boolean press = (data[i] & AnalogValue.DATA_MASK) != 0;
            if (control.isEdge() && press) {
                if ((eventData & AnalogValue.DATA_MASK) != 0) {
                    return true;
                }
            } else {
                removeAt(i);
            }
        }
        return false;
    }

    /** The latest event of a control that has not acted; -1 without one. */
    int latestPending(Control control) {
        for (int i = size - 1; i >= acted; i--) {
            if (data[i] >> 24 == control.ordinal()) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there is an event whose tick has come. */
    boolean isDue(int storedMs) {
        return acted < size && times[acted] <= storedMs;
    }

    /** The next event acts; returns its index. */
    int act() {
        long hash = Fingerprint.with(hash(), times[acted]);
        hashes[acted] = Fingerprint.with(hash, data[acted]);
        return acted++;
    }

    /**
     * Goes back to where so many events had acted with this hash; what came later goes.
     *
     * @return false when the log never was there; it is then as it was
     */
    boolean backTo(int actedCount, long hash) {
        int index = actedCount - before;
        if (index < 0 || index > acted || hash != (index == 0 ? hashBefore : hashes[index - 1])) {
            return false;
        }
        acted = index;
        size = index;
        return true;
    }

    /** An empty log of a race of which so many events acted elsewhere. */
    void begin(int actedCount, long hash) {
        clear();
        before = actedCount;
        hashBefore = hash;
    }

    /** Puts an event that acted elsewhere at the end; only in a log in which nothing waits. */
    void addPast(int storedMs, int eventData, long hash) {
        insert(size, storedMs, eventData);
        hashes[acted++] = hash;
    }

    private void insert(int at, int storedMs, int eventData) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            data = Arrays.copyOf(data, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        System.arraycopy(times, at, times, at + 1, size - at);
        System.arraycopy(data, at, data, at + 1, size - at);
        times[at] = storedMs;
        data[at] = eventData;
        size++;
    }

    private void removeAt(int at) {
        System.arraycopy(times, at + 1, times, at, size - at - 1);
        System.arraycopy(data, at + 1, data, at, size - at - 1);
        size--;
    }

    private void forget() {
        int gone = Math.min(CAPACITY / 4, acted);
        if (gone == 0) {
            throw new IllegalStateException(size + " inputs wait for their tick; log them when they are due");
        }
        hashBefore = hashes[gone - 1];
        before += gone;
        size -= gone;
        acted -= gone;
        System.arraycopy(times, gone, times, 0, size);
        System.arraycopy(data, gone, data, 0, size);
        System.arraycopy(hashes, gone, hashes, 0, size);
    }
}
