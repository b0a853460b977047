package tmnf.exchange.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.gbx.chunk.ReplayWriter;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.synthetic.SyntheticReplays;

/** Plans of tracks, and the files that fulfil them. */
final class Plans {

    static final PlanKey KEY = new PlanKey("best", 0, 50, false);
    static final Options OPTIONS = new Options(Verify.SIZE, Verify.HEADER, false, false, false, true);

    private static final Map<Long, byte[]> REPLAYS = new ConcurrentHashMap<>();

    private static final SyntheticReplays TRACK =
            SyntheticReplays.track("A01", 1, SyntheticReplays.Options.DEFAULT);

    private static final Ghost DRIVE =
            TRACK.drive(1, 0, new SyntheticReplays.Driver("login", "nick", false));

    static final long TRACK_TIME = DRIVE.raceTimeMs();

    private Plans() {}

    /** Replay {@code id} at {@code rank} by a user of that name, with a time of ten seconds and id ms. */
    static ReplayEntry entry(long id, int rank) {
        return entry(id, rank, "user " + id, 10_000 + id);
    }

    static ReplayEntry entry(long id, int rank, String user, long timeMs) {
        return ReplayEntry.wanted(id, rank, user, timeMs);
    }

    static TrackPlan plan(long track, ReplayEntry... entries) {
        return new TrackPlan(track, "uid" + track, Instant.parse("2009-02-20T16:57:38.123456Z"), KEY,
                List.of(entries), List.of());
    }

    /** A plan of replays with these ids, by rank. */
    static TrackPlan plan(long track, long... ids) {
        ReplayEntry[] entries = new ReplayEntry[ids.length];
        Arrays.setAll(entries, i -> entry(ids[i], i + 1));
        return plan(track, entries);
    }

    /** A whole replay with that time. */
    static byte[] replay(long timeMs) {
        return REPLAYS.computeIfAbsent(timeMs, time -> ReplayWriter.file(new Replay(new byte[0], null,
                List.of(Ghost.builder().raceTimeMs(time.intValue()).checkpointTimesMs(time.intValue())
                        .build()), null)));
    }

    /** Writes a file as a download does, up to the rename. */
    static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file of a replay, and says that it is done. */
    static ReplayEntry fetch(DownloadFolder folder, long track, long id) throws IOException {
        ReplayEntry entry = replay(folder.journal(), track, id);
        Path file = write(folder.replayFile(track, entry), replay(entry.timeMs()));
        FileHash hash = FileHash.of(file);
        ReplayEntry done = entry.done(entry.file(), hash.bytes(), hash.sha256(), "");
        folder.journal().replay(track, done);
        return done;
    }

    static ReplayEntry replay(DownloadJournal journal, long track, long id) {
        TrackRecord record = journal.track(track);
        return Stream.concat(record.replays().stream(), record.kept().stream())
                .filter(entry -> entry.id() == id).findFirst().orElseThrow();
    }

    static Map<Long, TrackRecord> records(DownloadJournal journal) {
        Map<Long, TrackRecord> records = new TreeMap<>();
        journal.tracks().forEach(id -> records.put(id, journal.track(id)));
        return records;
    }

    /** A whole replay of a challenge, with {@link #TRACK_TIME}. */
    static byte[] replayWithChallenge() {
        return TRACK.replayFile(DRIVE);
    }

    static byte[] challenge() {
        return TRACK.challengeFile();
    }
}
