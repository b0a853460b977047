package tmnf.cli.download;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ProgressTicker;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.api.Track;
import tmnf.exchange.list.TrackListConfig;
import tmnf.exchange.list.TrackListListener;
import tmnf.exchange.list.TrackListReport;
import tmnf.exchange.list.TrackListing;

/** Runs {@code --list-popular}: the walk through the exchange's tracks, with progress. */
final class PopularList implements TrackListListener {

    private final CommandContext context;
    private final ExchangeSession session;
    private final TrackListConfig config;
    private final FirstPages known;
    private final RateWindow rate = new RateWindow(10_000_000_000L);
    private final Map<Long, String> uids = new HashMap<>();
    private volatile int tracks;
    private volatile long pages;
    private volatile String order = "";

    /** What is told of replays is kept among the known pages. */
    PopularList(CommandContext context, ExchangeSession session, TrackListConfig config, FirstPages known) {
        this.known = known;
        this.context = context;
        this.session = session;
        this.config = config;
    }

    /** Makes the list. In a dry run nothing is written. */
    TrackListReport run(boolean dryRun) throws IOException, InterruptedException {
        TrackListing listing = new TrackListing(session.client(), config, this, known);
        session.stopWith(listing::stop);
        try (ProgressTicker ticker = new ProgressTicker(
                context.progress("Listing tracks", config.maxTracks()), this::state)) {
            ticker.start();
            return dryRun ? listing.dryRun() : listing.run();
        }
    }

    private Progress.State state() {
        double perSecond = rate.perSecond(System.nanoTime(), tracks);
        String of = config.maxTracks() > 0 ? "/" + Figures.count(config.maxTracks()) : "";
        String text = session.pace().waiting() + "Listing tracks: " + Figures.count(tracks) + of + " on "
                + Figures.count(pages, "page") + (order.isEmpty() ? "" : " by " + order)
                + String.format(Locale.ROOT, "  %.1f/s  ", perSecond) + session.pace().inFlight();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pages", pages);
        fields.put("rate", Math.round(perSecond * 100) / 100.0);
        session.pace().addTo(fields);
        return new Progress.State(tracks, config.maxTracks(), text, fields);
    }

    @Override
    public void resumed(int earlierTracks, int earlierPages) {
        tracks = earlierTracks;
        pages = earlierPages;
        context.note("Going on behind the " + Figures.count(earlierTracks, "track")
                + " that an earlier run listed");
    }

    @Override
    public void accepted(Track track) {
        tracks++; // only the thread of the run counts
        if (!track.uid().isEmpty()) {
            uids.put(track.id(), track.uid());
        }
    }

    /** The uids of the challenges of the tracks that this run listed. */
    Map<Long, String> uids() {
        return uids;
    }

    @Override
    public void page(String name, int page, int rows, int tracksSoFar) {
        order = name;
        pages++;
        tracks = tracksSoFar;
        if (context.isJsonLines()) {
            context.event("page", Map.of("order", name, "page", page, "rows", rows, "tracks", tracksSoFar));
        }
    }

    @Override
    public void retried(String path, String why) {
        if (context.verbosity() > 0) {
            context.note("trying again: " + path + ": " + why);
        }
    }

    @Override
    public void warning(String code, String message) {
        context.warn(code, message);
    }

    /** What a list says of itself, for scripts. */
    static Map<String, Object> json(TrackListReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", Words.of(report.ending()));
        json.put("why", report.why());
        json.put("tracks", report.ids().size());
        json.put("resumed", report.resumed());
        json.put("pages", report.pages());
        json.put("rows", report.rows());
        json.put("duplicates", report.duplicates());
        json.put("excluded", new TreeMap<>(report.dropped()));
        json.put("written", report.written());
        return json;
    }
}
