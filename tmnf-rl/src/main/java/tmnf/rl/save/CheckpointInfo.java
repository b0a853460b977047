package tmnf.rl.save;

import java.time.Instant;
import java.util.Map;

/**
 * A checkpoint that the manifest names.
 *
 * @param number counts up, from 1
 * @param frames that were played
 * @param saved when
 * @param files by name
 */
public record CheckpointInfo(long number, long frames, Instant saved, Map<String, FileHash> files) {

    /**
     * One of its files.
     *
     * @param bytes length
     * @param sha256 in hexadecimal digits
     */
    public record FileHash(long bytes, String sha256) {
    }

    /** Copies. */
    public CheckpointInfo {
        files = Map.copyOf(files);
    }

    /** Its folder below {@code checkpoints}. */
    String folder() {
        return Long.toString(number);
    }
}
