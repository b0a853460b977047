package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.Progress;
import tmnf.exchange.download.DownloadReport;
import tmnf.exchange.download.PlanKey;
import tmnf.exchange.download.ReplayEntry;
import tmnf.exchange.download.TrackPlan;
import tmnf.exchange.http.HostBudget;

/** The line of a running download, in a time of its own. */
class DownloadProgressTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<DownloadReport> report = new AtomicReference<>(report(0, 0, 0, 0, 0, 0));
    private final AtomicReference<HostBudget.State> budget =
            new AtomicReference<>(new HostBudget.State(6, 8, 256, 0, 0, false));
    private final CommandContext context = quietContext();
    private final PaceNews pace = new PaceNews(context);
    private final RunNews news = new RunNews(context);
    private final DownloadProgress progress =
            new DownloadProgress(report::get, news, new PaceLine(budget::get, pace), nanos::get);

    private static DownloadReport report(int settled, long planned, long present, long failed, long requests,
            long bytes) {
        return new DownloadReport(DownloadReport.Ending.INTERRUPTED,
                new DownloadReport.Tracks(3_000, settled, 0, 0),
                new DownloadReport.Replays(planned, present, present, failed == 0 ? 0 : 5, failed),
                new DownloadReport.Challenges(settled, settled, 0, 0), Map.of(), bytes, requests, 0, 0,
                settled, List.of());
    }

    /** Knows nothing, and takes what it is told. */
    private static CommandContext quietContext() {
        return (CommandContext) Proxy.newProxyInstance(CommandContext.class.getClassLoader(),
                new Class<?>[] {CommandContext.class}, (proxy, method, arguments) ->
                        switch (method.getReturnType().getSimpleName()) {
                            case "boolean" -> false;
                            case "int" -> 0;
                            case "Clock" -> Clock.systemUTC();
                            default -> null;
                        });
    }

    private void plan(int replays) {
        List<ReplayEntry> entries = java.util.stream.IntStream.rangeClosed(1, replays)
                .mapToObj(rank -> ReplayEntry.wanted(rank, rank, "f" + rank, "u", 1)).toList();
        news.planned(new TrackPlan(1, "", java.time.Instant.EPOCH, new PlanKey("", 0, 50, true), entries,
                List.of()), replays);
    }

    @Test
    void tellsHowFarHowFastAndHowLong() {
        progress.get();
        for (int i = 0; i < 1_000; i++) {
            plan(4);
        }
        report.set(report(500, 4_000, 2_000, 31, 2_500, 40_000_000));
        nanos.set(Duration.ofSeconds(10).toNanos());

        Progress.State state = progress.get();

        // 2,031 replays in 10 s; 1,964 known ones are left, and 2,009 tracks with 4 replays each
        assertThat(state.text()).isEqualTo("tracks 500/3,000  ETA 49 s  replays 2,000 (31 failed, 5 gone)  "
                + "maps 500  250.0 req/s  4.0 MB/s  6/8 in flight");
        assertThat(state.done()).isEqualTo(500);
        assertThat(state.total()).isEqualTo(3_000);
        assertThat(state.fields().toString()).contains("replays=2000, ", "maps=500, ", "inFlight=6, limit=8, "
                + "restMs=0", "etaMs=");
    }

    @Test
    void nothingIsPromisedBeforeAnythingIsKnown() {
        assertThat(progress.get().text()).isEqualTo(
                "tracks 0/3,000  replays 0  0.0 req/s  0.0 kB/s  6/8 in flight");
        assertThat(progress.get().fields().toString()).contains("etaMs=null");
    }

    @Test
    void restsAndTheirReasonsComeFirst() {
        pace.resting(Duration.ofSeconds(7), "/recordgbx/5: the site answers 429.");
        budget.set(new HostBudget.State(0, 4, 256, 0, Duration.ofSeconds(7).toNanos(), false));
        assertThat(progress.get().text()).startsWith("resting 7 s (the site answers 429)  tracks 0/3,000");

        pace.circuitOpened(Duration.ofSeconds(60), "connection refused");
        budget.set(new HostBudget.State(0, 4, 256, 0, 0, true));
        assertThat(progress.get().text())
                .startsWith("exchange down, next try in 60 s (connection refused)  ");

        pace.circuitClosed();
        budget.set(new HostBudget.State(1, 4, 256, 0, 0, false));
        assertThat(progress.get().text()).startsWith("tracks ");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "99400, 99 s", "100000, 2m", "5940000, 99m", "7500000, 2h05m", "200000000, 2d07h"})
    void timesAreExactEnoughToWaitBy(long millis, String text) {
        assertThat(Figures.time(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 kB", "1500, 1.5 kB", "1200000, 1.2 MB", "2340000000, 2.34 GB"})
    void sizesAreDecimal(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void ratesLookAtTheLastSeconds() {
        RateWindow rate = new RateWindow(5_000_000_000L);

        assertThat(rate.perSecond(0, 0)).isZero();
        assertThat(rate.perSecond(1_000_000_000L, 10)).isEqualTo(10);
        for (long second = 2; second <= 20; second++) {
            rate.perSecond(second * 1_000_000_000L, 10);
        }
        assertThat(rate.perSecond(21_000_000_000L, 10)).isZero();
    }
}
