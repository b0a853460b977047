package tmnf.rl.learn;

/**
 * How often transitions are used: learning waits for new ones, so that each is used so many times on average,
 * counted from when the buffer held enough. Confined to one thread. Source: training note, section 9.1.
 */
public final class ReplayRatio {

    private double uses;
    private long startSize;
    private double owed;
    private long used;
    private double credit; // of what is owed: that which no transitions are for, and nothing was used of yet

    /**
     * What a resumed run needs.
     *
     * @param owed uses that all transitions so far are worth
     * @param used transitions that were learned from, each time counted
     * @param credit of a reset, uses that are still to be learned; part of what is owed
     */
    public record State(double owed, long used, double credit) {

        /** Where a run begins. */
        public static final State START = new State(0, 0, 0);

        /** Checks the ranges. */
        public State {
            if (!(owed >= 0) || Double.isInfinite(owed) || used < 0 || !(credit >= 0)
                    || Double.isInfinite(credit)) {
                throw new IllegalArgumentException("owed " + owed + ", used " + used + " and credit " + credit
                        + " are 0 or more");
            }
        }
    }

    /**
     * Begins or goes on.
     *
     * @param uses of a transition ({@code number_times_single_memory_is_used_before_discard})
     * @param startSize transitions in the buffer before learning begins, by the schedule as it is now
     */
    public ReplayRatio(double uses, long startSize, State state) {
        if (!(uses > 0) || startSize < 0) {
            throw new IllegalArgumentException("uses are above 0, the start 0 or more, not " + uses + " and "
                    + startSize);
        }
        this.uses = uses;
        this.startSize = startSize;
        owed = state.owed();
        used = state.used();
        credit = state.credit();
    }

    /** What a resumed run needs. */
    public State state() {
        return new State(owed, used, credit);
    }

    /**
     * A run goes on without the transitions it had: what it owed for them is forgotten, so that learning
     * begins once the buffer holds enough again. What a reset is owed for stays.
     */
    public void forgetBuffer() {
        owed = used + credit;
    }

    /** The schedule's size at which learning begins; what that holds back changes with it. */
    public void startSize(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("the start is 0 or more, not " + value);
        }
        startSize = value;
    }

    /**
     * Each transition that comes in from now on is used so often. What the start holds back grows with it,
     * and is owed, so that learning does not pause; where it shrinks, more is learned once.
     *
     * @param value above 0
     */
    public void uses(double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("uses are above 0, not " + value);
        }
        owed += startSize * Math.max(0, value - uses);
        uses = value;
    }

    /** Transitions came into the buffer. */
    public void added(long transitions) {
        owed += uses * transitions;
    }

    /** Uses without transitions, as after a reset; they are the first to be learned. */
    public void credit(double transitions) {
        owed += transitions;
        credit += transitions;
    }

    /** A batch was learned from; test batches do not count. */
    public void used(int transitions) {
        used += transitions;
        credit = Math.max(0, credit - transitions);
    }

    /** Transitions learned from, each time counted. */
    public long used() {
        return used;
    }

    private double offset() {
        return startSize * uses;
    }

    /**
     * Whether a batch may be learned from.
     *
     * @param ready whether the buffer holds enough to begin with
     */
    public boolean mayLearn(boolean ready) {
        return ready && used + offset() <= owed;
    }

    /**
     * How many uses can be learned without new transitions. 0 while learning has to wait for some, whatever
     * is owed: whoever waits until this is small must not keep them back.
     */
    public double open(boolean ready) {
        return mayLearn(ready) ? owed - used - offset() : 0;
    }
}
