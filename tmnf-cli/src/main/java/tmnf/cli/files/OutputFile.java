package tmnf.cli.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import tmnf.gbx.file.AtomicFile;

/**
 * Writes a file as a whole: readers see the old one or the new one, never half of it. A file that holds
 * something else already is left alone unless the user said {@code --force}.
 */
public record OutputFile(boolean force, boolean dryRun) {

    /** What became of a file. */
    public enum Outcome {
        /** It is new, or was replaced. */
        WRITTEN("written"),
        /** It held the same bytes already. */
        UNCHANGED("unchanged"),
        /** It would have been written. */
        PLANNED("planned");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Refuses a file that holds something else with {@link FileAlreadyExistsException}. */
    public Outcome write(Path file, byte[] content) throws IOException {
        Outcome check = check(file, content);
        if (check == Outcome.WRITTEN) {
            AtomicFile.write(file, content);
        }
        return check;
    }

    /** What {@link #write} would do; changes nothing. */
    public Outcome check(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "a folder is there");
        }
        if (Files.isRegularFile(file)) {
            if (Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content)) {
                return Outcome.UNCHANGED;
            }
            if (!force) {
                throw new FileAlreadyExistsException(file.toString(), null, "other content is there");
            }
        }
        return dryRun ? Outcome.PLANNED : Outcome.WRITTEN;
    }
}
