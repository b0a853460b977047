package tmnf.rl.collect;

/** Where races go. Called by the threads of all collectors. */
@FunctionalInterface
public interface RolloutSink {

    /**
     * Hands a race over, and waits for room if there is none.
     *
     * @param waitNanos at most so long
     * @return false if there was no room: it was not taken, and is offered again
     */
    boolean offer(CollectedRace race, long waitNanos) throws InterruptedException;
}
