package tmnf.rl.rollout;

/** How a race of the driver ended. */
public enum RaceEnd {

    /** All checkpoints and the finish: terminated. */
    FINISHED,
    /** No new zone for too long: truncated. */
    NO_PROGRESS,
    /** Longer than a race may take: truncated. */
    TOO_LONG;

    /** Whether no value follows the last state. */
    public boolean terminated() {
        return this == FINISHED;
    }
}
