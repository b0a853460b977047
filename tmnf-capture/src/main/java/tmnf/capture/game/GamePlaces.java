package tmnf.capture.game;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The folders of a game.
 *
 * @param game with {@code Tracks} in it
 * @param scripts where the command {@code load} looks
 */
public record GamePlaces(Path game, Path scripts) {

    /** Checks that nothing is missing. */
    public GamePlaces {
        Objects.requireNonNull(game, "game");
        Objects.requireNonNull(scripts, "scripts");
    }

    /**
     * Finds the folders.
     *
     * @param game the value of {@code TRACKMANIA_BASE_PATH} or of an option; else {@code TrackMania} in one
     *     of the folders of documents
     * @param scripts as the user gave it; else {@code Scripts} of the game's folder if there, else
     *     {@code TMInterface/Scripts} in one of the folders of documents
     * @param documents as {@link tmnf.tminterface.launch.GameFolders#documents} lists them, inside of Wine's
     *     folders, too
     * @throws GameFilesException if the game or the scripts have no folder
     */
    public static GamePlaces find(Optional<Path> game, Optional<Path> scripts, List<Path> documents)
            throws GameFilesException {
        throw new UnsupportedOperationException(game + " " + scripts + " " + documents);
    }

    /** Where the command {@code map} looks. */
    public Path challenges() {
        return game.resolve("Tracks").resolve("Challenges");
    }

    /** Where the game keeps personal bests. */
    public Path autosaves() {
        return game.resolve("Tracks").resolve("Replays").resolve("Autosaves");
    }
}
