package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import tmnf.exchange.http.Time;

/**
 * What is done, on disk: one append-only file keyed by track. Thread-safe.
 *
 * <p>What survives what. A killed process loses nothing: each event goes to the system in one write before
 * its method returns. A power cut is another matter. Flushing every replay file would cost more than all else
 * together, so none is flushed; the journal is, about once a second. Hence after a cut
 *
 * <ul>
 * <li>the last second of lines may be missing: those replays are wanted again, and found by their names;
 * <li>a line may say that a file is done whose content never reached the disk. Systems write content back
 *     after half a minute or so. So if the last line does not say that the program left in good order, every
 *     file that was done later than a minute before the last flush is {@linkplain #suspects() suspect}, and
 *     is held against its size and hash before it counts; older ones are held against their size. It stays
 *     suspect until that is done, however many runs are killed meanwhile. A cut is not told from a kill:
 *     nothing can on all systems, and reading the files of a minute again takes seconds.
 * </ul>
 *
 * <p>What remains is a cut within a minute after a run that ended well. Most systems keep no size for content
 * they lost, so the sizes show it; {@link DownloadVerify} shows the rest.
 *
 * <p>When a run ends, or starts with far more lines than there is to know, the file is written anew with one
 * line a track, beside the old one, and takes its place at once.
 */
public final class DownloadJournal implements Closeable {

    public static final String FILE = ".tmnf_download.jsonl";

    /** Lines for each thing known, above which the file is written anew at the start. */
    private static final int WORTH_AT_START = 4;
    private static final int FEW_LINES = 100;

    private final JournalState state;
    private final JournalFile file; // null: nothing is written
    private final Time time;
    private boolean leftInOrder;
    private boolean crashOpen;
    private boolean abandoned;

    private DownloadJournal(JournalState state, JournalFile file, Time time) {
        this.state = state;
        this.file = file;
        this.time = time;
        leftInOrder = state.leftInOrder();
        crashOpen = !leftInOrder;
    }

