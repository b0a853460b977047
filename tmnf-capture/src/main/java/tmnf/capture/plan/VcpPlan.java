package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The zone centres of a track.
 *
 * @param file where they are or will be
 * @param source replay that a missing file will be made from; present exactly with {@link Kind#GENERATE}
 * @param why there are none, for people; empty otherwise
 */
public record VcpPlan(Kind kind, Path file, Optional<Path> source, String why) {

    /** Where the zone centres come from. */
    public enum Kind {
        /** The file is there and fit. */
        EXISTING,
        /** The file will be made. */
        GENERATE,
        /** There are none. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that the parts fit together. */
    public VcpPlan {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(why, "why");
        if (source.isPresent() != (kind == Kind.GENERATE)) {
            throw new IllegalArgumentException(kind + " from " + source);
        }
    }
}
