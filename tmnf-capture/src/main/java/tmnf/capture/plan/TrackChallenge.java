package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.capture.plan.ChallengeChoice.Source;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.filter.ChallengeFiles;
import tmnf.gbx.model.Replay;

/**
 * Chooses the challenge of a track's replays: the embedded one if it is the one that was driven, else the
 * file in the folder of challenges. The header of that file is read once. Thread-safe.
 */
final class TrackChallenge {

    private final ChallengeFiles files;
    private final String trackId;

    // Guarded by this.
    private boolean looked;
    private Optional<Path> file = Optional.empty();
    private GbxHeaderFacts facts = GbxHeaderFacts.NONE;
    private String warning = "";

    TrackChallenge(ChallengeFiles files, String trackId) {
        this.files = files;
        this.trackId = trackId;
    }

    /** A choice, or why there is none. */
    record Result(Optional<ChallengeChoice> choice, Optional<Refusal> refusal) {

        static Result of(ChallengeChoice choice) {
            return new Result(Optional.of(choice), Optional.empty());
        }

        static Result refused(Refusal.Reason reason, String detail) {
            return new Result(Optional.empty(), Optional.of(new Refusal(reason, detail)));
        }
    }

    /** What is wrong with the file of the track; empty if nothing is. */
    List<String> warnings() {
        synchronized (this) {
            return warning.isEmpty() ? List.of() : List.of(warning);
        }
    }

    /**
     * The challenge to capture a replay on.
     *
     * @param drivenUid uid of the challenge that was driven; empty when the replay does not say
     */
    Result choose(Path replayFile, Replay replay, String drivenUid) {
        look();
        Optional<GbxHeaderFacts> embedded = embedded(replayFile, replay);
        String uid = drivenUid.isEmpty() ? embedded.map(GbxHeaderFacts::mapUid).orElse("") : drivenUid;
        String fileUid = fileUid();
        if (!uid.isEmpty() && !fileUid.isEmpty() && !uid.equals(fileUid)) {
            return Result.refused(Refusal.Reason.OTHER_CHALLENGE, "it was driven on the challenge " + uid
                    + ", but " + filePath() + " has the uid " + fileUid
                    + ": move the replay to the folder of its own track, or replace that file");
        }
        if (!uid.isEmpty() && embedded.filter(header -> header.mapUid().equals(uid)).isPresent()) {
            return Result.of(new ChallengeChoice(
                    Source.EMBEDDED, Optional.empty(), uid, embedded.get().mapName()));
        }
        if (!fileUid.isEmpty()) {
            return Result.of(new ChallengeChoice(Source.FILE, Optional.of(filePath()), fileUid, fileName()));
        }
        String why = replay.challengeBytes().length == 0 ? "it holds no challenge"
                : embedded.isEmpty() ? "the challenge in it cannot be read"
                : "the challenge in it has the uid " + embedded.get().mapUid() + ", it was driven on " + uid;
        String trouble = warnings().isEmpty() ? "" : " (" + warnings().get(0) + ")";
        return Result.refused(Refusal.Reason.NO_CHALLENGE,
                why + ", and there is no file of track " + trackId + " in the folder of challenges" + trouble
                        + ": put <track>.Challenge.Gbx there");
    }

    private Optional<GbxHeaderFacts> embedded(Path replayFile, Replay replay) {
        byte[] bytes = replay.challengeBytes();
        if (bytes.length == 0) {
            return Optional.empty();
        }
        try {
            GbxHeaderFacts header = GbxFiles.readWholeHeader(
                    replayFile + " (challenge)", bytes, bytes.length, bytes.length);
            return header.kind() == GbxHeaderFacts.Kind.CHALLENGE ? Optional.of(header) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private synchronized void look() {
        if (looked) {
            return;
        }
        looked = true;
        try {
            file = files.find(trackId);
            if (file.isPresent()) {
                GbxHeaderFacts header = GbxFiles.readWholeHeader(file.get());
                if (header.kind() == GbxHeaderFacts.Kind.CHALLENGE) {
                    facts = header;
                } else {
                    warning = file.get() + " is no challenge but a " + header.kind().label();
                }
            }
        } catch (IOException e) {
            warning = "the challenge of the track cannot be read: " + e.getMessage();
        }
    }

    private synchronized String fileUid() {
        return facts.mapUid();
    }

    private synchronized String fileName() {
        return facts.mapName();
    }

    private synchronized Path filePath() {
        return file.orElseThrow();
    }
}
