package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tmnf.gbx.filter.FileNames;

/** Files that a killed run left half written. */
final class Leftovers {

    private Leftovers() {}

    /** Whether a file of this name is one: {@code .<name of a game file>.part}, or {@code .tmp}. */
    static boolean isLeftover(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".") && lower.contains(".gbx.")
                && (lower.endsWith(".part") || lower.endsWith(".tmp"));
    }

    /** Those in the folders of tracks, and in the folder of challenges. */
    static List<Path> find(Path replaysDir, Path tracksDir) throws IOException {
        List<Path> found = new ArrayList<>();
        addIn(replaysDir, found);
        for (Path child : FolderListing.of(replaysDir)) {
            if (Files.isDirectory(child)) {
                addIn(child, found);
            }
        }
        if (!tracksDir.toAbsolutePath().normalize().equals(replaysDir.toAbsolutePath().normalize())) {
            addIn(tracksDir, found);
        }
        return found;
    }

    private static void addIn(Path folder, List<Path> found) throws IOException {
        for (Path child : FolderListing.of(folder)) {
            if (isLeftover(FileNames.text(child))) {
                found.add(child);
            }
        }
    }

    /** Deletes what a killed run left, in the folder itself also what was to replace journal and mark. */
    static void delete(Path replaysDir, Path tracksDir) throws IOException {
        for (Path file : find(replaysDir, tracksDir)) {
            Files.deleteIfExists(file);
        }
        deleteTemporary(replaysDir);
    }

    static void deleteTemporary(Path replaysDir) throws IOException {
        Files.deleteIfExists(replaysDir.resolve(DownloadJournal.FILE + JournalFile.TEMPORARY));
        Files.deleteIfExists(replaysDir.resolve(ProgressMark.FILE + ProgressMark.TEMPORARY));
    }
}
