package tmnf.tminterface.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where games keep what players make. Looks at folders and changes none. */
public final class GameFolders {

    /** The game's folder below that of documents. */
    public static final String GAME = "TrackMania";
    /** TMInterface's folder below that of documents. */
    public static final String TMINTERFACE = "TMInterface";
    /** Plugins, below the folder of TMInterface. */
    public static final String PLUGINS = "Plugins";

    private static final int MOST_USERS = 100;

    private GameFolders() {
    }

    /**
     * The folders of documents that a game may use, the likeliest first: those of the home folder, then
     * those inside of Wine's folders, where games under Wine write unless they are linked to the home folder.
     *
     * @param home of the user
     * @param winePrefixes folders of Wine, none on Windows
     */
    public static List<Path> documents(Path home, List<Path> winePrefixes) {
        List<Path> folders = new ArrayList<>();
        folders.add(home.resolve("Documents"));
        folders.add(home.resolve("OneDrive").resolve("Documents"));
        for (Path prefix : winePrefixes) {
            for (Path user : subfolders(prefix.resolve("drive_c").resolve("users"))) {
                folders.add(user.resolve("Documents"));
                folders.add(user.resolve("My Documents"));
            }
        }
        return folders;
    }

    /** The first folder of that name which exists in one of the folders of documents. */
    public static Optional<Path> find(List<Path> documents, String name) {
        return documents.stream().map(folder -> folder.resolve(name)).filter(Files::isDirectory).findFirst();
    }

    private static List<Path> subfolders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.limit(MOST_USERS).filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return List.of(); // whoever may not look there finds nothing there
        }
    }
}
