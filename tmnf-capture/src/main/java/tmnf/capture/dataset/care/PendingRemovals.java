package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.gbx.file.AtomicFile;

/**
 * The files that a replay's folder does not need any more once its new manifest is in place: written down
 * before, so that whoever finds the list after a crash finishes the work. Names of one line each.
 */
final class PendingRemovals {

    static final String FILE = ".cleanup-pending";
    /** No frame is called so. */
    private static final String WHOLE_FOLDER = ".";

    private final Path folder;

    PendingRemovals(Path folder) {
        this.folder = folder;
    }

    boolean isThere() {
        return Files.exists(folder.resolve(FILE));
    }

    /** Writes down that the whole folder goes. */
    void writeAll() throws IOException {
        write(List.of(WHOLE_FOLDER));
    }

    boolean isWholeFolder() throws IOException {
        return isThere() && Files.readString(file()).strip().equals(WHOLE_FOLDER);
    }

    Path file() {
        return folder.resolve(FILE);
    }

    void write(List<String> names) throws IOException {
        AtomicFile.write(folder.resolve(FILE), String.join("\n", names) + "\n");
    }

    /** Names that are files of the folder itself; what somebody else wrote into the list is left alone. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : Files.readAllLines(folder.resolve(FILE), StandardCharsets.UTF_8)) {
            Path file = name.isEmpty() ? folder : folder.resolve(name).normalize();
            if (folder.equals(file.getParent())) {
                files.add(file);
            }
        }
        return files;
    }

    /** Takes away the list, and what killed writers left. */
    void clear() throws IOException {
        for (String name : List.of(FILE, CaptureMetadata.FILE)) {
            try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, "." + name + ".*.tmp")) {
                for (Path half : halves) {
                    Files.deleteIfExists(half);
                }
            }
        }
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
