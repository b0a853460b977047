package tmnf.tminterface.sim.race;

/**
 * Hears what happens in a {@link Race}, between two ticks: the race may be saved, rewound and restarted from
 * within a call; what was still to be reported of the race as it was is then dropped.
 */
public interface RaceListener {

    /** Does nothing. */
    RaceListener NONE = new RaceListener() { };

    /**
     * A checkpoint was passed; the finish and the laps count. The race is not over during this call even when
     * {@code current == target}: {@link Race#preventFinish()} or a rewind keeps it from being so.
     *
     * @param current passages so far
     * @param target passages that a race needs
     */
    default void checkpoint(int current, int target) { }

    /**
     * A lap was completed, the last one included; after {@link #checkpoint}.
     *
     * @param current completed laps
     * @param target laps of the race
     */
    default void lap(int current, int target) { }

    /** The race is over. */
    default void finish(int raceTimeMs) { }

    /** The car was put back to a checkpoint, or to the start, at this race time. */
    default void respawn(int atMs) { }

    /** The race began anew by itself: the reset key, or a respawn before any checkpoint. */
    default void restart() { }
}
