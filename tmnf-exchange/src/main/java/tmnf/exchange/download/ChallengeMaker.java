package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.exchange.download.ChallengeEntry.Status;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
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
 * older version of the track holds an older challenge, so one with the site's uid is preferred to all others.
 * Confined to one thread; one thread at a time works on a track.
 */
final class ChallengeMaker {

    private static final GbxReadOptions CHALLENGE_BYTES =
            new GbxReadOptions(GbxLimits.DEFAULT, Samples.SKIP, false);

    private final RunState run;
    private final FileReceiver receiver;

    ChallengeMaker(RunState run, FileReceiver receiver) {
        this.run = run;
        this.receiver = receiver;
    }

    /** A challenge inside a replay. */
    private record Found(byte[] bytes, String uid, long replay) {}

    /** Writes the challenge, or records that there is none. */
    void make(TrackTask task) throws IOException, InterruptedException {
        ChallengePolicy policy = run.config.challenges();
        TrackRecord track = run.journal.track(task.id());
        Found found = policy.fromReplay() ? inReplays(task, track) : null;
        if (found != null && (isRight(task, found.uid()) || !policy.fromSite())) {
            write(task, found);
        } else if (policy.fromSite()) {
            fromSite(task);
        } else {
            boolean hope = track.replays().stream().anyMatch(e -> e.status() == ReplayEntry.Status.FAILED);
            record(task, new ChallengeEntry(hope ? Status.FAILED : Status.IMPOSSIBLE, "", "", "",
                    "no replay on disk holds a challenge"), -1);
        }
    }

    /** The site failed for good in this run: an older version of the challenge is better than none. */
    void gaveUp(TrackTask task, ExchangeException e) throws IOException {
        Found found = run.config.challenges().fromReplay()
                ? inReplays(task, run.journal.track(task.id())) : null;
        if (found != null) {
            write(task, found);
            return;
        }
        Status status = e.kind() == Kind.GONE ? Status.IMPOSSIBLE : Status.FAILED;
        record(task, new ChallengeEntry(status, "", "", "site", e.getMessage()), -1);
    }

    private static boolean isRight(TrackTask task, String uid) {
        return task.uid().isEmpty() || uid.equals(task.uid());
    }

    private void write(TrackTask task, Found found) throws IOException {
        Files.createDirectories(run.config.tracksDir());
        try (StagedFile staged = run.folder.stagedChallenge(task.id())) {
            staged.write(found.bytes(), found.bytes().length);
            staged.commit();
        }
        String source = found.replay() == 0 ? "disk" : "replay:" + found.replay();
        String note = isRight(task, found.uid()) ? "" : "of another version of the track";
        record(task, new ChallengeEntry(Status.DONE, name(task), found.uid(), source, note),
                found.bytes().length);
    }

    /** The challenge with the uid of the track, else any; null when there is none. */
    private Found inReplays(TrackTask task, TrackRecord track) throws IOException {
        Found other = null;
        for (Map.Entry<Path, Long> replay : onDisk(track).entrySet()) {
            Found found = inReplay(replay.getKey(), replay.getValue());
            if (found != null && isRight(task, found.uid())) {
                return found;
            }
            other = other == null ? found : other;
        }
        return other;
    }

    /** The replays on disk, best first, and their ids; 0 for those of another tool. */
    private Map<Path, Long> onDisk(TrackRecord track) throws IOException {
        Map<Path, Long> files = new LinkedHashMap<>();
        Stream.concat(track.replays().stream(), track.kept().stream())
                .filter(entry -> entry.status() == ReplayEntry.Status.DONE)
                .forEach(entry -> files.put(run.folder.replayFile(track.id(), entry), entry.id()));
        if (track.state() == TrackRecord.State.LEGACY) {
            FolderListing.of(run.folder.trackFolder(track.id())).stream()
                    .filter(file -> ReplayFiles.isReplayName(FileNames.text(file)))
                    .sorted(Comparator.comparing(FileNames::text, ReplayFiles.CAPTURE_ORDER))
                    .forEach(file -> files.putIfAbsent(file, 0L));
        }
        return files;
    }

    private Found inReplay(Path file, long replay) throws IOException {
        try {
            byte[] bytes = GbxFiles.readReplay(file, CHALLENGE_BYTES).content().challengeBytes();
            if (bytes.length == 0) {
                return null;
            }
            GbxHeaderFacts facts = GameFileCheck.check(file + " (challenge)", bytes, bytes.length,
                    bytes.length, GbxHeaderFacts.Kind.CHALLENGE);
            return new Found(bytes, facts.mapUid(), replay);
        } catch (GbxFormatException e) {
            run.listener.warning("NO_CHALLENGE_IN_REPLAY", e.getMessage());
            return null;
        }
    }

    private void fromSite(TrackTask task) throws IOException, InterruptedException {
        Files.createDirectories(run.config.tracksDir());
        Path target = run.challengeFile(task.id());
        String path = "/trackgbx/" + task.id();
        Received received = run.client.challengeFile(task.id(),
                (body, length) -> receiver.receive(body, target, run.folder.challengePart(task.id()),
                        GbxHeaderFacts.Kind.CHALLENGE, path));
        String uid = received.facts().mapUid();
        record(task, new ChallengeEntry(Status.DONE, name(task), uid, "site",
                isRight(task, uid) ? "" : "its uid is not the one that the site lists"), received.bytes());
    }

    private void record(TrackTask task, ChallengeEntry entry, long size) throws IOException {
        run.journal.challenge(task.id(), entry);
        run.counters.challenge(task.id(), entry, size);
        run.listener.challenge(task.id(), entry);
    }

    private String name(TrackTask task) {
        return run.challengeFile(task.id()).getFileName().toString();
    }
}
