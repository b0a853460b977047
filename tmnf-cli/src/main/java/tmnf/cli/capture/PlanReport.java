package tmnf.cli.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.capture.plan.CaptureEstimate;
import tmnf.capture.plan.PlanStatus;
import tmnf.capture.plan.PlanSummary;
import tmnf.capture.plan.PlannedReplay;
import tmnf.capture.plan.Refusal;
import tmnf.capture.plan.TrackTask;
import tmnf.capture.plan.VcpPlan;
import tmnf.cli.command.CommandContext;
import tmnf.cli.download.Figures;

/** A plan in words and for scripts. */
final class PlanReport {

    private final CommandContext context;

    PlanReport(CommandContext context) {
        this.context = context;
    }

    /** A track and its replays, one line each. */
    List<String> lines(TrackTask track) {
        List<String> lines = new ArrayList<>();
        lines.add("track " + track.trackId()
                + track.vcp().map(vcp -> "  zone centres " + words(vcp)).orElse(""));
        track.warnings().forEach(warning -> lines.add("  ! " + warning));
        for (PlannedReplay replay : track.replays()) {
            lines.add("  " + line(replay));
        }
        return lines;
    }

    private String words(VcpPlan vcp) {
        return switch (vcp.kind()) {
            case EXISTING -> shown(vcp.file());
            case GENERATE -> shown(vcp.file()) + ", made from " + vcp.source().orElseThrow().getFileName();
            case NONE -> "none: " + vcp.why();
        };
    }

    private String line(PlannedReplay replay) {
        if (replay.work().isEmpty()) {
            return replay.name() + "  refused: " + replay.refusal().orElseThrow();
        }
        PlannedReplay.Work work = replay.work().get();
        String detail = replay.detail().isEmpty() ? "" : ", " + replay.detail();
        String status = replay.capture() && replay.status() == PlanStatus.NEW ? ""
                : (replay.capture() ? "again, " : "") + replay.status() + detail + "; ";
        return String.format(Locale.ROOT, "%s  %s%.2f s, %,d frames, %,d states, %s, %s; map %s, script %s "
                + "of %d lines", replay.name(), status, work.task().raceTimeMs() / 1000.0, work.frames(),
                work.snapshots(), Figures.bytes(work.estimate().bytes()),
                Figures.time(work.estimate().millis()), work.challenge().file().map(this::shown)
                .orElse("in the replay"), work.script(), work.scriptLines());
    }

    private String shown(Path path) {
        Path base = context.baseDirectory();
        return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
    }

    /** What it all comes to. */
    static String total(PlanSummary summary) {
        CaptureEstimate estimate = summary.estimate();
        if (summary.toCapture() == 0) {
            return "nothing";
        }
        return Figures.count(summary.toCapture(), "replay") + " of "
                + Figures.count(summary.tracksToCapture(), "track") + ", "
                + Figures.count(summary.frames(), "frame") + ", about " + Figures.bytes(estimate.bytes())
                + ", about " + Figures.time(estimate.millis());
    }

    /** Replays that cannot be captured; those of tracks that the user does not want do not count. */
    static int refused(PlanSummary summary) {
        return summary.refusals().entrySet().stream()
                .filter(refusal -> refusal.getKey() != Refusal.Reason.RESPAWNS)
                .mapToInt(Map.Entry::getValue).sum();
    }

    /** What is left out, one line for each kind. */
    static List<String> leftOut(PlanSummary summary) {
        List<String> lines = new ArrayList<>();
        summary.replays().forEach((status, count) -> {
            if (count > 0 && status != PlanStatus.NEW && status != PlanStatus.REFUSED) {
                lines.add("  " + Figures.count(count) + " " + status);
            }
        });
        summary.refusals().forEach((reason, count) ->
                lines.add("  " + Figures.count(count) + " refused: " + reason));
        return lines;
    }

    static Map<String, Object> json(PlanSummary summary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tracks", summary.tracks());
        json.put("tracksToCapture", summary.tracksToCapture());
        json.put("toCapture", summary.toCapture());
        json.put("frames", summary.frames());
        json.put("snapshots", summary.snapshots());
        json.put("bytes", summary.estimate().bytes());
        json.put("millis", summary.estimate().millis());
        Map<String, Object> byStatus = new LinkedHashMap<>();
        summary.replays().forEach((status, count) -> byStatus.put(status.toString(), count));
        json.put("replays", byStatus);
        Map<String, Object> refusals = new LinkedHashMap<>();
        summary.refusals().forEach((reason, count) -> refusals.put(reason.toString(), count));
        json.put("refusals", refusals);
        json.put("notices", summary.notices());
        return json;
    }

    /** A planned replay for scripts. */
    static Map<String, Object> json(TrackTask track, PlannedReplay replay) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("track", track.trackId());
        json.put("replay", replay.name());
        json.put("file", replay.file());
        json.put("status", replay.status().toString());
        json.put("detail", replay.detail());
        json.put("capture", replay.capture());
        replay.refusal().ifPresent(refusal -> {
            json.put("refusal", refusal.reason().toString());
            json.put("refusalDetail", refusal.detail());
        });
        replay.work().ifPresent(work -> {
            json.put("raceTimeMs", work.task().raceTimeMs());
            json.put("sha1", work.task().sha1());
            json.put("uid", work.task().uid());
            json.put("checkpoints", work.task().checkpoints());
            json.put("challenge", work.challenge().source().toString());
            json.put("challengeFile", work.challenge().file().orElse(null));
            json.put("script", work.script());
            json.put("scriptLines", work.scriptLines());
            json.put("frames", work.frames());
            json.put("snapshots", work.snapshots());
            json.put("bytes", work.estimate().bytes());
            json.put("millis", work.estimate().millis());
        });
        track.vcp().ifPresent(vcp -> {
            json.put("vcp", vcp.kind().toString());
            json.put("vcpFile", vcp.file());
        });
        return json;
    }
}
