package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import tmnf.gbx.GbxFormatException;
import tmnf.gbx.filter.FilterStyle;
import tmnf.gbx.filter.RespawnRule;
import tmnf.gbx.filter.RespawnVerdict;
import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.script.ScriptException;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.ScriptFormatException;
import tmnf.tminterface.script.ScriptWarning;

/** Says of one replay whether and how it can be captured. Thread-safe. */
final class ReplayJudge {

    /** A day; no race lasts longer, and what is kept of inputs grows with the race. */
    private static final int LONGEST_RACE_MS = 86_400_000;

    private final CaptureSettings settings;
    private final ExistingCaptures existing;
    private final RespawnRule respawns = new RespawnRule(FilterStyle.DEFAULT, RespawnRule.DEFAULT_EVENTS);

    ReplayJudge(CaptureSettings settings, ExistingCaptures existing) {
        this.settings = settings;
        this.existing = existing;
    }

    /**
     * A judged replay.
     *
     * @param respawn the respawns of the drive; empty when it could not be read
     * @param drive kept as long as zone centres may be made of it; empty when refused
     * @param zoneCentres those of the capture that is there, see {@link ExistingCaptures.Found}
     */
    record Judged(PlannedReplay planned, Optional<RespawnVerdict> respawn, Optional<CapturedDrive> drive,
            Optional<String> zoneCentres) {

        /** Of a replay that is refused. */
        static Judged refused(PlannedReplay planned, Optional<RespawnVerdict> respawn) {
            return new Judged(planned, respawn, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Reads the replay and looks for it in the dataset.
     *
     * @param formerNames under which it may have been captured before its file was renamed
     * @throws IOException if the dataset cannot be read; a bad replay is a refusal
     */
    Judged judge(String trackId, Path file, String name, List<String> formerNames,
            TrackChallenge challenge) throws IOException {
        Optional<RespawnVerdict> verdict = Optional.empty();
        CapturedDrive drive;
        try {
            CapturedDrive.Contents contents = CapturedDrive.read(file);
            verdict = respawns.judge(contents.replay());
            drive = CapturedDrive.of(trackId, contents, settings.script());
            Optional<Refusal> refusal = refusal(drive);
            if (refusal.isPresent()) {
                return Judged.refused(PlannedReplay.refused(file, name, refusal.get()), verdict);
            }
        } catch (ScriptException e) {
            return refused(file, name, verdict, reason(e), e.getMessage());
        } catch (ScriptFormatException e) {
            return refused(file, name, verdict, Refusal.Reason.SCRIPT,
                    "the game would not take its script: " + e.getMessage());
        } catch (GbxFormatException e) {
            return refused(file, name, verdict, Refusal.Reason.UNREADABLE, e.detail());
        } catch (IOException e) {
            return refused(file, name, verdict, Refusal.Reason.UNREADABLE, why(e));
        } catch (RuntimeException e) {
            // The border of the job "one replay": a fault of ours in a strange file must not stop the others.
            return refused(file, name, verdict, Refusal.Reason.UNREADABLE, "reading it failed: " + e);
        }
        TrackChallenge.Result choice = challenge.choose(file, drive.replay(), drive.drivenUid());
        if (choice.refusal().isPresent()) {
            return Judged.refused(PlannedReplay.refused(file, name, choice.refusal().get()), verdict);
        }
        PlannedReplay.Work work = work(trackId, file, name, drive, choice.choice().orElseThrow());
        ExistingCaptures.Found found = existing.find(work.task(), settings);
        for (String former : found.status() == PlanStatus.NEW ? formerNames : List.<String>of()) {
            PlannedReplay.Work then = work(trackId, file, former, drive, choice.choice().orElseThrow());
            ExistingCaptures.Found before = existing.find(then.task(), settings);
            if (before.status() == PlanStatus.DONE || before.status() == PlanStatus.DONE_ELSEWHERE) {
                return judged(file, then, before, verdict, drive);
            }
        }
        return judged(file, work, found, verdict, drive);
    }

    private Judged judged(Path file, PlannedReplay.Work work, ExistingCaptures.Found found,
            Optional<RespawnVerdict> verdict, CapturedDrive drive) {
        return new Judged(
                new PlannedReplay(file, work.task().name(), found.status(), found.detail(), Optional.empty(),
                        Optional.of(work), isWanted(found.status())),
                verdict, Optional.of(drive), found.zoneCentres());
    }

    /** Why a drive that could be read is not captured, if it is not. */
    private static Optional<Refusal> refusal(CapturedDrive drive) throws ScriptFormatException {
        if (drive.ghost().raceTimeMs() > LONGEST_RACE_MS) {
            return Optional.of(new Refusal(Refusal.Reason.UNREADABLE, "its race time of "
                    + RaceTimes.format(drive.ghost().raceTimeMs()) + " is longer than a day"));
        }
        return unknownKey(drive.scriptText()).map(unknown -> new Refusal(Refusal.Reason.SCRIPT,
                "the game would not take its script: " + unknown + ": give another --respawn-action"));
    }

    /** What the game would ignore in a script. */
    private static Optional<String> unknownKey(String script) throws ScriptFormatException {
        return CommandList.parse(script).warnings().stream()
                .filter(warning -> warning.kind() == ScriptWarning.Kind.UNKNOWN_KEY)
                .map(ScriptWarning::message).findFirst();
    }

    private PlannedReplay.Work work(String trackId, Path file, String name, CapturedDrive drive,
            ChallengeChoice choice) {
        ReplayTask task = drive.task(trackId, name, file, choice.uid());
        int frames = settings.frames().schedule(task.raceTimeMs()).count();
        int snapshots = settings.frames().metaSchedule(task.raceTimeMs()).count();
        return new PlannedReplay.Work(task, choice, drive.scriptHash(), drive.script().lines().size(), frames,
                snapshots, CaptureCosts.of(settings, task.raceTimeMs(), frames, snapshots));
    }

    private boolean isWanted(PlanStatus status) {
        return switch (settings.selection().existing()) {
            case KEEP -> status == PlanStatus.NEW;
            case RETRY_QUARANTINED -> status == PlanStatus.NEW || status == PlanStatus.QUARANTINED;
            case OVERWRITE -> true;
        };
    }

    private static Judged refused(Path file, String name, Optional<RespawnVerdict> verdict,
            Refusal.Reason reason, String detail) {
        return Judged.refused(PlannedReplay.refused(file, name, new Refusal(reason, detail)), verdict);
    }

    private static Refusal.Reason reason(ScriptException e) {
        return switch (e.reason()) {
            case NO_GHOST -> Refusal.Reason.NO_GHOST;
            case NOT_FINISHED -> Refusal.Reason.UNFINISHED;
            case NO_INPUTS -> Refusal.Reason.NO_INPUTS;
        };
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        return e instanceof NoSuchFileException ? "it is gone"
                : Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
