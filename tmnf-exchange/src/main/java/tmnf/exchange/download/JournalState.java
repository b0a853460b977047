package tmnf.exchange.download;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tmnf.exchange.download.DownloadJournal.LastRun;
import tmnf.exchange.download.DownloadJournal.RunFacts;

/**
 * What the lines of a journal come to. Tracks may be read from any thread; all changes, and the rest, belong
 * to the thread that holds the lock of the journal.
 */
final class JournalState {

    /** A file done longer than this before the last flush is on disk: systems write back after 30 s. */
    private static final long WRITE_BACK_MS = 60_000;

    /** In the place of a replay's id. */
    static final long CHALLENGE = 0;

    private final Map<Long, TrackRecord> tracks = new ConcurrentHashMap<>();
    private final Deque<Recent> recent = new ArrayDeque<>();
    private final Set<Suspect> suspects = new LinkedHashSet<>();
    private final List<Suspect> unsaid = new ArrayList<>();
    private RunFacts run = RunFacts.NONE;
    private long startedMs;
    private long lastSignMs;
    private String status = "";
    private boolean leftInOrder = true;
    private boolean hasListed;
    private boolean reading = true;
    private long foreignMark = -1;

    /** A file that may be damaged: of a replay, or with {@link #CHALLENGE} in its place of the challenge. */
    record Suspect(long track, long id) {}

    private record Recent(Suspect file, long doneMs) {}

    TrackRecord track(long id) {
        TrackRecord known = tracks.get(id);
        return known == null ? TrackRecord.fresh(id) : known;
    }

    Set<Long> ids() {
        return tracks.keySet();
    }

    Collection<TrackRecord> tracks() {
        return tracks.values();
    }

    LastRun lastRun() {
        return new LastRun(run, Instant.ofEpochMilli(startedMs), Instant.ofEpochMilli(lastSignMs), status);
    }

    /** Whether the last line says that the program left in good order, or there is no line. */
    boolean leftInOrder() {
        return leftInOrder;
    }

    /** Whether the site was ever asked for a track. */
    boolean hasListed() {
        return hasListed;
    }

    /** Tracks that another tool counted and nobody looked at yet; -1: nobody looked for its number. */
    long foreignMark() {
        return foreignMark;
    }

    void foreignMark(long timeMs, long count) {
        sign(timeMs);
        foreignMark = count;
    }

    List<Suspect> suspects() {
        return new ArrayList<>(suspects);
    }

    /** All lines were read: what the last run did not end is suspect. Later changes are our own. */
    void allRead() {
        if (!leftInOrder) {
            recent.stream().map(Recent::file).filter(suspects::add).forEach(unsaid::add);
        }
        recent.clear();
        reading = false;
    }

    /** Suspects that no line names yet. */
    List<Suspect> unsaidSuspects() {
        return unsaid;
    }

    void runStarted(long timeMs, RunFacts facts) {
        suspectRecent();
        sign(timeMs);
        run = facts;
        startedMs = timeMs;
        status = "";
    }

    void put(long timeMs, TrackRecord track) {
        sign(timeMs);
        hasListed |= track.state() != TrackRecord.State.LEGACY && track.state() != TrackRecord.State.NEW;
        tracks.put(track.id(), track);
    }

    void replay(JournalEvent.Replay change) {
        sign(change.timeMs());
        tracks.computeIfPresent(change.track(), (id, track) -> changed(track, change));
        if (reading && change.status() == ReplayEntry.Status.DONE) {
            recent.add(new Recent(new Suspect(change.track(), change.id()), change.timeMs()));
        }
    }

    private static TrackRecord changed(TrackRecord track, JournalEvent.Replay change) {
        for (ReplayEntry old : track.replays()) {
            if (old.id() == change.id()) {
                return track.with(change.appliedTo(old));
            }
        }
        List<ReplayEntry> kept = new ArrayList<>(track.kept());
        kept.removeIf(old -> old.id() == change.id() && change.status() != ReplayEntry.Status.DONE);
        kept.replaceAll(old -> old.id() == change.id() ? change.appliedTo(old) : old);
        return new TrackRecord(track.id(), track.state(), track.uid(), track.trackAt(), track.key(),
                track.replays(), kept, track.challenge(), track.note());
    }

    void challenge(long timeMs, long track, ChallengeEntry entry) {
        sign(timeMs);
        tracks.put(track, track(track).with(entry));
        // Without a hash there is nothing to hold the file against.
        if (reading && entry.status() == ChallengeEntry.Status.DONE && !entry.sha256().isEmpty()) {
            recent.add(new Recent(new Suspect(track, CHALLENGE), timeMs));
        }
    }

    void track(long timeMs, long track, TrackRecord.State to, String why) {
        put(timeMs, track(track).with(to, why));
    }

    void synced(long timeMs) {
        sign(timeMs);
        while (!recent.isEmpty() && recent.peekFirst().doneMs() < timeMs - WRITE_BACK_MS) {
            recent.removeFirst();
        }
    }

    void ended(long timeMs, String how) {
        sign(timeMs);
        recent.clear();
        leftInOrder = true;
        status = how.isEmpty() ? status : how;
    }

    void suspect(long track, long id) {
        suspects.add(new Suspect(track, id));
    }

    void cleared(long timeMs) {
        sign(timeMs);
        suspects.clear();
        recent.clear(); // what was done before was among them: runs look before they fetch
    }

    /** The program was alive at that time. */
    void sign(long timeMs) {
        leftInOrder = false;
        lastSignMs = timeMs;
    }

    private void suspectRecent() {
        recent.forEach(done -> suspects.add(done.file()));
        recent.clear();
    }
}
