package tmnf.capture.dataset.care;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tmnf.capture.dataset.CapturedReplay;

/**
 * What a scan found in one replay.
 *
 * @param entries in its manifest
 * @param bad places of bad entries in the manifest, in the order of the file; not to be modified
 * @param reasons how many entries are bad for which reason
 * @param orphans frames in the folder that no entry names, the first {@value #MOST_NAMED}
 * @param orphanCount all of them
 * @param unfinished whether a cleanup of it was interrupted
 * @param unreadable what is wrong with the manifest; empty text if it can be read
 */
public record ReplayFinding(CapturedReplay replay, int entries, BitSet bad, Map<BadReason, Integer> reasons,
        List<String> orphans, int orphanCount, boolean unfinished, String unreadable) {

    /** How many names are kept. */
    public static final int MOST_NAMED = 20;

    /** Copies the collections. */
    public ReplayFinding {
        Objects.requireNonNull(replay, "replay");
        bad = (BitSet) bad.clone();
        EnumMap<BadReason, Integer> copy = new EnumMap<>(BadReason.class);
        copy.putAll(reasons);
        reasons = copy;
        orphans = List.copyOf(orphans);
        Objects.requireNonNull(unreadable, "unreadable");
    }

    static ReplayFinding unreadable(CapturedReplay replay, String why) {
        return new ReplayFinding(replay, 0, new BitSet(), Map.of(), List.of(), 0, false, why);
    }

    /** Number of bad entries. */
    public int badCount() {
        return bad.cardinality();
    }

    /** Whether no entry would be left. */
    public boolean isAllBad() {
        return entries > 0 && badCount() == entries;
    }
}
