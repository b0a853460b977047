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
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.sim.track.Track;

/**
 * The replays that the game keeps of a player's best races, {@code USER_TRACK.Replay.gbx} in the folder
 * {@code Autosaves}: whoever does not move one away gets its ghost into every picture.
 */
final class PersonalBests {

    private static final int MOST_FILES = 10_000;
    private static final int MOST_READ = 4;

    private final Path autosaves;
    private final Consumer<String> log;

    PersonalBests(Path autosaves, Consumer<String> log) {
        this.autosaves = autosaves;
        this.log = log;
    }

    /** The ghost of the best race on a track; of several players' the file that comes first by name. */
    Optional<Ghost> of(Track track) {
        for (Path file : named("_" + track.name().toLowerCase(Locale.ROOT) + ".replay.gbx")) {
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
