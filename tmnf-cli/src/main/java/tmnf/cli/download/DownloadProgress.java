package tmnf.cli.download;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import tmnf.cli.command.Progress;
import tmnf.exchange.download.DownloadReport;

/**
 * The line of a running download: how far, how fast, how many at once, how long still, and why it waits.
 * Asked by one thread at a time.
 */
final class DownloadProgress implements Supplier<Progress.State> {

    private static final long FAST = 5_000_000_000L;
    private static final long SLOW = 60_000_000_000L;
    private static final double LEAST_RATE = 1e-4;

    private final Supplier<DownloadReport> run;
    private final RunNews news;
    private final PaceLine pace;
    private final LongSupplier nanos;
    private final RateWindow requests = new RateWindow(FAST);
    private final RateWindow bytes = new RateWindow(FAST);
    private final RateWindow replays = new RateWindow(SLOW);
    private final RateWindow ends = new RateWindow(SLOW);

    DownloadProgress(Supplier<DownloadReport> run, RunNews news, PaceLine pace, LongSupplier nanos) {
        this.run = run;
        this.news = news;
        this.pace = pace;
        this.nanos = nanos;
    }

    @Override
    public Progress.State get() {
        long now = nanos.getAsLong();
        DownloadReport report = run.get();
        double requestRate = requests.perSecond(now, report.requests());
        double byteRate = bytes.perSecond(now, report.bytes());
        long eta = etaMillis(now, report);
        long done = ended(report);
        return new Progress.State(done, report.tracks().total(),
                text(report, done, requestRate, byteRate, eta),
                fields(report, requestRate, byteRate, eta));
    }

    private static long ended(DownloadReport report) {
        return (long) report.tracks().settled() + report.tracks().failed();
    }

    private String text(DownloadReport report, long done, double requestRate, double byteRate, long eta) {
        StringBuilder text = new StringBuilder(pace.waiting());
        text.append("tracks ").append(Figures.count(done)).append('/')
                .append(Figures.count(report.tracks().total()));
        if (eta >= 0 && done < report.tracks().total()) {
            text.append("  ETA ").append(Figures.time(eta)); // in front: narrow terminals cut the end off
        }
        text.append("  replays ").append(Figures.count(report.replays().present()))
                .append(lost(report.replays()));
        if (report.challenges().present() > 0) {
            text.append("  maps ").append(Figures.count(report.challenges().present()));
        }
        text.append(String.format(Locale.ROOT, "  %.1f req/s  ", requestRate))
                .append(Figures.bytes(byteRate)).append("/s  ").append(pace.inFlight());
        return text.toString();
    }

    private static String lost(DownloadReport.Replays replays) {
        String failed = replays.failed() == 0 ? "" : Figures.count(replays.failed()) + " failed";
        String gone = replays.gone() == 0 ? "" : Figures.count(replays.gone()) + " gone";
        String both = failed.isEmpty() || gone.isEmpty() ? failed + gone : failed + ", " + gone;
        return both.isEmpty() ? "" : " (" + both + ")";
    }

    private Map<String, Object> fields(DownloadReport report, double requestRate, double byteRate, long eta) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rate", Math.round(requestRate * 100) / 100.0);
        fields.put("etaMs", eta < 0 ? null : eta);
        fields.put("replays", report.replays().present());
        fields.put("fetched", report.replays().fetched());
        fields.put("failed", report.replays().failed());
        fields.put("gone", report.replays().gone());
        fields.put("maps", report.challenges().present());
        fields.put("bytesPerSecond", Math.round(byteRate));
        pace.addTo(fields);
        return fields;
    }

    /**
     * By replays where lists came in: the tracks that are not listed yet get the mean of those that are. Else
     * by tracks. -1 when nothing is known.
     */
    private long etaMillis(long now, DownloadReport report) {
        DownloadReport.Replays counts = report.replays();
        double replayRate = replays.perSecond(now, counts.fetched() + counts.failed());
        double trackRate = ends.perSecond(now, ended(report));
        double open = report.tracks().total() - ended(report);
        if (news.plans() == 0 || replayRate < LEAST_RATE) {
            return trackRate < LEAST_RATE ? -1 : (long) (open / trackRate * 1000);
        }
        double known = counts.planned() - counts.present() - counts.gone() - counts.failed();
        double mean = (double) news.wanted() / news.plans();
        double unlisted = Math.max(0, open - (mean < 1 ? known : known / mean));
        return (long) (Math.max(0, known + unlisted * mean) / replayRate * 1000);
    }
}
