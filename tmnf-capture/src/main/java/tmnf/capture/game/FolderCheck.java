package tmnf.capture.game;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether folders can be written, before anything depends on it. */
final class FolderCheck {

    private FolderCheck() {
    }

    /** Makes the folders that we write to, if they are missing, and tries to write there. */
    static void check(GamePlaces places) throws GameFilesException {
        if (!Files.isDirectory(places.game())) {
            throw GamePlaces.missing(places.game());
        }
        try {
            Files.createDirectories(places.scripts());
            tryWrite(places.scripts());
        } catch (IOException e) {
            throw new GameFilesException(GameFilesException.Reason.SCRIPTS_UNWRITABLE,
                    "no script can be written to " + places.scripts() + ": " + e
                            + ". Check its permissions, or give another folder with --scripts-dir.", e);
        }
        try {
            Files.createDirectories(places.challenges());
            tryWrite(places.challenges());
        } catch (IOException e) {
            throw new GameFilesException(GameFilesException.Reason.CHALLENGES_UNWRITABLE,
                    "no challenge can be written to " + places.challenges() + ": " + e
                            + ". Check its permissions, or set TRACKMANIA_BASE_PATH to another folder.", e);
        }
    }

    private static void tryWrite(Path folder) throws IOException {
        Files.delete(Files.createTempFile(folder, ".tmnf-try-", ".tmp"));
    }
}
