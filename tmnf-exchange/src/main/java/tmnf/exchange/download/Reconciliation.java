package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.exchange.download.ChallengeEntry.Status;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.download.JournalState.Suspect;
import tmnf.exchange.download.TrackRecord.State;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts.Kind;

/**
 * Holds the journal against the disk. What it says is done and is not wanted again; what is there and not
 * known is adopted. For a track of which nothing is known, the mark of the Python tool counts only as far as
 * its folder has a whole replay. Cheap for what is as it was left: one look at each file's size. Who only
 * reads gets no more than that of what is known: a run works beside him, or will look itself.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final DownloadFolder folder;
    private final DownloadJournal journal;
    private final Options options;
    private final BooleanSupplier stop;

    Reconciliation(DownloadFolder folder, Options options, BooleanSupplier stop) {
        this.folder = folder;
        this.journal = folder.journal();
        this.options = options;
        this.stop = stop;
    }

    void run(List<Long> tracks) throws IOException {
        if (!folder.isReadOnly()) {
            clearSuspects();
        }
        long mark = foreignMark();
        Map<Long, Boolean> marked = new LinkedHashMap<>();
        for (long track : tracks) {
            marked.putIfAbsent(track, options.counted() && marked.size() < mark);
        }
        boolean complete = ParallelCheck.run(new ArrayList<>(marked.entrySet()), stop,
                entry -> check(entry.getKey(), entry.getValue()));
        if (complete && options.counted() && mark > 0) {
            journal.foreignMark(0);
        }
    }

    /**
     * What the Python tool counted. Our own mark takes its place as soon as a run ends, so it is kept until
     * all its tracks were looked at. What our own runs left says nothing that the journal does not.
     */
    private long foreignMark() throws IOException {
        long known = journal.foreignMark();
        if (known >= 0 || journal.hasListed()) {
            return Math.max(0, known);
        }
        long found = folder.progress();
        if (found > 0) {
            journal.foreignMark(found);
        }
        return found;
    }

    private void clearSuspects() throws IOException {
        List<Suspect> suspects = journal.suspects();
        if (!suspects.isEmpty()) {
            LOG.info("the last run did not end in order: reading {} files again", suspects.size());
            if (ParallelCheck.run(suspects, stop, this::checkSuspect)) {
                journal.suspectsCleared();
            }
        }
    }

    private void checkSuspect(Suspect suspect) throws IOException {
        TrackRecord track = journal.track(suspect.track());
        ReplayEntry entry = track.find(suspect.id()).orElse(null);
        if (suspect.id() == JournalState.CHALLENGE) {
            checkChallenge(track, Verify.FULL);
        } else if (entry != null && entry.status() == ReplayEntry.Status.DONE) {
            checkDone(track.id(), entry, Verify.FULL);
        }
    }

    private void check(long id, boolean marked) throws IOException {
        TrackRecord track = journal.track(id);
        if (options.known() != Verify.NONE) {
            for (ReplayEntry entry : track.kept()) {
                checkDone(id, entry, options.known());
            }
            for (ReplayEntry entry : track.replays()) {
                if (entry.status() == ReplayEntry.Status.DONE) {
                    checkDone(id, entry, options.known());
                }
            }
        }
        if (track.state() == State.LISTED) {
            folder.adopt(id);
        }
        checkState(track, marked);
        if (options.withChallenges()) {
            checkChallenge(journal.track(id), options.known());
        }
    }

    private void checkDone(long id, ReplayEntry entry, Verify level) throws IOException {
        Path file = folder.replayFile(id, entry);
        String wrong = DiskState.of(file, entry, level);
        if (!wrong.isEmpty()) {
            LOG.debug("{}: {}", file, wrong);
            if (wrong.equals(DiskState.OTHER_CONTENT)) {
                folder.discard(file);
            }
            folder.wantAgain(id, entry);
        }
    }

    private void checkState(TrackRecord track, boolean marked) throws IOException {
        boolean known = track.state() == State.LEGACY;
        if (options.recheck()) {
            // What our own runs listed stays: an interrupt would cost a list of each such track.
            if (known) {
                journal.track(track.id(), State.NEW, "");
            }
        } else if (known && !options.trustProgress() && !folder.hasReplay(track.id(), Verify.NONE)) {
            journal.track(track.id(), State.NEW, "");
        } else if (track.state() == State.NEW && marked
                && (options.trustProgress() || folder.hasReplay(track.id(), options.unknown()))) {
            journal.track(track.id(), State.LEGACY, "counted in " + ProgressMark.FILE);
        }
    }

    private void checkChallenge(TrackRecord track, Verify level) throws IOException {
        ChallengeEntry known = track.challenge();
        Path file = folder.challengeFile(track.id());
        if (known.status() == Status.DONE && known.bytes() >= 0) {
            String wrong = DiskState.of(file, known, level);
            if (!wrong.isEmpty()) {
                LOG.debug("{}: {}", file, wrong);
                adoptChallenge(track.id(), known, true);
            }
        } else if (known.status() != Status.DONE || !isTrusted(file)) {
            adoptChallenge(track.id(), known, false);
        }
    }

    /** Of one that an earlier version of this program wrote, the journal has neither size nor hash. */
    private boolean isTrusted(Path file) {
        boolean inOrder = folder.isReadOnly()
                || journal.wasLeftInOrder() && options.known().compareTo(Verify.SIZE) <= 0;
        return inOrder && Files.isRegularFile(file);
    }

    /** Takes a challenge as it is on disk, whatever was known of it. */
    private void adoptChallenge(long id, ChallengeEntry known, boolean changed) throws IOException {
        Path file = folder.challengeFile(id);
        WholeFile found = Files.isRegularFile(file) ? challenge(file, changed) : WholeFile.NONE;
        if (found.facts().kind() != Kind.CHALLENGE) {
            if (known.status() == Status.DONE) {
                if (changed) {
                    folder.discard(file); // by its header alone it could be taken for whole
                }
                journal.challenge(id, ChallengeEntry.NONE);
            }
        } else if (known.status() != Status.FAILED || !found.facts().mapUid().equals(known.uid())) {
            // The older version that a run took because the site failed is not what it wanted.
            boolean same = known.status() == Status.DONE && !changed;
            journal.challenge(id, new ChallengeEntry(Status.DONE, file.getFileName().toString(),
                    found.facts().mapUid(), same ? known.source() : "disk", same ? known.note() : "",
                    found.hash().bytes(), found.hash().sha256(), known.tried()));
        }
    }

    /** What a whole challenge is; who only reads does without its hash. */
    private WholeFile challenge(Path file, boolean changed) throws IOException {
        try {
            return folder.isReadOnly()
                    ? new WholeFile(GameFileCheck.check(file, Kind.CHALLENGE), WholeFile.NONE.hash())
                    : WholeFile.check(file, Kind.CHALLENGE, changed || options.unknown() == Verify.FULL);
        } catch (GbxFormatException e) {
            LOG.debug("{}: {}", file, e.getMessage());
            return WholeFile.NONE;
        }
    }
}
