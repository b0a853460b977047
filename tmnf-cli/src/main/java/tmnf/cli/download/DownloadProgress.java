package tmnf.cli.download;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import tmnf.cli.command.Progress;
import tmnf.exchange.ExchangeClient.Traffic;
import tmnf.exchange.http.HostBudget;

/**
 * The line of a running download: how far, how fast, how many at once, how long still, and why it waits. Asked
 * by one thread at a time.
 */
final class DownloadProgress implements Supplier<Progress.State> {

    private static final long FAST = 5_000_000_000L;
    private static final long SLOW = 60_000_000_000L;
    private static final double LEAST_RATE = 1e-4;

    private final DownloadCounts counts;
    private final long tracks;
    private final Supplier<Traffic> traffic;
    private final Supplier<HostBudget.State> pace;
    private final Supplier<String> reason;
    private final LongSupplier nanos;
    private final RateWindow requests = new RateWindow(FAST);
    private final RateWindow bytes = new RateWindow(FAST);
    private final RateWindow replays = new RateWindow(SLOW);
    private final RateWindow ends = new RateWindow(SLOW);

    /**
     * Watches a run.
     *
     * @param tracks in its list
     * @param reason why the exchange was given rest last, in a word or two; may be empty
     */
    DownloadProgress(DownloadCounts counts, long tracks, Supplier<Traffic> traffic,
            Supplier<HostBudget.State> pace, Supplier<String> reason, LongSupplier nanos) {
        this.counts = counts;
        this.tracks = tracks;
        this.traffic = traffic;
        this.pace = pace;
        this.reason = reason;
        this.nanos = nanos;
    }

    @Override
    public Progress.State get() {
        long now = nanos.getAsLong();
        Traffic sent = traffic.get();
        HostBudget.State at = pace.get();
        double requestRate = requests.perSecond(now, sent.requests());
        double byteRate = bytes.perSecond(now, sent.bytes());
        long eta = etaMillis(now);
        return new Progress.State(counts.ended(), tracks,
                text(at, requestRate, byteRate, eta), fields(at, requestRate, byteRate, eta));
    }

    private String text(HostBudget.State at, double requestRate, double byteRate, long eta) {
        StringBuilder text = new StringBuilder(waiting(at));
        text.append("tracks ").append(Figures.count(counts.ended())).append('/').append(Figures.count(tracks))
                .append("  replays ").append(Figures.count(counts.fetched()));
        String lost = lost();
        if (!lost.isEmpty()) {
            text.append(" (").append(lost).append(')');
        }
        if (counts.maps() > 0) {
            text.append("  maps ").append(Figures.count(counts.maps()));
        }
        text.append(String.format(java.util.Locale.ROOT, "  %.1f req/s  ", requestRate))
                .append(Figures.bytes(byteRate)).append("/s  ").append(at.inFlight()).append('/')
                .append(at.limit()).append(" in flight");
        if (eta >= 0) {
            text.append("  ETA ").append(Figures.time(eta));
        }
        return text.toString();
    }

    private String lost() {
        String failed = counts.failed() == 0 ? "" : Figures.count(counts.failed()) + " failed";
        String gone = counts.gone() == 0 ? "" : Figures.count(counts.gone()) + " gone";
        return failed.isEmpty() || gone.isEmpty() ? failed + gone : failed + ", " + gone;
    }

    private String waiting(HostBudget.State at) {
        if (at.restNanos() <= 0) {
            return at.circuitOpen() ? "trying whether the exchange is back  " : "";
        }
        String why = reason.get().isEmpty() ? "" : " (" + reason.get() + ")";
        return (at.circuitOpen() ? "exchange down, next try in " : "resting ")
                + Figures.time(at.restNanos() / 1_000_000 + 499) + why + "  ";
    }

    private Map<String, Object> fields(HostBudget.State at, double requestRate, double byteRate, long eta) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rate", rounded(requestRate));
        fields.put("etaMs", eta < 0 ? null : eta);
        fields.put("replays", counts.fetched());
        fields.put("failed", counts.failed());
        fields.put("gone", counts.gone());
        fields.put("maps", counts.maps());
        fields.put("bytesPerSecond", Math.round(byteRate));
        fields.put("inFlight", at.inFlight());
        fields.put("limit", at.limit());
        fields.put("restMs", Math.max(0, at.restNanos() / 1_000_000));
        return fields;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /**
     * By replays when lists came in: the tracks that are not listed yet get the mean of those that are. Else by
     * tracks. -1 when nothing is known.
     */
    private long etaMillis(long now) {
        long settled = counts.fetched() + counts.failed() + counts.gone();
        double replayRate = replays.perSecond(now, settled);
        double trackRate = ends.perSecond(now, counts.ended());
        double byTracks = trackRate < LEAST_RATE ? -1 : (tracks - counts.ended()) / trackRate;
        if (counts.plans() == 0 || replayRate < LEAST_RATE) {
            return (long) (byTracks * 1000);
        }
        double unlisted = Math.max(0, tracks - Math.max(counts.ended(), counts.plans()));
        double left = Math.max(0, counts.wanted() - settled)
                + unlisted * counts.wanted() / counts.plans();
        return (long) (left / replayRate * 1000);
    }
}
