package tmnf.capture.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/** The replays of the sample files that can be captured. */
final class SampleDrives {

    private SampleDrives() {}

    /** File names of those of the Stadium with a finished ghost that never respawns. */
    static List<String> withoutRespawns() throws IOException {
        try (Stream<Path> files = Files.list(CaptureWorld.samples())) {
            return files.sorted().filter(SampleDrives::isWanted).map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean isWanted(Path file) {
        try {
            return GbxFiles.read(file).content() instanceof Replay replay && isWanted(replay);
        } catch (GbxFormatException e) {
            return false; // files of other games are among the samples
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isWanted(Replay replay) {
        return replay.challenge().filter(map -> map.environment().equals("Stadium")).isPresent()
                && replay.challengeBytes().length > 0
                && replay.bestGhost().filter(SampleDrives::isWanted).isPresent();
    }

    private static boolean isWanted(Ghost ghost) {
        return ghost.finished() && !ghost.checkpoints().isEmpty() && ghost.samples().size() > 1
                && ghost.samples().stateSize(0) >= tmnf.gbx.model.GhostSamples.STATE_SIZE
                && ghost.pressesInRaceMs(name -> name.equalsIgnoreCase("Respawn")).length == 0;
    }
}
