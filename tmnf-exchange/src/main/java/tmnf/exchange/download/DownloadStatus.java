package tmnf.exchange.download;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.download.DownloadJournal.LastRun;

/**
 * What is done, what is missing, what failed and why; from journal and disk alone.
 *
 * @param mark the number in {@link ProgressMark#FILE}
 * @param lastRun how the last run ended; see {@link LastRun#exists}
 * @param holder who works in the folder now, in words; empty: nobody
 */
public record DownloadStatus(List<TrackStatus> tracks, Totals totals, long mark, LastRun lastRun,
        String holder) {

    public DownloadStatus {
        tracks = List.copyOf(tracks);
    }

    /**
     * One track.
     *
     * @param settled whether nothing is left to do, as far as the plan that is known goes
     * @param missing replays of the plan that are neither on disk nor gone nor given up
     * @param kept replays on disk that only an earlier plan named
     * @param bytes of the replays on disk
     * @param note why there is nothing
     * @param lost replays that are gone or failed, each with its reason in {@link ReplayEntry#note}
     */
    public record TrackStatus(long id, TrackRecord.State state, boolean settled, int planned, int done,
            int missing, int failed, int gone, int kept, long bytes, ChallengeEntry challenge, String note,
            List<ReplayEntry> lost) {

        static TrackStatus of(TrackRecord track) {
            int[] counts = new int[ReplayEntry.Status.values().length];
            long bytes = 0;
            List<ReplayEntry> lost = new ArrayList<>();
            for (ReplayEntry entry : track.replays()) {
                counts[entry.status().ordinal()]++;
                bytes += Math.max(0, entry.bytes());
                if (entry.status() == ReplayEntry.Status.GONE
                        || entry.status() == ReplayEntry.Status.FAILED) {
                    lost.add(entry);
                }
            }
            for (ReplayEntry entry : track.kept()) {
                bytes += entry.bytes();
            }
            return new TrackStatus(track.id(), track.state(), track.isSettled(track.key()),
                    track.replays().size(), counts[ReplayEntry.Status.DONE.ordinal()],
                    counts[ReplayEntry.Status.WANTED.ordinal()],
                    counts[ReplayEntry.Status.FAILED.ordinal()],
                    counts[ReplayEntry.Status.GONE.ordinal()], track.kept().size(), bytes,
                    track.challenge(), track.note(), List.copyOf(lost));
        }
    }

    /**
     * Sums.
     *
     * @param fresh tracks of the list that nothing is known of
     * @param challengesMissing challenges that the journal calls done and that are not in the folder
     */
    public record Totals(int tracks, int settled, int fresh, int goneTracks, int legacy, int failedTracks,
            long planned, long done, long missing, long failed, long gone, long challenges,
            long challengesMissing, long challengesFailed, long bytes) {

        static Totals of(List<TrackStatus> tracks, Set<Long> challengesBefore) {
            return new Totals(tracks.size(), (int) tracks.stream().filter(TrackStatus::settled).count(),
                    count(tracks, TrackRecord.State.NEW), count(tracks, TrackRecord.State.GONE),
                    count(tracks, TrackRecord.State.LEGACY), count(tracks, TrackRecord.State.FAILED),
                    tracks.stream().mapToLong(TrackStatus::planned).sum(),
                    tracks.stream().mapToLong(TrackStatus::done).sum(),
                    tracks.stream().mapToLong(TrackStatus::missing).sum(),
                    tracks.stream().mapToLong(TrackStatus::failed).sum(),
                    tracks.stream().mapToLong(TrackStatus::gone).sum(),
                    count(tracks, ChallengeEntry.Status.DONE),
                    tracks.stream().filter(track -> challengesBefore.contains(track.id())
                            && track.challenge().status() != ChallengeEntry.Status.DONE).count(),
                    count(tracks, ChallengeEntry.Status.FAILED),
                    tracks.stream().mapToLong(TrackStatus::bytes).sum());
        }

        private static int count(List<TrackStatus> tracks, TrackRecord.State state) {
            return (int) tracks.stream().filter(track -> track.state() == state).count();
        }

        private static long count(List<TrackStatus> tracks, ChallengeEntry.Status status) {
            return tracks.stream().filter(track -> track.challenge().status() == status).count();
        }
    }

    /**
     * Looks at the tracks of a list, or without one at all that the journal knows. What the journal calls
     * done is held against the sizes on disk; give a folder that was opened for reading, and nothing is
     * changed.
     */
    public static DownloadStatus of(DownloadFolder folder, List<Long> list, BooleanSupplier stop)
            throws IOException {
        List<Long> ids = new ArrayList<>(list.isEmpty()
                ? new TreeSet<>(folder.journal().tracks())
                : new LinkedHashSet<>(list));
        Set<Long> challenges = new HashSet<>();
        for (long id : ids) {
            if (folder.journal().track(id).challenge().status() == ChallengeEntry.Status.DONE) {
                challenges.add(id);
            }
        }
        folder.reconcile(ids,
                new Options(Verify.SIZE, Verify.HEADER, false, false, true, !list.isEmpty()), stop);
        List<TrackStatus> tracks = new ArrayList<>(ids.size());
        for (long id : ids) {
            tracks.add(TrackStatus.of(folder.journal().track(id)));
        }
        return new DownloadStatus(tracks, Totals.of(tracks, challenges), folder.progress(),
                folder.journal().lastRun(),
                folder.holder());
    }
}
