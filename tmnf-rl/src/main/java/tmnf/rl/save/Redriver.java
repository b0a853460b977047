package tmnf.rl.save;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Drives the inputs of a race once more, to see whether they give its time. */
@FunctionalInterface
public interface Redriver {

    /**
     * Where the car was.
     *
     * @param ms race time
     * @param x metres
     * @param y metres, up
     * @param z metres
     */
    record Place(int ms, double x, double y, double z) {
    }

    /**
     * What came of it.
     *
     * @param raceTimeMs empty if the finish was not reached
     * @param replay file of it, Replay.Gbx; empty where the game makes none
     * @param path where the car was, oldest first; empty where it is not known
     */
    record Result(Optional<Integer> raceTimeMs, Optional<byte[]> replay, List<Place> path) {
    }

    /**
     * A drive as an animated picture.
     *
     * @param gif the file
     * @param raceTimeMs of the drive that it shows; empty if the finish was not reached
     * @param path where the car was in it at each decision, oldest first
     */
    record Film(byte[] gif, Optional<Integer> raceTimeMs, List<Place> path) {

        /** Copies the list. */
        public Film {
            path = List.copyOf(path);
        }
    }

    /**
     * Drives.
     *
     * @param actions keys of each decision
     * @param firstMs race time of the first decision, milliseconds
     * @param actionMs from one decision to the next, milliseconds
     */
    Result redrive(List<ActionKeys> actions, int firstMs, int actionMs);

    /**
     * Drives and draws it; empty where nobody can.
     *
     * @param actions keys of each decision
     * @param firstMs race time of the first decision, milliseconds
     * @param actionMs from one decision to the next, milliseconds
     */
    default Optional<Film> film(List<ActionKeys> actions, int firstMs, int actionMs) throws IOException {
        return Optional.empty();
    }
}
