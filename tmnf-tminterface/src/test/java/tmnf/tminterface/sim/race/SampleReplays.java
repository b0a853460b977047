package tmnf.tminterface.sim.race;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/** The Stadium ghosts of the sample files; tests that need them are skipped without them. */
final class SampleReplays {

    /** A ghost, and the replay it is from. */
    record Drive(String file, Replay replay, Ghost ghost) { }

    private SampleReplays() {}

    static List<Drive> stadium() throws IOException {
        Optional<Path> folder = Samples.folder();
        assumeTrue(folder.isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
        List<Drive> drives = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.get().resolve("replays"))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                addTo(drives, file);
            }
        }
        return drives;
    }

    private static void addTo(List<Drive> drives, Path file) throws IOException {
        try {
            if (GbxFiles.read(file).content() instanceof Replay replay
                    && replay.challenge().filter(map -> map.environment().equals("Stadium")).isPresent()) {
                String name = file.getFileName().toString();
                replay.ghosts().stream().filter(ghost -> ghost.samples().size() > 1)
                        .forEach(ghost -> drives.add(new Drive(name, replay, ghost)));
            }
        } catch (GbxFormatException e) {
            // Files of other games are among the samples.
            assert e.getMessage() != null;
        }
    }
}
