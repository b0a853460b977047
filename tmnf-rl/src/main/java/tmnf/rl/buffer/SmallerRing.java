package tmnf.rl.buffer;

/**
 * Which places of a ring stay when it becomes smaller, and where they go: those that were written last, in
 * the order in which they are used again.
 *
 * @param high places that are in use, the first ones
 * @param write behind the place that was written last
 * @param wanted places of the smaller ring
 */
record SmallerRing(int high, int write, int wanted) {

    /** Whether anything goes. */
    boolean drops() {
        return high > wanted;
    }

    boolean keeps(int slot) {
        return !drops() || behind(slot) < wanted;
    }

    /** How many places were written after this one. */
    private int behind(int slot) {
        return slot < write ? write - 1 - slot : write - 1 - slot + high;
    }

    /**
     * Where a place goes that stays. Whoever moves them in ascending order finds each new place empty: what
     * was there goes, or was moved before.
     */
    int place(int slot) {
        if (!drops()) {
            return slot;
        }
        return slot >= write ? slot - (high - wanted) : slot % wanted;
    }

    /** Behind the place that was written last, in the smaller ring. */
    int newWrite() {
        return drops() && write >= wanted ? write % wanted : write;
    }
}
