package tmnf.cli.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tmnf.capture.game.GameFiles;
import tmnf.capture.game.GamePlaces;
import tmnf.cli.command.CommandContext;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.SourcedGame;

/**
 * Personal bests of the maps that are raced on, renamed so that their ghosts do not drive through the
 * pictures that are learned from. Closing names them back; so does the next program if this one is killed.
 */
final class HiddenBests implements Closeable {

    private final CommandContext context;
    private final Map<MapTarget, GameFiles> files = new LinkedHashMap<>(); // guarded by this
    private boolean warned; // likewise

    private HiddenBests(CommandContext context) {
        this.context = context;
    }

    /** Nothing is hidden. */
    static HiddenBests none(CommandContext context) {
        return new HiddenBests(context);
    }

    /**
     * Hides them. Where that cannot be, it is warned of: the ghosts are in the pictures then. Whoever is
     * asked to stop meanwhile takes no pictures, and is not warned.
     *
     * @param game folder of the game, as the user gave it
     * @param documents folders in which the game's is looked for otherwise
     */
    static HiddenBests of(CommandContext context, Optional<Path> game, List<Path> documents,
            List<MapTarget> maps) throws IOException {
        HiddenBests hidden = new HiddenBests(context);
        int count = 0;
        try {
            GamePlaces places = GamePlaces.find(game, Optional.empty(), documents);
            for (MapTarget map : maps) {
                GameFiles each = GameFiles.open(places, hidden.files.size(), Optional.empty());
                hidden.files.put(map, each);
                count += each.hidePersonalBests(map.uid(), map.name());
            }
        } catch (IOException e) {
            hidden.warn(e);
        }
        if (count > 0) {
            context.note("Personal bests hidden until the end: " + count);
        }
        return hidden;
    }

    /** Once is enough: whatever it is, it will be the same with the next map. */
    private void warn(IOException failure) {
        if (!warned && !context.interrupted() && !isInterruption(failure)) {
            context.warn("GHOST", warning(failure));
            warned = true;
        }
    }

    /** The games, in which what they make of races that end without us is hidden, too. */
    GameSource in(GameSource games) {
        return new GameSource() {
            @Override
            public String name() {
                return games.name();
            }

            @Override
            public SourcedGame open(int collector) throws IOException, InterruptedException {
                return games.open(collector);
            }

            @Override
            public int hideBests(MapTarget map) {
                return hide(map);
            }

            @Override
            public void close() throws IOException {
                games.close();
            }
        };
    }

    private synchronized int hide(MapTarget map) {
        GameFiles ours = files.get(map);
        if (ours == null) {
            return 0;
        }
        try {
            return ours.hidePersonalBests(map.uid(), map.name());
        } catch (IOException e) {
            warn(e);
            return 0;
        }
    }

    /** Some failures of the system have no message but their name. */
    static String warning(IOException failure) {
        return "personal bests cannot be hidden, their ghosts may be in the pictures: "
                + Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private static boolean isInterruption(IOException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ClosedByInterruptException || each instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        for (GameFiles each : files.values()) {
            try {
                each.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
