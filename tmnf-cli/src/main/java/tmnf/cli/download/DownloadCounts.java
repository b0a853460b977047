package tmnf.cli.download;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import tmnf.exchange.download.ChallengeEntry;
import tmnf.exchange.download.DownloadListener;
import tmnf.exchange.download.ReplayEntry;
import tmnf.exchange.download.TrackPlan;
import tmnf.exchange.download.TrackRecord;

/** Counts what a download tells while it works. Safe for use by several threads. */
final class DownloadCounts implements DownloadListener {

    private final LongAdder plans = new LongAdder();
    private final LongAdder planned = new LongAdder();
    private final LongAdder wanted = new LongAdder();
    private final LongAdder fetched = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder maps = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failedTracks = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Map<String, LongAdder> excluded = new ConcurrentHashMap<>();

    @Override
    public void planned(TrackPlan plan, int stillWanted) {
        plans.increment();
        planned.add(plan.replays().size());
        wanted.add(stillWanted);
        for (TrackPlan.Excluded row : plan.excluded()) {
            excluded.computeIfAbsent(row.reason(), any -> new LongAdder()).increment();
        }
    }

    @Override
    public void fetched(long trackId, ReplayEntry entry) {
        fetched.increment();
    }

    @Override
    public void lost(long trackId, ReplayEntry entry) {
        (entry.status() == ReplayEntry.Status.GONE ? gone : failed).increment();
    }

    @Override
    public void challenge(long trackId, ChallengeEntry entry) {
        if (entry.status() == ChallengeEntry.Status.DONE) {
            maps.increment();
        }
    }

    @Override
    public void trackEnded(TrackRecord track, boolean settled) {
        ended.increment();
        if (!settled) {
            failedTracks.increment();
        }
    }

    @Override
    public void retried(String path, String why) {
        retried.increment();
    }

    /** Tracks whose list came in this run. */
    long plans() {
        return plans.sum();
    }

    /** Replays of those plans. */
    long planned() {
        return planned.sum();
    }

    /** Replays that were not on disk when their plan was made. */
    long wanted() {
        return wanted.sum();
    }

    long fetched() {
        return fetched.sum();
    }

    long gone() {
        return gone.sum();
    }

    long failed() {
        return failed.sum();
    }

    long maps() {
        return maps.sum();
    }

    /** Tracks that have nothing left to do in this run. */
    long ended() {
        return ended.sum();
    }

    long failedTracks() {
        return failedTracks.sum();
    }

    long retried() {
        return retried.sum();
    }

    /** Rows left out, by reason, in the order of the alphabet. */
    Map<String, Long> excluded() {
        Map<String, Long> sorted = new TreeMap<>();
        excluded.forEach((reason, count) -> sorted.put(reason, count.sum()));
        return sorted;
    }
}
