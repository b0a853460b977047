package tmnf.capture.game;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import tmnf.tminterface.launch.GameFolders;

/**
 * The folders of a game.
 *
 * @param game with {@code Tracks} in it
 * @param scripts where the command {@code load} looks
 */
public record GamePlaces(Path game, Path scripts) {

    private static final String SCRIPTS = "Scripts";
    private static final String TRACKS = "Tracks";

    /** Checks that nothing is missing. */
    public GamePlaces {
        Objects.requireNonNull(game, "game");
        Objects.requireNonNull(scripts, "scripts");
    }

    /**
     * Finds the folders. The one of the game must exist and hold {@code Tracks}; that of the scripts, if it
     * is the usual one, is made by {@link GameFiles}.
     *
     * @param game the value of {@code TRACKMANIA_BASE_PATH} or of an option; else {@code TrackMania} in one
     *     of the folders of documents
     * @param scripts as the user gave it, which must exist; else {@code Scripts} of the game's folder if
     *     there, else {@code TMInterface/Scripts} in the first folder of documents that has {@code
     *         TMInterface}
     * @param documents as {@link GameFolders#documents} lists them, inside of Wine's folders, too
     * @throws GameFilesException if the game has no folder, or the place of the scripts cannot be told
     */
    public static GamePlaces find(Optional<Path> game, Optional<Path> scripts, List<Path> documents)
            throws GameFilesException {
        Path folder = findGame(game, documents);
        if (scripts.isPresent() && !Files.isDirectory(scripts.get())) {
            // Made by us it would be one that the game does not look into.
            throw new GameFilesException(GameFilesException.Reason.NO_SCRIPTS_FOLDER, "the folder of scripts "
                    + scripts.get() + " is not there. Name the one that TMInterface looks into.");
        }
        Path place = scripts
                .or(() -> Optional.of(folder.resolve(SCRIPTS)).filter(Files::isDirectory))
                .or(() -> GameFolders.find(documents, GameFolders.TMINTERFACE)
                        .map(interfaces -> interfaces.resolve(SCRIPTS)))
                .orElseThrow(() -> new GameFilesException(GameFilesException.Reason.NO_SCRIPTS_FOLDER,
                        "no folder for scripts: neither " + folder.resolve(SCRIPTS) + " nor "
                                + GameFolders.TMINTERFACE + " in " + documents
                                + ". Start TMInterface once, or give its folder with --scripts-dir."));
        return new GamePlaces(folder, place);
    }

    /**
     * Finds the folder of the game alone, as {@link #find} does.
     *
     * @throws GameFilesException if there is none, or the one that was given holds no {@code Tracks}
     */
    public static Path findGame(Optional<Path> game, List<Path> documents) throws GameFilesException {
        Path folder = game.or(() -> GameFolders.find(documents, GameFolders.GAME)).orElseThrow(
                () -> new GameFilesException(GameFilesException.Reason.NO_GAME_FOLDER, "no game's folder "
                        + GameFolders.GAME + " is in " + documents.stream().map(Path::toString)
                        .collect(Collectors.joining(", ")) + ". Start the game once, or give the folder in "
                        + "which it keeps Tracks with --game-dir or TRACKMANIA_BASE_PATH."));
        if (!Files.isDirectory(folder)) {
            throw missing(folder);
        }
        if (!Files.isDirectory(folder.resolve(TRACKS))) {
            throw new GameFilesException(GameFilesException.Reason.NO_GAME_FOLDER, "the folder " + folder
                    + " has no " + TRACKS + " in it: the folder is meant in which the game keeps what players"
                    + " make, not the one it is installed in. Set TRACKMANIA_BASE_PATH to it.");
        }
        return folder;
    }

    /** Where the command {@code map} looks. */
    public Path challenges() {
        return challenges(game);
    }

    /** The same of a game whose other folders nobody needs. */
    public static Path challenges(Path game) {
        return game.resolve(TRACKS).resolve("Challenges");
    }

    /** Where the game keeps personal bests. */
    public Path autosaves() {
        return game.resolve(TRACKS).resolve("Replays").resolve("Autosaves");
    }

    static GameFilesException missing(Path game) {
        return new GameFilesException(GameFilesException.Reason.NO_GAME_FOLDER, "the game's folder " + game
                + " is not there. Name the one in which the game keeps Tracks with --game-dir or "
                + "TRACKMANIA_BASE_PATH.");
    }
}
