package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.exchange.download.ChallengeEntry.Origin;
import tmnf.exchange.download.ChallengeEntry.Status;
import tmnf.exchange.download.ChallengeWork.Replay;
import tmnf.exchange.download.FileReceiver.Received;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GbxReadOptions.Samples;
import tmnf.gbx.filter.FileNames;
import tmnf.gbx.filter.ReplayFiles;

/**
 * Brings the challenge of a track to disk: out of a replay that is there, or from the site. A replay of an
 * older version of the track holds an older challenge, so one with the site's uid is preferred to all others;
 * another one is better than none, and final only when nothing better is left to try. Thread-safe; one thread
 * at a time works on a track.
 */
final class ChallengeMaker {

    private static final GbxReadOptions CHALLENGE_BYTES =
            new GbxReadOptions(GbxLimits.DEFAULT, Samples.SKIP, false);
    private static final String OTHER_VERSION = "of another version of the track";

    private final RunState run;

    ChallengeMaker(RunState run) {
        this.run = run;
    }

    /** A challenge inside a replay. */
    private record Found(byte[] bytes, String uid, Replay replay) {}

    /**
     * Takes the challenge out of a replay, hands the track on to those who ask the site, or records that
     * there is none. Returns whether the track has come to its end.
     */
    boolean fromReplays(TrackTask task) throws IOException {
        TrackRecord track = run.journal.track(task.id());
        Found found = inReplays(task, track);
        if (run.isOver()) {
            return false; // not all replays may have been looked at
        }
        if (found != null && isRight(task, found.uid())) {
            record(task, written(task, found), found.bytes().length);
        } else if (run.config.challenges().fromSite()) {
            run.fetchChallenge(task, found == null ? null : found.replay());
            return false;
        } else {
            boolean hope = track.replays().stream().anyMatch(e -> e.status() == ReplayEntry.Status.FAILED);
            makeDo(task, found, hope ? Status.FAILED : Status.IMPOSSIBLE, "",
                    found == null ? "no replay on disk holds a challenge" : OTHER_VERSION);
        }
        return true;
    }

    /** Takes the challenge from the site. */
    void fromSite(TrackTask task, FileReceiver receiver) throws IOException, InterruptedException {
        Files.createDirectories(run.config.tracksDir());
        FileReceiver.Wanted wanted = new FileReceiver.Wanted(run.folder.challengeFile(task.id()),
                run.folder.challengePart(task.id()), GbxHeaderFacts.Kind.CHALLENGE, "/trackgbx/" + task.id(),
                facts -> isRight(task, facts.mapUid()) ? "" : "its uid is not the one that the site lists");
        Received received = run.client.challengeFile(task.id(),
                (body, length) -> receiver.receive(body, length, wanted));
        run.answered();
        Set<Origin> tried = received.oddity().isEmpty() ? Set.of() : run.config.challenges().origins();
        record(task, new ChallengeEntry(Status.DONE, name(task), received.facts().mapUid(), "site",
                received.oddity(), received.bytes(), received.sha256(), tried), received.bytes());
    }

    /** The site failed for good in this run, and no replay has a version at all. */
    void gaveUp(TrackTask task, ExchangeException why) throws IOException {
        makeDo(task, null, status(why), "site", why.getMessage());
    }

    /** The same where a replay has an older version. */
    void takeOlder(ChallengeWork.TakeOlder work) throws IOException {
        makeDo(work.track(), inReplay(work.older()), status(work.why()), "site", work.why().getMessage());
    }

    private static Status status(ExchangeException why) {
        return why.kind() == Kind.GONE ? Status.IMPOSSIBLE : Status.FAILED;
    }

    private static boolean isRight(TrackTask task, String uid) {
        return task.uid().isEmpty() || uid.equals(task.uid());
    }

