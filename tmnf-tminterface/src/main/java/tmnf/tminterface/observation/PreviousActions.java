package tmnf.tminterface.observation;

import java.util.Arrays;

/**
 * The last actions sent to the car, oldest first; those before the first one count as forward. The action
 * that is being chosen is never among them. Confined to one thread; nothing here allocates but
 * construction.
 */
public final class PreviousActions {

    private final int[] ring;
    private int oldest;

    /** Remembers {@code count} actions, all forward at first. */
    public PreviousActions(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative, is " + count);
        }
        ring = new int[count];
    }

    public int count() {
        return ring.length;
    }

    /** Forgets everything: all forward again. */
    public void clear() {
        Arrays.fill(ring, ActionIndex.FORWARD);
        oldest = 0;
    }

    /** Adds the action just sent, and forgets the oldest; what is no action counts as forward. */
    public void push(int index) {
        if (ring.length > 0) {
            ring[oldest] = ActionIndex.isValid(index) ? index : ActionIndex.FORWARD;
            oldest = oldest + 1 == ring.length ? 0 : oldest + 1;
        }
    }

    /** Action number {@code i}, 0 the oldest. */
    public int index(int i) {
        return ring[(oldest + i) % ring.length];
    }

    /**
     * Fills in what was sent before a moment of a recorded drive: the actions one, two ... action durations
     * earlier, as at driving time. The Python projects take the last entries of the list, whatever their
     * distance in time; with {@code actionMs == stepMs} this does the same.
     *
     * @param actions one action for each {@code stepMs} from race time 0 on; outside of it, forward
     * @param stepMs duration of an entry of {@code actions}
     * @param actionMs duration of an action at driving time
     * @param raceTimeMs the moment
     */
    public void recall(int[] actions, int stepMs, int actionMs, long raceTimeMs) {
        if (stepMs <= 0 || actionMs <= 0) {
            throw new IllegalArgumentException("stepMs and actionMs must be above 0, are "
                    + stepMs + " and " + actionMs);
        }
        clear();
        double now = Math.rint((double) raceTimeMs / stepMs);
        for (int back = ring.length; back > 0; back--) {
            double at = now - Math.rint((double) back * actionMs / stepMs);
            push(at >= 0 && at < actions.length ? actions[(int) at] : ActionIndex.FORWARD);
        }
    }

    /** Writes four numbers for each action: accelerate, brake, left, right. */
    public void write(float[] target, int at) {
        for (int i = 0; i < ring.length; i++) {
            ActionIndex.action(index(i)).write(target, at + i * Action.KEYS);
        }
    }
}
