package tmnf.capture.validate;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import tmnf.capture.game.GamePlaces;
import tmnf.gbx.file.AtomicFile;

/**
 * A replay and its challenge where the game's menus show them, so that somebody can validate the replay by
 * hand: in folders of our own, {@code Tracks/Replays/tmnf-validate} and
 * {@code Tracks/Challenges/tmnf-validate}, and nowhere else.
 *
 * @param replay the copy
 * @param challenge the copy
 */
public record PreparedFiles(Path replay, Path challenge) {

    private static final String FOLDER = "tmnf-validate";

    /** Checks that nothing is missing. */
    public PreparedFiles {
        Objects.requireNonNull(replay, "replay");
        Objects.requireNonNull(challenge, "challenge");
    }

    /**
     * Copies both.
     *
     * @param replay file that is copied under its own name
     * @param trackId names the copy of the challenge
     * @param map content of the challenge
     */
    public static PreparedFiles put(GamePlaces places, Path replay, String trackId, byte[] map)
            throws IOException {
        Path copy = replays(places).resolve(replay.getFileName().toString());
        Path challenge = challenges(places).resolve(trackId + ".Challenge.Gbx");
        Files.createDirectories(copy.getParent());
        Files.createDirectories(challenge.getParent());
        AtomicFile.write(copy, Files.readAllBytes(replay));
        AtomicFile.write(challenge, map);
        return new PreparedFiles(copy, challenge);
    }

    /**
     * Removes all that was ever put there.
     *
     * @return the files that were removed
     */
    public static List<Path> clean(GamePlaces places) throws IOException {
        List<Path> removed = new ArrayList<>();
        for (Path folder : List.of(replays(places), challenges(places))) {
            List<Path> files;
            try (Stream<Path> found = Files.list(folder)) {
                files = found.filter(Files::isRegularFile).sorted().toList();
            } catch (NoSuchFileException e) {
                continue; // nothing was put there
            }
            for (Path file : files) {
                Files.delete(file);
                removed.add(file);
            }
            try {
                Files.delete(folder);
            } catch (DirectoryNotEmptyException e) {
                continue; // a folder of somebody else's is in it
            }
        }
        return removed;
    }

    private static Path replays(GamePlaces places) {
        return places.autosaves().resolveSibling(FOLDER);
    }

    private static Path challenges(GamePlaces places) {
        return places.challenges().resolve(FOLDER);
    }
}
