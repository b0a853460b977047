package tmnf.pretrain.data;

import java.util.Objects;

/**
 * A frame that could not be read and is left out of every window.
 *
 * @param frame its number in the {@link Frames}
 * @param file as {@code track/replay/name}
 * @param reason why
 */
public record UnreadableFrame(int frame, String file, String reason) {

    /** Checks that nothing is missing. */
    public UnreadableFrame {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return file + ": " + reason;
    }
}
