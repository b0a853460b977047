package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The challenge that a replay is captured on.
 *
 * @param source where it is from
 * @param file in the folder of challenges; empty for an embedded one
 * @param uid of the challenge
 * @param name as it stands in the file, with colour codes
 */
public record ChallengeChoice(Source source, Optional<Path> file, String uid, String name) {

    /** Where a challenge is from. */
    public enum Source {
        /** The replay itself. */
        EMBEDDED,
        /** The folder of challenges. */
        FILE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that nothing is missing. */
    public ChallengeChoice {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(name, "name");
        if (file.isPresent() != (source == Source.FILE)) {
            throw new IllegalArgumentException("source is " + source + ", file is " + file);
        }
    }
}
