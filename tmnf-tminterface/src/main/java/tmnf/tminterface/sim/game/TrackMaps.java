package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.gbx.GbxFiles;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.ChallengeTracks;

/**
 * The challenges of a game: those that it was given by name, those in its folder, and the built-in tracks.
 * Safe for use by several games, which so share what was read and built; the {@value #MOST_KEPT} last ones
 * are kept.
 */
public final class TrackMaps implements GameMaps {

    private static final int MOST_KEPT = 32;
    private static final String SUFFIX = ".challenge.gbx";

    private final Optional<GameFolder> folder;
    private final Optional<PersonalBests> bests;
    private final Consumer<String> log;
    private final Map<String, TrackMap> given = new LinkedHashMap<>();
    private final Map<String, TrackMap> replaced = new LinkedHashMap<>();
    private final Map<Source, TrackMap> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, TrackMap> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** A file as it was when it was read, or the name of a built-in track. */
    private record Source(String name, long size, FileTime modified) {
    }

    /**
     * The challenges of a folder, and the built-in tracks.
     *
     * @param folder empty for none
     * @param log gets a line about each challenge whose road is not known in full
     */
    public TrackMaps(Optional<GameFolder> folder, Consumer<String> log) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.log = Objects.requireNonNull(log, "log");
        this.bests = folder.map(each -> new PersonalBests(each.autosaves(), log));
    }

    /** Adds a challenge under a name of its own. */
    public synchronized void give(String name, TrackMap map) {
        given.put(key(name), Objects.requireNonNull(map, "map"));
    }

    /**
     * Takes the place of every challenge with the same uid, whatever file it comes from. Of several with one
     * uid, a race is on that whose ghost the loaded script is most like, the first one without a script.
     */
    public synchronized void replace(TrackMap map) {
        replaced.merge(map.track().uid(), map, TrackMap::or);
    }

    @Override
    public synchronized TrackMap find(String name) throws IOException {
        TrackMap found = search(name);
        TrackMap chosen = replaced.getOrDefault(found.track().uid(), found);
        return bests.map(kept -> chosen.withBest(kept.of(chosen.track())).keptIn(kept)).orElse(chosen);
    }

    /** That of the replay which came first of those that take the place of their challenges. */
    @Override
    public synchronized Optional<LoadedScript> validated(long untilMs) {
        return replaced.values().stream().findFirst().flatMap(map -> map.inputs(untilMs));
    }

    private TrackMap search(String name) throws IOException {
        TrackMap own = given.get(key(name));
        if (own != null) {
            return own;
        }
        String builtIn = key(name);
        Path file;
        try {
            file = folder.orElseThrow(() -> new IOException("there is no challenge " + name
                    + ": the game has no folder, and no built-in track is called so")).challenge(name);
        } catch (IOException e) {
            if (BuiltInTracks.isName(builtIn)) {
                return builtIn(builtIn);
            }
            throw e;
        }
        return keep(new Source(file.toString(), Files.size(file), Files.getLastModifiedTime(file)),
                () -> read(file));
    }

    private TrackMap builtIn(String name) throws IOException {
        return keep(new Source(name, 0, FileTime.fromMillis(0)),
                () -> TrackMap.of(BuiltInTracks.track(name)));
    }

    /** Reads a challenge and assembles its track. */
    public static TrackMap read(Path file) throws IOException {
        return TrackMap.of(ChallengeTracks.of(GbxFiles.readChallenge(file).content()));
    }

    /** Reads a replay and makes a track of its challenge, or of its best ghost's drive. */
    public static TrackMap readReplay(Path file) throws IOException {
        return TrackMap.of(GbxFiles.readReplay(file).content());
    }

    private TrackMap keep(Source source, Reading reading) throws IOException {
        TrackMap map = kept.get(source);
        if (map == null) {
            map = reading.read();
            kept.put(source, map);
            map.coverage().filter(coverage -> !coverage.complete())
                    .ifPresent(coverage -> log.accept(source.name() + ": " + coverage));
        }
        return map;
    }

    /**
     * What built-in tracks and given ones go by: their name with or without the ending of a file, whatever
     * its capitals.
     */
    public static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('\\', '/');
        return lower.endsWith(SUFFIX) ? lower.substring(0, lower.length() - SUFFIX.length()) : lower;
    }

    /** Makes a challenge that is not kept. */
    @FunctionalInterface
    private interface Reading {
        TrackMap read() throws IOException;
    }
}
