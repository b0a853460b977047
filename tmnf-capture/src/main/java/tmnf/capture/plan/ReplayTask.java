package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A replay that shall be captured.
 *
 * @param trackId of its folder
 * @param name of its folder in the dataset: the file name without the last ending
 * @param file the replay
 * @param sha1 of the file, 40 hexadecimal digits
 * @param raceTimeMs of its best ghost
 * @param uid of its challenge
 * @param checkpoints times of the ghost, the finish included
 */
public record ReplayTask(String trackId, String name, Path file, String sha1, int raceTimeMs, String uid,
        int checkpoints) {

    /** Checks that nothing is missing. */
    public ReplayTask {
        Objects.requireNonNull(trackId, "trackId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha1, "sha1");
        Objects.requireNonNull(uid, "uid");
        if (raceTimeMs <= 0) {
            throw new IllegalArgumentException("race time is not above 0: " + raceTimeMs);
        }
    }
}
