package tmnf.cli.download;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import tmnf.cli.command.CommandContext;
import tmnf.exchange.download.ChallengeEntry;
import tmnf.exchange.download.DownloadListener;
import tmnf.exchange.download.ReplayEntry;
import tmnf.exchange.download.TrackPlan;
import tmnf.exchange.download.TrackRecord;

/**
 * Passes on what a download tells: events for scripts, warnings for people, and what is lost with {@code -v}.
 * Counts plans on the way, for the guess how long it takes. Safe for use by several threads.
 */
final class RunNews implements DownloadListener {

    private static final int MOST_OF_A_CODE = 20;

    private final CommandContext context;
    private final boolean events;
    private final boolean verbose;
    private final LongAdder plans = new LongAdder();
    private final LongAdder wanted = new LongAdder();
    private final Map<String, AtomicInteger> warnings = new ConcurrentHashMap<>();

    RunNews(CommandContext context) {
        this.context = context;
        this.events = context.isJsonLines();
        this.verbose = context.verbosity() > 0;
    }

    /** Tracks that were listed in this run. */
    long plans() {
        return plans.sum();
    }

    /** Replays that were not on disk when their track was listed. */
    long wanted() {
        return wanted.sum();
    }

    @Override
    public void planned(TrackPlan plan, int stillWanted) {
        plans.increment();
        wanted.add(stillWanted);
        if (events) {
            event("planned", plan.trackId(), "replays", plan.replays().size(), "wanted", stillWanted,
                    "excluded", plan.excluded().size());
        }
    }

    @Override
    public void fetched(long trackId, ReplayEntry entry) {
        if (events) {
            event("fetched", trackId, "replay", entry.id(), "file", entry.file(), "bytes", entry.bytes(),
                    "sha256", entry.sha256());
        }
    }

    @Override
    public void lost(long trackId, ReplayEntry entry) {
        boolean gone = entry.status() == ReplayEntry.Status.GONE;
        if (events) {
            event("lost", trackId, "replay", entry.id(), "status", gone ? "gone" : "failed",
                    "why", entry.note());
        }
        if (verbose) {
            context.note("track " + trackId + ", replay " + entry.id() + (gone ? " is gone" : " failed: ")
                    + (gone ? "" : entry.note()));
        }
    }

    @Override
    public void challenge(long trackId, ChallengeEntry entry) {
        if (events) {
            event("challenge", trackId, "status", Words.of(entry.status()), "file", entry.file(),
                    "source", entry.source(), "why", entry.note());
        }
        if (verbose && entry.status() != ChallengeEntry.Status.DONE) {
            context.note("track " + trackId + ", map: " + entry.note());
        }
    }

    @Override
    public void trackEnded(TrackRecord track, boolean settled) {
        if (events) {
            event("track", track.id(), "settled", settled, "state", Words.of(track.state()),
                    "why", track.note());
        }
    }

    @Override
    public void retried(String path, String why) {
        if (verbose) {
            context.note("trying again: " + path + ": " + why);
        }
    }

    @Override
    public void warning(String code, String message) {
        int number = warnings.computeIfAbsent(code, any -> new AtomicInteger()).incrementAndGet();
        if (number <= MOST_OF_A_CODE) {
            context.warn(code, message);
        }
    }

    /** Says how many warnings were not shown. */
    void end() {
        warnings.forEach((code, number) -> {
            if (number.get() > MOST_OF_A_CODE) {
                context.warn(code, Figures.count(number.get() - MOST_OF_A_CODE)
                        + " more warnings of this kind; tmnf download status -v names the replays");
            }
        });
    }

    private void event(String name, long track, Object... fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("track", track);
        for (int i = 0; i < fields.length; i += 2) {
            all.put((String) fields[i], fields[i + 1]);
        }
        context.event(name, all);
    }
}
