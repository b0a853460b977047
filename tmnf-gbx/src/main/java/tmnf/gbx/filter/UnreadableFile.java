package tmnf.gbx.filter;

import java.nio.file.Path;
import java.util.Objects;

/** A file or folder that a filter could not read, and why. */
public record UnreadableFile(Path file, String why) {

    public UnreadableFile {
        Objects.requireNonNull(file);
        Objects.requireNonNull(why);
    }

    @Override
    public String toString() {
        return file + ": " + why;
    }
}
