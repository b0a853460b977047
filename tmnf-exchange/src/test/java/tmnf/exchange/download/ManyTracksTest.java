package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;

/** A journal as large as they get. */
class ManyTracksTest {

    private static final int TRACKS = 100_000;

    @TempDir Path root;

    @Test
    void opensTheJournalOfManySettledTracksAndWritesNothing() throws IOException {
        List<Long> ids = new ArrayList<>();
        Path journal = root.resolve(DownloadJournal.FILE);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(journal))) {
            for (long id = 1; id <= TRACKS; id++) {
                ids.add(id);
                ReplayEntry entry = Plans.entry(id, 1);
                TrackRecord track = PlanMerge.of(TrackRecord.fresh(id), Plans.plan(id, entry))
                        .with(entry.done(entry.file(), 20_000, "ab".repeat(32), ""));
                out.write(JournalLines.of(new JournalEvent.Whole(id, track)));
            }
            out.write(JournalLines.of(new JournalEvent.End(TRACKS, "complete")));
        }
        byte[] before = Files.readAllBytes(journal);
        ProgressMark mark = new ProgressMark(root, ids, new SteppedTime());

        try (DownloadFolder folder = open()) {
            folder.reconcile(ids, new Options(Verify.NONE, Verify.HEADER, false, false, false, true),
                    () -> false);
            for (long id : ids) {
                if (folder.journal().track(id).isSettled(Plans.KEY)) {
                    mark.settled(id);
                }
            }
        }

        assertThat(mark.value()).isEqualTo(TRACKS);
        assertThat(journal).hasBinaryContent(before);
    }

    private DownloadFolder open() throws IOException {
        return DownloadFolder.open(root, root.resolve("tracks"), new SteppedTime());
    }
}
