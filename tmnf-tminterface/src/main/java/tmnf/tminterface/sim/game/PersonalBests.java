package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.sim.driver.RaceRecorder;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.Track;

/**
 * The replays that the game keeps of a player's best races, {@code USER_TRACK.Replay.gbx} in the folder
 * {@code Autosaves}: whoever does not move one away gets its ghost into every picture. Safe for use by
 * several games.
 */
final class PersonalBests {

    private static final int MOST_FILES = 10_000;
    private static final int MOST_READ = 4;
    private static final String SUFFIX = ".Replay.gbx";

    private final Path autosaves;
    private final Consumer<String> log;

    PersonalBests(Path autosaves, Consumer<String> log) {
        this.autosaves = autosaves;
        this.log = log;
    }

    /** The ghost of the best race on a track; of several players' the file that comes first by name. */
    Optional<Ghost> of(Track track) {
        for (Path file : named(("_" + inFileName(track.name()) + SUFFIX).toLowerCase(Locale.ROOT))) {
            try {
                Replay replay = GbxFiles.readReplay(file).content();
                boolean same = replay.challenge().filter(map -> map.uid().equals(track.uid())).isPresent();
                Optional<Ghost> best = replay.bestGhost().filter(ghost -> same);
                if (best.isPresent()) {
                    log.accept("the ghost of " + file.getFileName() + " drives along");
                    return best;
                }
            } catch (IOException e) {
                log.accept(file + " is no replay, its ghost is left out: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * Writes the replay of a finished race, unless that driver has been as fast before. A file of another
     * track, or one that is no replay, stays as it is. What goes wrong is a line in the log.
     */
    synchronized void keep(RaceRecorder recorder, Race race, String user) {
        Path file = autosaves.resolve(inFileName(user) + "_" + inFileName(race.track().name()) + SUFFIX);
        try {
            if (!isBetter(race, file)) {
                return;
            }
            AtomicFile.write(file, recorder.file(user, user));
            log.accept("kept the race as " + file.getFileName());
        } catch (IOException e) {
            log.accept("the race was not kept as " + file + ": " + e.getMessage());
        }
    }

    private static boolean isBetter(Race race, Path file) throws IOException {
        if (!Files.exists(file)) {
            return true;
        }
        Replay old = GbxFiles.readReplay(file).content();
        if (old.challenge().filter(map -> map.uid().equals(race.track().uid())).isEmpty()) {
            throw new IOException("there is a replay of another track; move it away");
        }
        return old.bestGhost().filter(ghost -> ghost.raceTimeMs() <= race.raceTimeMs()).isEmpty();
    }

    /** What Windows takes in the name of a file. */
    private static String inFileName(String name) {
        return name.replaceAll("[\\p{Cntrl}<>:\"/\\\\|?*]", "_");
    }

    private List<Path> named(String end) {
        if (!Files.isDirectory(autosaves)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(autosaves)) {
            return files.limit(MOST_FILES)
                    .filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(end))
                    .sorted(Comparator.comparing(Path::getFileName)).limit(MOST_READ).toList();
        } catch (IOException e) {
            log.accept("the folder " + autosaves + " cannot be read: " + e.getMessage());
            return List.of();
        }
    }
}
