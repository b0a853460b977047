package tmnf.exchange.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tmnf.exchange.download.DownloadReport.Challenges;
import tmnf.exchange.download.DownloadReport.Failure;
import tmnf.exchange.download.DownloadReport.Replays;
import tmnf.exchange.download.DownloadReport.Tracks;

/** Counts what a run does. Thread-safe; cheap enough for every file. */
final class RunCounters {

    private final int tracks;
    private int settled;
    private int gone;
    private int failedTracks;
    private long planned;
    private long present;
    private long fetched;
    private long goneReplays;
    private long failedReplays;
    private long challenges;
    private long challengesWritten;
    private long challengesImpossible;
    private long challengesFailed;
    private long bytes;
    private long retries;
    private final Map<String, Long> excluded = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();

    RunCounters(int tracks) {
        this.tracks = tracks;
    }

    /** A plan, with what is there of it already. */
    synchronized void planned(List<ReplayEntry> wanted) {
        planned += wanted.size();
        for (ReplayEntry entry : wanted) {
            present += entry.status() == ReplayEntry.Status.DONE ? 1 : 0;
            goneReplays += entry.status() == ReplayEntry.Status.GONE ? 1 : 0;
        }
    }

    synchronized void excluded(List<TrackPlan.Excluded> rows) {
        rows.forEach(row -> excluded.merge(row.reason(), 1L, Long::sum));
    }

    synchronized void replay(long track, ReplayEntry entry) {
        switch (entry.status()) {
            case DONE -> {
                present++;
                fetched++;
                bytes += entry.bytes();
            }
            case GONE -> goneReplays++;
            case FAILED -> {
                failedReplays++;
                failure(new Failure(track, entry.id(), entry.file(), entry.note()));
            }
            case WANTED -> { }
        }
    }

    /** A challenge that is there, or was tried for. */
    synchronized void challenge(long track, ChallengeEntry entry, long size) {
        switch (entry.status()) {
            case DONE -> {
                challenges++;
                challengesWritten += size < 0 ? 0 : 1;
                bytes += Math.max(0, size);
            }
            case IMPOSSIBLE -> challengesImpossible++;
            case FAILED -> {
                challengesFailed++;
                failure(new Failure(track, 0, "challenge", entry.note()));
            }
            case NONE -> { }
        }
    }

    synchronized void retried() {
        retries++;
    }

    /** A track came to its end in this run. */
    synchronized void trackEnded(TrackRecord track, boolean isSettled) {
        settled += isSettled ? 1 : 0;
        gone += track.state() == TrackRecord.State.GONE ? 1 : 0;
        failedTracks += isSettled ? 0 : 1;
        if (track.state() == TrackRecord.State.FAILED) {
            failure(new Failure(track.id(), 0, "list of replays", track.note()));
        }
    }

    private void failure(Failure failure) {
        if (failures.size() < DownloadReport.MOST_FAILURES) {
            failures.add(failure);
        }
    }

    synchronized DownloadReport report(DownloadReport.Ending ending, long requests, long elapsedMillis,
            int progress) {
        return new DownloadReport(ending, new Tracks(tracks, settled, gone, failedTracks),
                new Replays(planned, present, fetched, goneReplays, failedReplays),
                new Challenges(challenges, challengesWritten, challengesImpossible, challengesFailed),
                new TreeMap<>(excluded), bytes, requests, retries, elapsedMillis, progress,
                List.copyOf(failures));
    }
}
