package tmnf.pretrain.label;

import java.util.Objects;

/**
 * Why frames of a replay have no label, or not all that they could have.
 *
 * @param replay as {@code track/replay}
 * @param frames how many frames of it are concerned
 * @param reason what is wrong, with the file
 */
public record ManifestProblem(String replay, int frames, String reason) {

    /** Checks that nothing is missing. */
    public ManifestProblem {
        Objects.requireNonNull(replay, "replay");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return replay + ", " + frames + " frames: " + reason;
    }
}
