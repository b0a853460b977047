package tmnf.rl.collect;

/**
 * Where the wall time of a race went, ns.
 *
 * @param decisions that were made
 * @param startNanos from the call to the first turn at race time 0: connection, map, countdown; little when
 *     the race began with a rewind
 * @param stepNanos waiting for run steps, which is what the game takes to drive
 * @param frameNanos waiting for frames
 * @param convertNanos from a frame's pixels to grey ones
 * @param stateNanos from a state to an observation
 * @param decideNanos in the decider
 * @param wallNanos of all, from the call to the end of the race
 */
public record RaceTiming(int decisions, long startNanos, long stepNanos, long frameNanos,
        long convertNanos, long stateNanos, long decideNanos, long wallNanos) {
}
