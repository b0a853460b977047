package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.gbx.model.RaceTimes;

/** A track whose replays are being judged, in their order. Confined to the thread that plans. */
final class OpenTrack {

    private final CaptureSettings settings;
    private final String trackId;
    private final TrackChallenge challenge;
    private final int expected;
    private final VcpChoice vcp;
    private final List<PlannedReplay> replays = new ArrayList<>();
    /** The first replay that respawns, and when; empty as long as none does. */
    private String respawn = "";

    OpenTrack(CaptureSettings settings, String trackId, TrackChallenge challenge, int expected) {
        this.settings = settings;
        this.trackId = trackId;
        this.challenge = challenge;
        this.expected = expected;
        this.vcp = new VcpChoice(settings.vcp(), trackId);
    }

    TrackChallenge challenge() {
        return challenge;
    }

    String trackId() {
        return trackId;
    }

    void add(ReplayJudge.Judged judged) {
        replays.add(judged.planned());
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
    TrackTask task() throws IOException {
        boolean excluded = settings.selection().excludeRespawnMaps() && !respawn.isEmpty();
        List<PlannedReplay> judged = excluded ? replays.stream().map(this::excluded).toList() : replays;
        List<String> warnings = new ArrayList<>(challenge.warnings());
        Optional<VcpPlan> line = Optional.empty();
        if (judged.stream().anyMatch(PlannedReplay::capture)) {
            line = Optional.of(vcp.plan());
            line.filter(plan -> !plan.warning().isEmpty()).ifPresent(plan -> warnings.add(plan.warning()));
        }
        return new TrackTask(trackId, judged, line, warnings);
    }

    private PlannedReplay excluded(PlannedReplay replay) {
        if (replay.refusal().isPresent()) {
            return replay;
        }
        return PlannedReplay.refused(replay.file(), replay.name(), new Refusal(Refusal.Reason.RESPAWNS,
                "a replay of its track respawns: " + respawn));
    }

    /** A replay that was not even read. */
    static PlannedReplay sameFolder(Path file, String name, Path first) {
        return PlannedReplay.refused(file, name, new Refusal(Refusal.Reason.SAME_FOLDER, "its folder " + name
                + " would be that of " + first.getFileName() + ", too: rename one of them"));
    }
}
