package tmnf.rl.learn;

/**
 * When the target network follows: every so many transitions learned from, at most once a batch, and without
 * catching up: with batches that are longer than the distance it is once a batch, as upstream's in effect.
 * Confined to one thread. Source: training note, section 9.2.
 */
public final class TargetSchedule {

    private final long distance;
    private long next;

    /**
     * Begins or goes on.
     *
     * @param distance transitions between two updates ({@code
     *     number_memories_trained_on_between_target_network_updates})
     * @param next count of transitions at which the next is due; 0 for a new run
     */
    public TargetSchedule(long distance, long next) {
        if (distance < 1 || next < 0) {
            throw new IllegalArgumentException("the distance is 1 or more, the next update at 0 or more, not "
                    + distance + " and " + next);
        }
        this.distance = distance;
        this.next = next;
    }

    /**
     * Whether the target network is to follow now; asked once after each batch.
     *
     * @param used transitions learned from so far
     */
    public boolean due(long used) {
        if (used < next) {
            return false;
        }
        next = Math.max(next + distance, used + 1);
        return true;
    }

    /** Count of transitions at which the next update is due, to go on later. */
    public long next() {
        return next;
    }
}
