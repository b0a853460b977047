package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.download.DownloadJournal.RunFacts;
import tmnf.exchange.download.DownloadStatus.TrackStatus;

class DownloadStatusTest {

    @TempDir Path root;
    private final SteppedTime time = new SteppedTime();

    @Test
    void saysWhatIsDoneAndWhatIsNotAndWhy() throws IOException {
        try (DownloadFolder folder = open()) {
            DownloadJournal journal = folder.journal();
            journal.started(new RunFacts("tmnf 1", "ab", 4, Plans.KEY));
            journal.planned(Plans.plan(1, 11, 12, 13, 14, 15));
            Plans.fetch(folder, 1, 11);
            Plans.fetch(folder, 1, 12);
            journal.replay(1, Plans.replay(journal, 1, 13).gone("HTTP 404"));
            journal.replay(1, Plans.replay(journal, 1, 14).failed("HTTP 500"));
            journal.track(2, TrackRecord.State.GONE, "no replays");
            journal.track(3, TrackRecord.State.FAILED, "HTTP 502");
            journal.challenge(1, new ChallengeEntry(ChallengeEntry.Status.FAILED, "", "", "", "HTTP 503"));
            ProgressMark mark = new ProgressMark(root, List.of(2L), time);
            mark.settled(2);
            mark.write();
            Files.delete(folder.replayFile(1, Plans.replay(journal, 1, 12)));
            time.step(7_000);
            journal.ended("partial", true);

            DownloadStatus running = status(List.of(1L, 2L, 3L, 4L, 1L));
            assertThat(running.holder()).isEqualTo("this process");
        }

        DownloadStatus status = status(List.of(1L, 2L, 3L, 4L, 1L));

        TrackStatus first = status.tracks().get(0);
        assertThat(status.tracks()).extracting(TrackStatus::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(List.of(first.planned(), first.done(), first.missing(), first.failed(), first.gone()))
                .containsExactly(5, 1, 2, 1, 1);
        assertThat(first.bytes()).isEqualTo(Plans.replay(10_011).length);
        assertThat(first.lost()).extracting(ReplayEntry::note).containsExactly("HTTP 404", "HTTP 500");
        assertThat(first.challenge().note()).isEqualTo("HTTP 503");
        assertThat(status.tracks()).extracting(TrackStatus::settled).containsExactly(false, true, false,
                false);
        assertThat(status.tracks().get(2).note()).isEqualTo("HTTP 502");
        assertThat(status.totals()).isEqualTo(new DownloadStatus.Totals(
                4, 1, 1, 1, 0, 1, 5, 1, 2, 1, 1, 0, 0, 1, Plans.replay(10_011).length));
        assertThat(status.mark()).isEqualTo(1);
        assertThat(status.lastRun().status()).isEqualTo("partial");
        assertThat(status.lastRun().exists()).isTrue();
        assertThat(status.holder()).isEmpty();
        assertThat(status(List.of()).tracks()).extracting(TrackStatus::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void knowsNothingOfAFolderThatIsNotThere() throws IOException {
        try (DownloadFolder none = DownloadFolder.openForReading(root.resolve("x"), root.resolve("y"),
                time)) {
            DownloadStatus status = DownloadStatus.of(none, List.of(), () -> false);

            assertThat(status.tracks()).isEmpty();
            assertThat(status.lastRun().exists()).isFalse();
            assertThat(root.resolve("x")).doesNotExist();
        }
    }

    private DownloadStatus status(List<Long> ids) throws IOException {
        try (DownloadFolder folder = DownloadFolder.openForReading(root, root.resolve("tracks"), time)) {
            return DownloadStatus.of(folder, ids, () -> false);
        }
    }

    private DownloadFolder open() throws IOException {
        return DownloadFolder.open(root, root.resolve("tracks"), time);
    }
}
