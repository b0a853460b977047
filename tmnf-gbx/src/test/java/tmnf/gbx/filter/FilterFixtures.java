package tmnf.gbx.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.Replay;

/** A replays folder whose files are empty, and a source that knows what they would hold. */
final class FilterFixtures implements ReplaySource {

    private final Path root;
    private final Map<Path, Replay> replays = new HashMap<>();
    private final Set<Path> read = ConcurrentHashMap.newKeySet();

    FilterFixtures(Path root) {
        this.root = root;
    }

    static ControlEntry press(String name, int timeMs) {
        return new ControlEntry(name, timeMs, 1);
    }

    static ControlEntry release(String name, int timeMs) {
        return new ControlEntry(name, timeMs, 0);
    }

    /** A finished race of ten seconds. */
    static Ghost ghost(ControlEntry... entries) {
        return Ghost.builder()
                .raceTimeMs(10_000)
                .checkpointTimesMs(10_000)
                .inputs(InputTape.of(List.of(entries)))
                .build();
    }

    static Ghost clean() {
        return ghost(press("Accelerate", 0));
    }

    static Ghost respawning(int timeMs) {
        return ghost(press("Accelerate", 0), press("Respawn", timeMs));
    }

    static Replay replay(Ghost... ghosts) {
        return new Replay(new byte[0], null, List.of(ghosts), null);
    }

    FilterFixtures folder(String track) {
        create(() -> Files.createDirectories(root.resolve(track)));
        return this;
    }

    FilterFixtures with(String track, String name, Ghost... ghosts) {
        Path file = file(track, name);
        replays.put(file, replay(ghosts));
        return this;
    }

    /** A file that cannot be read. */
    FilterFixtures corrupt(String track, String name) {
        file(track, name);
        return this;
    }

    private Path file(String track, String name) {
        folder(track);
        Path file = root.resolve(track).resolve(name);
        create(() -> Files.writeString(file, ""));
        return file;
    }

    /** Files read so far, relative to the folder. */
    List<String> read() {
        List<String> names = new ArrayList<>();
        read.forEach(file -> names.add(root.relativize(file).toString().replace('\\', '/')));
        names.sort(null);
        return names;
    }

    @Override
    public Replay read(Path file) throws IOException {
        read.add(file);
        Replay replay = replays.get(file);
        if (replay == null) {
            throw new IOException(file + ": it is damaged");
        }
        return replay;
    }

    private interface Creation {
        Path make() throws IOException;
    }

    private static void create(Creation creation) {
        try {
            creation.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
