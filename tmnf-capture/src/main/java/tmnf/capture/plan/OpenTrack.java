package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import tmnf.gbx.model.RaceTimes;

/** A track whose replays are being judged, in their order. Confined to the thread that plans. */
final class OpenTrack {

    private final CaptureSettings settings;
    private final String trackId;
    private final TrackChallenge challenge;
    private final int expected;
    private final VcpChoice vcp;
    private final List<PlannedReplay> replays = new ArrayList<>();
    /** Of the same replays, those of their captures. */
    private final List<Optional<String>> captured = new ArrayList<>();
    /** The first replay that respawns, and when; empty as long as none does. */
    private String respawn = "";

    OpenTrack(CaptureSettings settings, String trackId, TrackChallenge challenge, int expected) {
        this.settings = settings;
        this.trackId = trackId;
        this.challenge = challenge;
        this.expected = expected;
        this.vcp = new VcpChoice(settings.vcp(), trackId);
    }

    void add(ReplayJudge.Judged judged) {
        replays.add(judged.planned());
        captured.add(judged.zoneCentres());
        judged.drive().ifPresent(drive -> vcp.offer(judged.planned(), drive));
        judged.respawn().filter(verdict -> verdict.respawns() && respawn.isEmpty()).ifPresent(verdict -> {
            String at = verdict.firstRespawnMs() == RaceTimes.NONE
                    ? "by its counter" : "at " + RaceTimes.format(verdict.firstRespawnMs());
            respawn = judged.planned().file().getFileName() + " " + at;
        });
    }

    boolean isComplete() {
        return replays.size() == expected;
    }

    /** The judgement on the whole track. */
    TrackTask task() {
        List<String> warnings = new ArrayList<>(challenge.warnings());
        if (settings.selection().excludeRespawnMaps() && !respawn.isEmpty()) {
            Refusal refusal =
                    new Refusal(Refusal.Reason.RESPAWNS, "a replay of its track respawns: " + respawn);
            return new TrackTask(trackId, refused(replay -> true, refusal), Optional.empty(), warnings);
        }
        boolean work = replays.stream().anyMatch(PlannedReplay::capture);
        if (!work && captured.stream().noneMatch(zones -> zones.filter(vcp::mayDiffer).isPresent())) {
            return new TrackTask(trackId, replays, Optional.empty(), warnings);
        }
        VcpPlan line = vcp.plan();
        compare(line);
        if (!work) {
            return new TrackTask(trackId, replays, Optional.empty(), warnings);
        }
        if (line.kind() == VcpPlan.Kind.NONE && settings.output().skipBadFloatSamples()) {
            Refusal refusal = new Refusal(Refusal.Reason.NO_ZONE_CENTRES, line.why()
                    + ": without them nobody can tell bad samples, so give some, or all frames are kept "
                    + "without --skip-bad-float-samples");
            return new TrackTask(
                    trackId, refused(PlannedReplay::capture, refusal), Optional.empty(), warnings);
        }
        if (line.kind() == VcpPlan.Kind.NONE) {
            warnings.add(line.why() + ". Snapshots go without zone fields");
        }
        tooLong().ifPresent(warnings::add);
        return new TrackTask(trackId, replays, Optional.of(line), warnings);
    }

    /** Replays of which a rough guess says that their run would be ended before it is over. */
    private Optional<String> tooLong() {
        RunSettings run = settings.run();
        String first = "";
        int count = 0;
        for (PlannedReplay replay : replays) {
            if (replay.capture() && replay.work().isPresent()) {
                PlannedReplay.Work work = replay.work().get();
                long limit = run.deadlines().run(work.task().raceTimeMs(), run.runningSpeed(), work.frames())
                        .toMillis();
                long guess = work.estimate().millis();
                if (guess > limit && count++ == 0) {
                    first = String.format(Locale.ROOT, "%s takes about %.1f s and is ended after %.1f s",
                            replay.name(), guess / 1000.0, limit / 1000.0);
                }
            }
        }
        return count == 0 ? Optional.empty() : Optional.of("runs that may be too long, " + count + ": "
                + first + ". Give a longer --run-timeout, smaller frames or fewer");
    }

    /** Holds captures that are there against the zone centres that new ones would have. */
    private void compare(VcpPlan line) {
        for (int i = 0; i < captured.size(); i++) {
            if (captured.get(i).isPresent() && vcp.differs(line, captured.get(i).get())) {
                replays.set(i, replays.get(i).different("captured with other zone centres"));
            }
        }
    }

    private List<PlannedReplay> refused(Predicate<PlannedReplay> which, Refusal refusal) {
        return replays.stream().map(replay -> replay.refusal().isPresent() || !which.test(replay) ? replay
                : PlannedReplay.refused(replay.file(), replay.name(), refusal)).toList();
    }

    /** A replay that was not even read. */
    static PlannedReplay sameFolder(Path file, String name, Path first) {
        return PlannedReplay.refused(file, name, new Refusal(Refusal.Reason.SAME_FOLDER, "its folder " + name
                + " would be that of " + first.getFileName() + ", too: rename one of them"));
    }
}