    /** Opens the journal of a folder, which exists and is locked. */
    static DownloadJournal open(Path replaysDir, Time time, JournalStorage.Opener opener)
            throws IOException {
        Path path = replaysDir.resolve(FILE);
        JournalState state = new JournalState();
        JournalScan.Extent extent = JournalScan.read(path, state);
        JournalFile file = new JournalFile(path, extent, opener, time);
        DownloadJournal journal = new DownloadJournal(state, file, time);
        try {
            if (extent.lines() == 0) {
                file.append(JournalLines.first(journal.now()));
            } else if (extent.lines() > WORTH_AT_START * journal.known() + FEW_LINES) {
                journal.rewrite();
            } else {
                // The flushes of this program would hide them before anyone looked.
                WholeLines.suspects(state.unsaidSuspects(), journal.now(), file::append);
            }
            return journal;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** The journal as it is now, perhaps while a run writes it. Changes are not written. */
    static DownloadJournal openForReading(Path replaysDir, Time time) throws IOException {
        JournalState state = new JournalState();
        JournalScan.read(replaysDir.resolve(FILE), state);
        return new DownloadJournal(state, null, time);
    }

    /** The record of a track, {@link TrackRecord#fresh} when there is none. */
    TrackRecord track(long id) {
        return state.track(id);
    }

    /** Ids that have a record, in no order. */
    Set<Long> tracks() {
        return Collections.unmodifiableSet(state.ids());
    }

    /** The run that the journal tells of last. */
    synchronized LastRun lastRun() {
        return state.lastRun();
    }

    /** Whether the program before us left in good order. */
    boolean wasLeftInOrder() {
        return leftInOrder;
    }

    /** Whether the site was ever asked for a track of this folder. */
    synchronized boolean hasListed() {
        return state.hasListed();
    }

    /** See {@link JournalState#foreignMark()}. */
    synchronized long foreignMark() {
        return state.foreignMark();
    }

    /** Another tool counted so many tracks; 0: all of them were looked at. */
    synchronized void foreignMark(long count) throws IOException {
        JournalEvent.ForeignMark event = new JournalEvent.ForeignMark(now(), count);
        write(JournalLines.of(event), event);
    }

    /** Replays and challenges on disk whose files a power cut may have damaged. */
    synchronized List<JournalState.Suspect> suspects() {
        return state.suspects();
    }

    /** All suspects were held against their hashes. */
    synchronized void suspectsCleared() throws IOException {
        JournalEvent.Cleared event = new JournalEvent.Cleared(now());
        write(JournalLines.of(event), event);
    }

    /** All that a program before us did not leave in order was looked at. */
    synchronized void crashDealtWith() {
        crashOpen = false;
    }

    /** A run starts. */
    synchronized void started(RunFacts run) throws IOException {
        JournalEvent.Run event = new JournalEvent.Run(now(), run);
        write(JournalLines.of(event), event);
    }

    /** A plan was made; what is on disk of an earlier plan stays known. Returns the merged record. */
    synchronized TrackRecord planned(TrackPlan plan) throws IOException {
        TrackRecord merged = PlanMerge.of(state.track(plan.trackId()), plan);
        JournalEvent.Whole event = new JournalEvent.Whole(now(), merged);
        write(JournalLines.of(event), event);
        return merged;
    }

    /** A replay changed its state: done, gone, failed, or wanted again. */
    void replay(long trackId, ReplayEntry entry) throws IOException {
        ReplayEntry old = known(trackId, entry.id());
        JournalEvent.Replay event = new JournalEvent.Replay(now(), trackId, entry.id(), entry.status(),
                entry.file().equals(old.file()) ? "" : entry.file(), entry.bytes(), entry.sha256(),
                PlanMerge.cut(entry.note()));
        byte[] line = JournalLines.of(event);
        synchronized (this) {
            write(line, event);
        }
    }

    private ReplayEntry known(long trackId, long id) {
        return state.track(trackId).find(id)
                .orElseThrow(() -> new IllegalArgumentException("no replay " + id + " of track " + trackId));
    }

    synchronized void challenge(long trackId, ChallengeEntry entry) throws IOException {
        ChallengeEntry brief = new ChallengeEntry(entry.status(), entry.file(), PlanMerge.cut(entry.uid()),
                entry.source(), PlanMerge.cut(entry.note()), entry.bytes(), entry.sha256(), entry.tried());
        JournalEvent.Challenge event = new JournalEvent.Challenge(now(), trackId, brief);
        write(JournalLines.of(event), event);
    }

    /** The track is gone, legacy, could not be listed, or is to be listed again. */
    synchronized void track(long trackId, TrackRecord.State to, String why) throws IOException {
        JournalEvent.Track event = new JournalEvent.Track(now(), trackId, to, PlanMerge.cut(why));
        write(JournalLines.of(event), event);
    }

    /**
     * The run is over, everything was handed to the disk; compacts when worth it. That is no good order while
     * nobody has looked at what a crash left.
     */
    synchronized void ended(String status, boolean compact) throws IOException {
        JournalEvent.End event = new JournalEvent.End(now(), status);
        write(JournalLines.of(event), event);
        if (crashOpen) {
            JournalEvent.Sync notInOrder = new JournalEvent.Sync(now());
            write(JournalLines.of(notInOrder), notInOrder);
        }
        if (file == null) {
            return;
        }
        int tracks = state.ids().size();
        if (compact && file.lines() > tracks + tracks / 8 + FEW_LINES) {
            rewrite();
        } else {
            file.flush();
        }
    }

    /**
     * Someone who may still write a file could not be ended: nothing will say that we left in order, so that
     * the next run tidies up as after a kill.
     */
    synchronized void abandoned() throws IOException {
        abandoned = true;
        if (file != null) {
            file.flush();
        }
    }

    private void write(byte[] line, JournalEvent event) throws IOException {
        if (file != null) {
            file.append(line);
        }
        event.applyTo(state);
    }

    private long known() {
        return state.tracks().stream().mapToLong(track -> 1 + track.replays().size()).sum();
    }

    private void rewrite() throws IOException {
        file.rewrite(new WholeLines(state, now()));
    }

    private long now() {
        return time.now().toEpochMilli();
    }

    /**
     * Says that we leave in good order, if anything was written since that was said; not while nobody has
     * looked at what a crash left.
     */
    @Override
    public synchronized void close() throws IOException {
        if (file == null) {
            return;
        }
        try {
            if (!abandoned && !state.leftInOrder() && !crashOpen) {
                ended("", false);
            }
        } finally {
            file.close();
        }
    }

    /** What a run was asked for, for people who read the journal. */
    public record RunFacts(String tool, String idsSha256, int tracks, PlanKey key) {

        static final RunFacts NONE = new RunFacts("", "", 0, TrackRecord.NO_KEY);
    }

    /**
     * The last run.
     *
     * @param lastSignAt when it wrote its last line
     * @param status how it ended; empty: it did not say, so it still runs or was killed
     */
    public record LastRun(RunFacts facts, Instant startedAt, Instant lastSignAt, String status) {

        /** Whether there was one. */
        public boolean exists() {
            return !facts.equals(RunFacts.NONE);
        }
    }
}
