package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much a journal takes in memory: some 110 bytes a replay with its share of the track, so 100,000 tracks
 * with 20 replays each fit into 256 MB.
 */
class JournalMemoryTest {

    private static final int TRACKS = 5_000;
    private static final int REPLAYS = 20;
    private static final int DRIVERS = 3_000;

    @TempDir Path root;

    @Test
    void takesLittleMemoryForEachReplay() throws IOException {
        writeJournal();
        long before = used();

        JournalState state = new JournalState();
        JournalScan.read(root.resolve(DownloadJournal.FILE), state);

        long each = (used() - before) / ((long) TRACKS * REPLAYS);
        assertThat(state.tracks()).hasSize(TRACKS);
        assertThat(each).isLessThan(150);
    }

    private void writeJournal() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        byte[] hash = new byte[32];
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(root.resolve(DownloadJournal.FILE)))) {
            for (long id = 1; id <= TRACKS; id++) {
                List<ReplayEntry> entries = new ArrayList<>();
                for (int rank = 1; rank <= REPLAYS; rank++) {
                    random.nextBytes(hash);
                    ReplayEntry entry = Plans.entry(id * REPLAYS + rank, rank,
                            "driver " + random.nextInt(DRIVERS), 10_000 + random.nextInt(100_000));
                    entries.add(entry.done(entry.file(), 20_000 + random.nextInt(20_000),
                            HexFormat.of().formatHex(hash), ""));
                }
                out.write(JournalLines.of(new JournalEvent.Whole(id, new TrackRecord(id,
                        TrackRecord.State.LISTED, "uid" + id, Instant.EPOCH, Plans.KEY, entries, List.of(),
                        ChallengeEntry.NONE, ""))));
            }
            out.write(JournalLines.of(new JournalEvent.End(1, "complete")));
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