    /**
     * Records that the right challenge could not be had. An older one is kept if it is there, or written if a
     * replay has it (null: none has).
     *
     * @param status IMPOSSIBLE: nothing is left to try, so that the older one is final; or FAILED
     */
    private void makeDo(TrackTask task, Found older, Status status, String source, String why)
            throws IOException {
        ChallengeEntry there = run.journal.track(task.id()).challenge();
        Set<Origin> tried = EnumSet.noneOf(Origin.class);
        tried.addAll(there.tried());
        long size = -1;
        if (there.status() != Status.DONE) {
            there = older == null ? ChallengeEntry.NONE : written(task, older);
            size = there.bytes();
        }
        if (status == Status.FAILED) {
            record(task, new ChallengeEntry(status, there.file(), there.uid(), source, why, -1, "", tried),
                    size);
            return;
        }
        tried.addAll(run.config.challenges().origins());
        ChallengeEntry last = there.status() == Status.DONE
                ? new ChallengeEntry(Status.DONE, there.file(), there.uid(), there.source(),
                        there.note().isEmpty() ? OTHER_VERSION : there.note(), there.bytes(),
                        there.sha256(), tried)
                : new ChallengeEntry(status, "", "", source, why, -1, "", tried);
        record(task, last, size);
    }

    private ChallengeEntry written(TrackTask task, Found found) throws IOException {
        Files.createDirectories(run.config.tracksDir());
        try (StagedFile staged = run.folder.stagedChallenge(task.id())) {
            staged.write(found.bytes(), found.bytes().length);
            staged.commit();
        }
        String source = found.replay().id() == 0 ? "disk" : "replay:" + found.replay().id();
        return new ChallengeEntry(Status.DONE, name(task), found.uid(), source, "", found.bytes().length,
                FileReceiver.hash(found.bytes()), Set.of());
    }

    /** The challenge with the uid of the track, else any; null when there is none. */
    private Found inReplays(TrackTask task, TrackRecord track) throws IOException {
        Found other = null;
        for (Replay replay : onDisk(track)) {
            if (run.isOver()) {
                break;
            }
            Found found = inReplay(replay);
            if (found != null && isRight(task, found.uid())) {
                return found;
            }
            other = other == null ? found : other;
        }
        return other;
    }

    /** The replays on disk, best first. */
    private List<Replay> onDisk(TrackRecord track) throws IOException {
        List<Replay> replays = new ArrayList<>();
        Stream.concat(track.replays().stream(), track.kept().stream())
                .filter(entry -> entry.status() == ReplayEntry.Status.DONE)
                .forEach(entry -> replays.add(
                        new Replay(run.folder.replayFile(track.id(), entry), entry.id())));
        if (track.state() == TrackRecord.State.LEGACY) {
            List<Path> known = replays.stream().map(Replay::file).toList();
            FolderListing.of(run.folder.trackFolder(track.id())).stream()
                    .filter(file -> ReplayFiles.isReplayName(FileNames.text(file)) && !known.contains(file))
                    .sorted(Comparator.comparing(FileNames::text, ReplayFiles.CAPTURE_ORDER))
                    .forEach(file -> replays.add(new Replay(file, 0)));
        }
        return replays;
    }

    /** What a replay holds; null when that is no challenge. */
    private Found inReplay(Replay replay) throws IOException {
        try {
            byte[] bytes = GbxFiles.readReplay(replay.file(), CHALLENGE_BYTES).content().challengeBytes();
            if (bytes.length == 0) {
                return null;
            }
            GbxHeaderFacts facts = GameFileCheck.check(replay.file() + " (challenge)", bytes, bytes.length,
                    bytes.length, GbxHeaderFacts.Kind.CHALLENGE);
            return new Found(bytes, facts.mapUid(), replay);
        } catch (GbxFormatException e) {
            run.listener.warning("NO_CHALLENGE_IN_REPLAY", e.getMessage());
            return null;
        }
    }

    private void record(TrackTask task, ChallengeEntry entry, long size) throws IOException {
        run.journal.challenge(task.id(), entry);
        run.counters.challenge(task.id(), entry, size);
        run.listener.challenge(task.id(), entry);
    }

    private String name(TrackTask task) {
        return run.folder.challengeFile(task.id()).getFileName().toString();
    }
}
