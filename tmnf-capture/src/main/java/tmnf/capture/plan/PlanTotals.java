package tmnf.capture.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up a plan. Confined to one thread. */
final class PlanTotals {

    private final Map<PlanStatus, Integer> replays = new EnumMap<>(PlanStatus.class);
    private final Map<Refusal.Reason, Integer> refusals = new EnumMap<>(Refusal.Reason.class);
    private final List<String> notices = new ArrayList<>();
    private int tracks;
    private int tracksToCapture;
    private int toCapture;
    private long frames;
    private long snapshots;
    private CaptureEstimate estimate = CaptureEstimate.NONE;

    PlanTotals() {
        for (PlanStatus status : PlanStatus.values()) {
            replays.put(status, 0);
        }
    }

    void notice(String text) {
        if (notices.size() < PlanSummary.MOST_NOTICES) {
            notices.add(text);
        }
    }

    void add(TrackTask track) {
        tracks++;
        List<PlannedReplay> wanted = track.toCapture();
        tracksToCapture += wanted.isEmpty() ? 0 : 1;
        toCapture += wanted.size();
        for (PlannedReplay replay : wanted) {
            PlannedReplay.Work work = replay.work().orElseThrow();
            frames += work.frames();
            snapshots += work.snapshots();
            estimate = estimate.plus(work.estimate());
        }
        for (PlannedReplay replay : track.replays()) {
            replays.merge(replay.status(), 1, Integer::sum);
            replay.refusal().ifPresent(refusal -> refusals.merge(refusal.reason(), 1, Integer::sum));
        }
    }

    /** The sums; the time is shared by so many workers. */
    PlanSummary summary(int workers) {
        int busy = Math.max(1, Math.min(workers, tracksToCapture));
        return new PlanSummary(tracks, tracksToCapture, replays, refusals, toCapture, frames, snapshots,
                new CaptureEstimate(estimate.bytes(), estimate.millis() / busy), notices);
    }
}
