package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.gbx.filter.FileNames;

/** Files that a killed run left half written. */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int MARK_LENGTH = 12;

    private Leftovers() {}

    /** Whether a file of this name is one: {@code .<name of a game file>.part}, or {@code .tmp}. */
    static boolean isLeftover(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".") && lower.contains(".gbx.")
                && (lower.endsWith(".part") || lower.endsWith(".tmp"));
    }

    /**
     * What a file in the folder of challenges is called while it is written. That folder has no lock, so that
     * runs for several folders of replays can share it: each has names of its own, and deletes only those.
     */
    static String nameFor(Path replaysDir, String name) {
        return "." + name + ending(replaysDir);
    }

    private static String ending(Path replaysDir) {
        Path place = replaysDir.toAbsolutePath().normalize();
        try {
            place = place.toRealPath();
        } catch (IOException e) {
            LOG.debug("{} by the name it is given: {}", place, e.toString());
        }
        return "." + FileReceiver.hash(place.toString()).substring(0, MARK_LENGTH) + StagedFile.SUFFIX;
    }

    /** Those in the folders of tracks, and our own in the folder of challenges. */
    static List<Path> find(Path replaysDir, Path tracksDir) throws IOException {
        List<Path> found = new ArrayList<>();
        addIn(replaysDir, found);
        for (Path child : FolderListing.of(replaysDir)) {
            if (DownloadFolder.isTrackFolder(child)) {
                addIn(child, found);
            }
        }
        if (!tracksDir.toAbsolutePath().normalize().equals(replaysDir.toAbsolutePath().normalize())) {
            String ours = ending(replaysDir);
            for (Path child : FolderListing.of(tracksDir)) {
                String name = FileNames.text(child);
                if (isLeftover(name) && name.endsWith(ours)) {
                    found.add(child);
                }
            }
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
