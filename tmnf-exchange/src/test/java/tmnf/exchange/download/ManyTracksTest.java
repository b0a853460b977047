package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.http.Time;

/** A journal as large as they get. */
class ManyTracksTest {

    private static final int TRACKS = 100_000;
    private static final PlanKey KEY = ReplaySelection.DEFAULT.key();
    private static final Options OPTIONS =
            new Options(Verify.NONE, Verify.HEADER, false, false, false, true);

    @TempDir Path root;

    private final List<Long> ids = LongStream.rangeClosed(1, TRACKS).boxed().toList();
    private byte[] before;

    @BeforeEach
    void settleAllTracks() throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(journal()))) {
            for (long id : ids) {
                ReplayEntry entry = Plans.entry(id, 1);
                TrackPlan plan = new TrackPlan(id, "uid" + id, Instant.EPOCH, KEY, List.of(entry), List.of());
                TrackRecord track = PlanMerge.of(TrackRecord.fresh(id), plan)
                        .with(entry.done(entry.file(), 20_000, "ab".repeat(32), ""));
                out.write(JournalLines.of(new JournalEvent.Whole(id, track)));
            }
            out.write(JournalLines.of(new JournalEvent.End(TRACKS, "complete")));
        }
        before = Files.readAllBytes(journal());
    }

    @Test
    void opensTheJournalOfManySettledTracksAndWritesNothing() throws IOException {
        ProgressMark mark = new ProgressMark(root, ids, new SteppedTime());

        try (DownloadFolder folder = open()) {
            folder.reconcile(ids, OPTIONS, () -> false);
            for (long id : ids) {
                if (folder.journal().track(id).isSettled(KEY)) {
                    mark.settled(id);
                }
            }
        }

        assertThat(mark.value()).isEqualTo(TRACKS);
        assertThat(journal()).hasBinaryContent(before);
    }

    /** The quickest of a few runs counts, by the work of this process where others take the machine. */
    @Test
    void findsWithinTwoSecondsThatThereIsNothingToAskFor() throws Exception {
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < 4 && quickest.toMillis() >= 2_000; i++) {
            Files.write(journal(), before);
            Duration worked = worked();
            long start = System.nanoTime();

            DownloadReport report = run();

            Duration took = shorter(Duration.ofNanos(System.nanoTime() - start), worked().minus(worked));
            assertThat(report.ending()).isEqualTo(DownloadReport.Ending.COMPLETE);
            assertThat(report.progress()).isEqualTo(TRACKS);
            assertThat(report.requests()).isZero();
            quickest = shorter(took, quickest);
        }
        assertThat(quickest).isLessThan(Duration.ofSeconds(2));
    }

    /** A run for all tracks, with a site where nobody answers. */
    private DownloadReport run() throws Exception {
        DownloadConfig config = new DownloadConfig(root, root.resolve("tracks"), true,
                ReplaySelection.DEFAULT, DownloadConfig.ChallengePolicy.NONE, false, 8, 8, OPTIONS);
        try (ExchangeClient client = new ExchangeClient(
                ExchangeConfig.of(URI.create("http://127.0.0.1:1"), "tmnf/test"))) {
            return new DownloadRun(client, config, DownloadListener.NONE, Time.SYSTEM, "test").run(ids);
        }
    }

    private static Duration worked() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Duration shorter(Duration a, Duration b) {
        return !b.isNegative() && !b.isZero() && b.compareTo(a) < 0 ? b : a;
    }

    private Path journal() {
        return root.resolve(DownloadJournal.FILE);
    }

    private DownloadFolder open() throws IOException {
        return DownloadFolder.open(root, root.resolve("tracks"), new SteppedTime());
    }
}
