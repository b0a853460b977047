package tmnf.gbx.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.RaceTimes;

/**
 * What {@link NoRespawnFilter} decided about one track.
 *
 * @param replay name of the first respawning replay in the order of capture, empty when there is none
 * @param firstRespawnMs race time of its first respawn, {@link RaceTimes#NONE} when unknown
 * @param presses its respawns on the tape
 * @param counter its own respawn counter, {@link Ghost#UNKNOWN} when it has none
 * @param replays how many replays the track has
 * @param judged how many of them were read, the unreadable ones included
 * @param noInputs how many of the judged ones have no inputs
 * @param disagreeing how many of the judged ones have a counter that tells another number than the tape
 * @param cleanReplays names of the replays without respawns, in the order of capture; only filled when asked
 *     for
 */
public record NoRespawnJudgement(
        String track,
        boolean kept,
        Reason reason,
        String replay,
        int firstRespawnMs,
        int presses,
        int counter,
        int replays,
        int judged,
        int noInputs,
        int disagreeing,
        List<String> cleanReplays,
        List<UnreadableFile> unreadable,
        int unreadableCount) implements TrackJudgement {

    public NoRespawnJudgement {
        Objects.requireNonNull(track);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(replay);
        cleanReplays = List.copyOf(cleanReplays);
        unreadable = List.copyOf(unreadable);
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = TrackJudgement.commonFacts(this);
        facts.put("replay", replay.isEmpty() ? null : replay);
        facts.put("firstRespawnMs", firstRespawnMs == RaceTimes.NONE ? null : firstRespawnMs);
        facts.put("respawnPresses", replay.isEmpty() ? null : presses);
        facts.put("respawnCounter", replay.isEmpty() || counter == Ghost.UNKNOWN ? null : counter);
        facts.put("replays", replays);
        facts.put("judged", judged);
        facts.put("noInputs", noInputs);
        facts.put("tapeAndCounterDisagree", disagreeing);
        facts.put("unreadable", unreadableCount);
        return facts;
    }

    /** Collects what is seen of one track's replays. Confined to one thread. */
    static final class Tally {
        final List<String> clean = new ArrayList<>();
        private final List<UnreadableFile> unreadable = new ArrayList<>();
        private int unreadableCount;
        private int judged;
        private int noInputs;
        private int disagreeing;
        private String replay = "";
        private RespawnVerdict worst = new RespawnVerdict(
                RespawnVerdict.Kind.CLEAN, RaceTimes.NONE, 0, Ghost.UNKNOWN);

        void add(String name, RespawnVerdict verdict) {
            judged++;
            disagreeing += verdict.tapeAndCounterDisagree() ? 1 : 0;
            noInputs += verdict.kind() == RespawnVerdict.Kind.NO_INPUTS ? 1 : 0;
            if (verdict.respawns() && replay.isEmpty()) {
                replay = name;
                worst = verdict;
            }
        }

        void addUnreadable(UnreadableFile file) {
            judged++;
            unreadableCount++;
            if (unreadable.size() < MAX_LISTED) {
                unreadable.add(file);
            }
        }

        boolean respawns() {
            return !replay.isEmpty();
        }

        boolean anyUnreadable() {
            return unreadableCount > 0;
        }

        boolean nothingReadable() {
            return unreadableCount == judged;
        }

        boolean nothingHasInputs() {
            return noInputs > 0 && noInputs == judged - unreadableCount;
        }

        NoRespawnJudgement judgement(String track, boolean kept, Reason reason, int replays) {
            return new NoRespawnJudgement(track, kept, reason, replay, worst.firstRespawnMs(),
                    worst.presses(), worst.counter(), replays, judged, noInputs, disagreeing, clean,
                    unreadable, unreadableCount);
        }
    }
}
