package tmnf.gbx.filter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a filter did. Counts are of lines of the list, so a duplicate counts as often as it is there;
 * unreadable files are counted once each.
 *
 * @param complete false when the run was cancelled: then nothing was written
 * @param folders folders below the replays directory; 0 for the map-type filter
 * @param listed lines of the list
 * @param keptIds what the list of kept tracks holds
 * @param droppedTracks judgements that dropped a track, each once, about {@value #MAX_LISTED} a reason
 * @param reasons how many lines have which reason
 * @param droppedBy how many lines were dropped for which reason
 * @param unreadable the first {@value #MAX_LISTED} files that could not be read
 * @param unreadableLines the same count, where a duplicate counts again
 * @param noInputs replays without inputs
 * @param disagreeing replays whose respawn counter tells another number than the tape
 */
public record FilterOutcome(
        boolean complete,
        int folders,
        int listed,
        List<String> keptIds,
        List<TrackJudgement> droppedTracks,
        Map<Reason, Integer> reasons,
        Map<Reason, Integer> droppedBy,
        List<UnreadableFile> unreadable,
        int unreadableCount,
        int unreadableLines,
        int noInputs,
        int disagreeing) {

    /** The most files and tracks that an outcome lists. */
    public static final int MAX_LISTED = 1000;

    public FilterOutcome {
        keptIds = List.copyOf(keptIds);
        droppedTracks = List.copyOf(droppedTracks);
        reasons = Map.copyOf(reasons);
        droppedBy = Map.copyOf(droppedBy);
        unreadable = List.copyOf(unreadable);
    }

    public int kept() {
        return keptIds.size();
    }

    public int dropped() {
        return listed - keptIds.size();
    }

    /** Lines with this reason. */
    public int count(Reason reason) {
        return reasons.getOrDefault(reason, 0);
    }

    /** Lines dropped for this reason. */
    public int dropped(Reason reason) {
        return droppedBy.getOrDefault(reason, 0);
    }

    /** Sums up judgements as they come. Confined to one thread. */
    static final class Sum {
        private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        private final Map<Reason, Integer> droppedBy = new EnumMap<>(Reason.class);
        private final List<TrackJudgement> dropped = new ArrayList<>();
        private final List<UnreadableFile> unreadable = new ArrayList<>();
        private int unreadableCount;
        private int unreadableLines;
        private int noInputs;
        private int disagreeing;

        void add(TrackJudgement judgement, int lines) {
            reasons.merge(judgement.reason(), lines, Integer::sum);
            if (!judgement.kept() && droppedBy.merge(judgement.reason(), lines, Integer::sum) <= MAX_LISTED) {
                dropped.add(judgement);
            }
            addUpTo(MAX_LISTED, unreadable, judgement.unreadable());
            unreadableCount += judgement.unreadableCount();
            unreadableLines += judgement.unreadableCount() * lines;
            if (judgement instanceof NoRespawnJudgement respawn) {
                noInputs += respawn.noInputs();
                disagreeing += respawn.disagreeing();
            }
        }

        FilterOutcome outcome(boolean complete, int folders, int listed, List<String> keptIds) {
            return new FilterOutcome(complete, folders, listed, keptIds, dropped, reasons, droppedBy,
                    unreadable, unreadableCount, unreadableLines, noInputs, disagreeing);
        }

        private static <T> void addUpTo(int limit, List<T> list, List<T> more) {
            more.stream().limit(Math.max(0, limit - list.size())).forEach(list::add);
        }
    }
}
