package tmnf.exchange.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;
import tmnf.gbx.synthetic.SyntheticReplays.Options;

/** Writes files of a few tracks, with times that tests know. */
final class DataFolder {

    static final Instant MORNING = Instant.parse("2020-05-01T08:00:00Z");

    private final Path folder;

    DataFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    static SyntheticReplays track(String name, long seed) {
        return SyntheticReplays.track(name, seed, new Options(12, 5, MapType.RACE, 0));
    }

    /** The replay of a drive; a higher rank is slower. */
    Path replay(String track, String file, SyntheticReplays driven, int rank, String login)
            throws IOException {
        Driver driver = new Driver(login, "$f00" + login, false);
        return replay(track, file, driven.replayFile(driven.drive(rank, 2, driver)));
    }

    Path replay(String track, String file, byte[] content) throws IOException {
        return write(folder.resolve("replays").resolve(track).resolve(file), content);
    }

    Path challenge(String track, SyntheticReplays made) throws IOException {
        return write(folder.resolve("tracks").resolve(track + ".Challenge.Gbx"), made.challengeFile());
    }

    void tracksJson(String text) throws IOException {
        write(folder.resolve("tracks.json"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Path write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(MORNING));
        return file;
    }
}
