package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a game, laid out as the real one: challenges below {@code Tracks/Challenges}, replays below
 * {@code Tracks/Replays} with the personal bests in {@code Autosaves}, scripts in {@code Scripts}.
 *
 * @param root of all that
 */
public record GameFolder(Path root) {

    private static final int DEEPEST = 8;
    private static final int MOST_FILES = 100_000;

    /** Checks that there is a path. */
    public GameFolder {
        Objects.requireNonNull(root, "root");
    }

    /** Makes the folders that are missing. */
    public static GameFolder create(Path root) throws IOException {
        GameFolder folder = new GameFolder(root);
        for (Path each : List.of(folder.challenges(), folder.autosaves(), folder.scripts())) {
            Files.createDirectories(each);
        }
        return folder;
    }

    public Path challenges() {
        return root.resolve("Tracks").resolve("Challenges");
    }

    public Path replays() {
        return root.resolve("Tracks").resolve("Replays");
    }

    public Path autosaves() {
        return replays().resolve("Autosaves");
    }

    public Path scripts() {
        return root.resolve("Scripts");
    }

    /**
     * The challenge of a name as {@code map} takes it: a path below the challenges, with either kind of
     * slash, whose upper and lower case do not count, as on Windows.
     *
     * @throws IOException if there is none, or the name leads out of the folder
     */
    public Path challenge(String name) throws IOException {
        Path base = challenges().normalize();
        Path file;
        try {
            file = base.resolve(name.replace('\\', '/')).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("'" + name + "' is no name of a file", e);
        }
        if (!file.startsWith(base)) {
            throw new IOException("'" + name + "' lies outside Tracks/Challenges");
        }
        if (Files.isRegularFile(file)) {
            return file;
        }
        return ignoringCase(base, base.relativize(file).toString())
                .orElseThrow(() -> new IOException("there is no challenge " + file));
    }

    private static Optional<Path> ignoringCase(Path base, String relative) throws IOException {
        if (!Files.isDirectory(base)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(base, DEEPEST)) {
            return files.limit(MOST_FILES)
                    .filter(file -> base.relativize(file).toString().equalsIgnoreCase(relative))
                    .filter(Files::isRegularFile).findFirst();
        }
    }
}
