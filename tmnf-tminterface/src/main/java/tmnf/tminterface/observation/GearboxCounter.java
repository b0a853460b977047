package tmnf.tminterface.observation;

/**
 * For how many observations in a row the gearbox has been busy, i.e. its state not 0. The first observation
 * of a drive has 0. Confined to one thread.
 */
public final class GearboxCounter {

    private static final int NO_OBSERVATION = -1;

    private int value = NO_OBSERVATION;

    /** The next observation is the first of a drive. */
    public void reset() {
        value = NO_OBSERVATION;
    }

    /** Goes on from an observation that had this counter. */
    public void resume(int previous) {
        if (previous < 0) {
            throw new IllegalArgumentException("a counter is at least 0, is " + previous);
        }
        value = previous;
    }

    /** Counts an observation with this state of the gearbox; gives its counter. */
    public int count(int gearboxState) {
        value = gearboxState == 0 || value == NO_OBSERVATION ? 0 : value + 1;
        return value;
    }

    /** The counter of the last observation, 0 before the first. */
    public int value() {
        return Math.max(value, 0);
    }
}
