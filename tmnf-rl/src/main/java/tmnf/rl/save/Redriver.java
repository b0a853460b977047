package tmnf.rl.save;

import java.util.List;
import java.util.Optional;

/** Drives the inputs of a race once more, to see whether they give its time. */
@FunctionalInterface
public interface Redriver {

    /**
     * What came of it.
     *
     * @param raceTimeMs empty if the finish was not reached
     * @param replay file of it, Replay.Gbx; empty where the game makes none
     */
    record Result(Optional<Integer> raceTimeMs, Optional<byte[]> replay) {
    }

    /**
     * Drives.
     *
     * @param actions keys of each decision
     * @param firstMs race time of the first decision, milliseconds
     * @param actionMs from one decision to the next, milliseconds
     */
    Result redrive(List<ActionKeys> actions, int firstMs, int actionMs);
}
