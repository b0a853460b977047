package tmnf.rl.config;

/**
 * How much is kept.
 *
 * @param capacity transitions at most
 * @param startLearning transitions that must be there before training starts
 */
public record MemorySize(int capacity, int startLearning) {

    /** Checks the order. */
    public MemorySize {
        if (capacity < 1 || startLearning < 1 || startLearning > capacity) {
            throw new IllegalArgumentException("a memory of [" + capacity + ", " + startLearning
                    + "] must be [capacity, transitions before learning starts], with 1 <= the second <= the "
                    + "first");
        }
    }
}
