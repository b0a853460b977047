package tmnf.capture.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The sums of a plan.
 *
 * @param tracks with at least one selected replay
 * @param tracksToCapture of them, those with something to capture now
 * @param replays by status, each status present
 * @param refusals by reason, only those that occur
 * @param toCapture replays that are to be captured now
 * @param frames of them
 * @param snapshots of them
 * @param estimate of them: bytes, and milliseconds of wall time, shared by all workers
 * @param notices for people: what was left out or missing, in the order in which it was met, the first
 *     {@value #MOST_NOTICES} of them
 */
public record PlanSummary(int tracks, int tracksToCapture, Map<PlanStatus, Integer> replays,
        Map<Refusal.Reason, Integer> refusals, int toCapture, long frames, long snapshots,
        CaptureEstimate estimate, List<String> notices) {

    /** The most notices that are kept. */
    public static final int MOST_NOTICES = 100;

    /** Copies the collections. */
    public PlanSummary {
        replays = copy(PlanStatus.class, replays);
        refusals = copy(Refusal.Reason.class, refusals);
        notices = List.copyOf(notices);
    }

    private static <K extends Enum<K>> Map<K, Integer> copy(Class<K> type, Map<K, Integer> map) {
        Map<K, Integer> copy = new EnumMap<>(type);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    /** Number of replays with a status. */
    public int count(PlanStatus status) {
        return replays.getOrDefault(status, 0);
    }
}
