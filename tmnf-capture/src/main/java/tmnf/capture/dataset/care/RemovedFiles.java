package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.gbx.file.AtomicFile;

/** Takes files out of a dataset: deletes them, or moves them to the same place below another folder. */
final class RemovedFiles {

    private final Path root;
    private final Optional<Path> quarantine;

    RemovedFiles(Path root, Optional<Path> quarantine) {
        this.root = root;
        this.quarantine = quarantine;
    }

    /** Takes a file away; false if there was none. */
    boolean remove(Path file) throws IOException {
        if (quarantine.isEmpty() || file.endsWith(PendingRemovals.FILE)) {
            return Files.deleteIfExists(file);
        }
        if (!Files.exists(file)) {
            return false;
        }
        Path target = quarantine.get().resolve(root.relativize(file).toString());
        Files.createDirectories(target.getParent());
        try {
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("cannot move " + file + " to " + target + ": a folder is in the way", e);
        }
        return true;
    }

    /** Puts the content of a file where {@link #remove} would move it. */
    void keep(Path file, byte[] content) throws IOException {
        if (quarantine.isPresent()) {
            AtomicFile.write(quarantine.get().resolve(root.relativize(file).toString()), content);
        }
    }

    /**
     * Takes a folder away with all that is in it; the files of those names last, so that it can be resumed.
     */
    void removeFolder(Path folder, List<Path> last) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.filter(file -> !file.equals(folder)).sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : all) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            } else if (!last.contains(file)) {
                remove(file);
            }
        }
        for (Path file : last) {
            remove(file);
        }
        Files.delete(folder);
    }
}
