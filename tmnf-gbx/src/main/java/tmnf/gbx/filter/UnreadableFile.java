package tmnf.gbx.filter;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file or folder that could not be read, and why.
 *
 * @param file relative to the folder that was searched
 */
public record UnreadableFile(Path file, String why) {

    public UnreadableFile {
        Objects.requireNonNull(file);
        Objects.requireNonNull(why);
    }

    /** Whether permission is all that it lacks: getting the file anew would not help. */
    public boolean denied() {
        return why.endsWith(Failures.DENIED);
    }

    @Override
    public String toString() {
        return file + ": " + why;
    }
}
