package tmnf.capture.plan;

import java.io.IOException;
import java.util.Objects;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.filter.ChallengeFiles;
import tmnf.gbx.script.ScriptException;
import tmnf.tminterface.script.ScriptFormatException;

/** Reads planned replays again when their turn comes. Thread-safe. */
public final class ReplayMaterials {

    private final CaptureSettings settings;
    /** Of the folder of challenges; null until it is needed. Guarded by this. */
    private ChallengeFiles challenges;

    /** Content as these settings want it; those of the plan. */
    public ReplayMaterials(CaptureSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Reads a planned replay again.
     *
     * @throws PlanException if the replay or its challenge is not what it was when it was planned
     */
    public ReplayMaterial load(ReplayTask task) throws IOException {
        CapturedDrive drive;
        try {
            CapturedDrive.Contents contents = CapturedDrive.read(task.file());
            if (!contents.sha1().equals(task.sha1())) {
                throw new PlanException(PlanException.Reason.REPLAY_CHANGED, task.file()
                        + ": the file is not what it was when the plan was made. Start the capture again.");
            }
            drive = CapturedDrive.of(task.trackId(), contents, settings.script());
        } catch (ScriptException e) {
            throw changed(task, e);
        }
        TrackChallenge.Result choice = new TrackChallenge(challenges(), task.trackId())
                .choose(task.file(), drive.replay(), drive.drivenUid());
        if (choice.refusal().isPresent()) {
            throw new PlanException(PlanException.Reason.CHALLENGE_CHANGED, task.file() + ": "
                    + choice.refusal().get().detail() + ". Start the capture again.");
        }
        ChallengeChoice chosen = choice.choice().orElseThrow();
        return new ReplayMaterial(task, drive.ghost(), drive.scriptText(), drive.scriptHash(),
                inputs(task, drive), chosen, bytes(task, drive, chosen));
    }

    private static ScriptInputs inputs(ReplayTask task, CapturedDrive drive) throws PlanException {
        try {
            return ScriptInputs.of(drive.scriptText(), task.raceTimeMs());
        } catch (ScriptFormatException e) {
            throw changed(task, e);
        }
    }

    private static byte[] bytes(ReplayTask task, CapturedDrive drive, ChallengeChoice chosen)
            throws IOException {
        if (chosen.file().isEmpty()) {
            return drive.replay().challengeBytes();
        }
        byte[] bytes = GbxFiles.bytes(chosen.file().get(), GbxReadOptions.FULL.limits());
        GbxHeaderFacts header = GbxFiles.readWholeHeader(
                chosen.file().get().toString(), bytes, bytes.length, bytes.length);
        if (!header.mapUid().equals(task.uid())) {
            throw new PlanException(PlanException.Reason.CHALLENGE_CHANGED, chosen.file().get()
                    + ": its uid is " + header.mapUid() + ", the plan was made for " + task.uid()
                    + ". Start the capture again.");
        }
        return bytes;
    }

    private static PlanException changed(ReplayTask task, IOException e) {
        return new PlanException(PlanException.Reason.REPLAY_CHANGED, task.file()
                + ": no script can be made of it any more: " + e.getMessage(), e);
    }

    private synchronized ChallengeFiles challenges() throws IOException {
        if (challenges == null) {
            challenges = ChallengeFiles.list(settings.places().tracksDir());
        }
        return challenges;
    }
}
