package tmnf.cli.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.cli.command.CommandContext;
import tmnf.cli.game.GameDocuments;
import tmnf.cli.game.GameLaunch;
import tmnf.tminterface.launch.GameFolders;

/**
 * Where the game and TMInterface are, by option, variable, or search.
 *
 * @param game the game's folder, or where it would normally be
 * @param tminterface the folder of TMInterface; empty when there is none to be found
 * @param documents where both were looked for
 */
record GamePlaces(Path game, Optional<Path> tminterface, List<Path> documents) {

    static final String GAME_VARIABLE = GameDocuments.GAME_VARIABLE;
    static final String PLUGIN_VARIABLE = "TARGET_PYTHON_LINK_PATH";

    static GamePlaces find(CommandContext context, Optional<Path> gameOption, Optional<Path> tmiOption) {
        List<Path> documents = GameDocuments.folders(context);
        Path game = GameDocuments.game(context, gameOption)
                .or(() -> GameFolders.find(documents, GameFolders.GAME))
                .orElse(documents.get(0).resolve(GameFolders.GAME));
        Optional<Path> tminterface = tmiOption.map(context::resolve)
                .or(() -> GameLaunch.path(context, PLUGIN_VARIABLE).map(Path::getParent).map(Path::getParent))
                .or(() -> GameFolders.find(documents, GameFolders.TMINTERFACE));
        return new GamePlaces(game, tminterface, documents);
    }

    /** The folder of the plugins. */
    Optional<Path> plugins() {
        return tminterface.map(folder -> folder.resolve(GameFolders.PLUGINS));
    }
}
