package tmnf.gbx.filter;

import java.nio.file.Path;

/** One line of a {@link RenamePlan}. */
public sealed interface RenameStep {

    /** The file's folder. */
    Path directory();

    /** The folder relative to the replays directory, parts separated by {@code /}. */
    String folder();

    String oldName();

    String newName();

    /** The file under its old name. */
    default Path from() {
        return FileNames.child(directory(), oldName());
    }

    /** The file under its new name. */
    default Path to() {
        return FileNames.child(directory(), newName());
    }

    /** The file can be renamed. */
    record Rename(Path directory, String folder, String oldName, String newName) implements RenameStep {}

    /** The new name is taken by a file with the same bytes; this one can be deleted. */
    record Drop(Path directory, String folder, String oldName, String newName) implements RenameStep {}

    /** A file that was dropped comes back under {@code newName}, as a copy of the one that was kept. */
    record Restore(Path directory, String folder, String oldName, String newName) implements RenameStep {}

    /** The new name is taken; the file keeps its old one. */
    record Conflict(Path directory, String folder, String oldName, String newName) implements RenameStep {}
}
