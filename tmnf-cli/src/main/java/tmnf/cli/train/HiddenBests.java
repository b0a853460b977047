package tmnf.cli.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import tmnf.capture.game.GameFiles;
import tmnf.capture.game.GamePlaces;
import tmnf.cli.command.CommandContext;
import tmnf.rl.collect.MapTarget;

/**
 * Personal bests of the maps that are raced on, renamed so that their ghosts do not drive through the
 * pictures that are learned from. Closing names them back; so does the next program if this one is killed.
 */
final class HiddenBests implements Closeable {

    private final List<GameFiles> files = new ArrayList<>(); // one for each map
    private int count;

    private HiddenBests() {
    }

    /** Nothing is hidden. */
    static HiddenBests none() {
        return new HiddenBests();
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
        HiddenBests hidden = new HiddenBests();
        try {
            GamePlaces places = GamePlaces.find(game, Optional.empty(), documents);
            for (MapTarget map : maps) {
                GameFiles each = GameFiles.open(places, hidden.files.size(), Optional.empty());
                hidden.files.add(each);
                hidden.count += each.hidePersonalBests(map.uid(), map.name());
            }
        } catch (IOException e) {
            if (!context.interrupted() && !isInterruption(e)) {
                context.warn("GHOST", warning(e));
            }
        }
        return hidden;
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

    /** Says how many are hidden. */
    void tell(CommandContext context) {
        if (count > 0) {
            context.note("Personal bests hidden until the end: " + count);
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (GameFiles each : files) {
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
