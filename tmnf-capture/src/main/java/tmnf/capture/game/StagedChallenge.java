package tmnf.capture.game;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A challenge that lies where the game finds it.
 *
 * @param file of it
 * @param command its name for the command {@code map}: slashes, no blanks, ASCII, such as
 *     {@code tmnf/w0/0123456789ab.Challenge.Gbx}
 * @param uid of it
 * @param stripped whether an intro was taken out
 * @param warning why an intro was left in, for people; may be empty
 */
public record StagedChallenge(Path file, String command, String uid, boolean stripped, String warning) {

    /** Checks that nothing is missing. */
    public StagedChallenge {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(warning, "warning");
    }
}
