package tmnf.cli.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import tmnf.rl.collect.PersonalBests;
import tmnf.rl.collect.SourcedGame;

/**
 * Personal bests of the maps that are raced on, renamed so that their ghosts do not drive through the
 * pictures that are learned from. Closing names them back; so does the next program if this one is killed.
 */
final class HiddenBests implements Closeable, PersonalBests {

    private final Map<MapTarget, OfMap> maps = new LinkedHashMap<>(); // not changed once they are hidden

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
        List<IOException> failures = new ArrayList<>();
        int count = 0;
        try {
            GamePlaces places = GamePlaces.find(game, Optional.empty(), documents);
            for (MapTarget map : maps) {
                count += hidden.hideFirst(places, map, failures);
                if (context.interrupted()) {
                    break; // each may wait for other programs in the folders
                }
            }
        } catch (IOException e) {
            failures.add(e);
        }
        // One warning is enough: whatever it is, it is likely to be the same for all maps.
        failures.stream().filter(failure -> !context.interrupted() && !isInterruption(failure)).findFirst()
                .ifPresent(failure -> context.warn("GHOST", warning(failure)));
        if (count > 0) {
            context.note("Personal bests hidden until the end: " + count);
        }
        return hidden;
    }

    private int hideFirst(GamePlaces places, MapTarget map, List<IOException> failures) {
        try {
            OfMap each = new OfMap(GameFiles.open(places, maps.size(), Optional.empty()), map);
            maps.put(map, each);
            return each.hideFirst(failures);
        } catch (IOException e) {
            failures.add(e);
            return 0;
        }
    }

    /** Those of one map. Several games may race on it. */
    private static final class OfMap {

        private final GameFiles files;
        private final MapTarget map;
        private boolean warned; // they could not be hidden so far, which was said

        OfMap(GameFiles files, MapTarget map) {
            this.files = files;
            this.map = map;
        }

        synchronized int hideFirst(List<IOException> failures) {
            try {
                return files.hidePersonalBests(map.uid(), map.name());
            } catch (IOException e) {
                failures.add(e);
                warned = true;
                return 0;
            }
        }

        synchronized int hide() throws IOException {
            try {
                int count = files.hidePersonalBests(map.uid(), map.name());
                warned = false;
                return count;
            } catch (IOException e) {
                if (warned && !isInterruption(e)) {
                    return 0;
                }
                throw e;
            }
        }

        synchronized void close() throws IOException {
            files.close();
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
            public PersonalBests bests() {
                return HiddenBests.this;
            }

            @Override
            public void close() throws IOException {
                games.close();
            }
        };
    }

    /** A map whose bests could not be hidden at the start was warned of, and is raced on all the same. */
    @Override
    public int hide(MapTarget map) throws IOException {
        OfMap ours = maps.get(map);
        return ours == null ? 0 : ours.hide();
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (OfMap each : maps.values()) {
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
