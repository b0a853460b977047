package tmnf.cli.game;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.cli.command.CommandContext;
import tmnf.tminterface.launch.GameFolders;

/** Where games on this machine may keep what players make, and what the variables say about it. */
public final class GameDocuments {

    /** Folder of the game. */
    public static final String GAME_VARIABLE = "TRACKMANIA_BASE_PATH";

    private GameDocuments() {
    }

    /** The folders of documents, the likeliest first; those of Wine included. */
    public static List<Path> folders(CommandContext context) {
        List<Path> prefixes = new ArrayList<>();
        if (!context.isWindows()) {
            GameLaunch.path(context, "WINEPREFIX").ifPresent(prefixes::add);
            prefixes.add(context.home().resolve(".wine"));
        }
        return GameFolders.documents(context.home(), prefixes);
    }

    /** The game's folder as an option or the variable says it; empty for a search. */
    public static Optional<Path> game(CommandContext context, Optional<Path> option) {
        return option.map(context::resolve).or(() -> GameLaunch.path(context, GAME_VARIABLE));
    }
}
