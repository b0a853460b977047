package tmnf.capture.dataset.care;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tmnf.capture.dataset.CapturedReplay;

/**
 * What a check found in one capture.
 *
 * @param frames entries of the manifest
 * @param frameBytes sum of the frames' sizes
 * @param snapshots in the manifest
 * @param findings the first {@value #MOST_OF_A_RULE} of each rule, in the order in which they were found
 * @param counts how often each rule was broken
 */
public record ReplayCheck(CapturedReplay replay, int frames, long frameBytes, int snapshots,
        List<CheckFinding> findings, Map<CheckRule, Integer> counts) {

    /** How many findings of a rule are kept. */
    public static final int MOST_OF_A_RULE = 5;

    /** Copies the collections. */
    public ReplayCheck {
        Objects.requireNonNull(replay, "replay");
        findings = List.copyOf(findings);
        EnumMap<CheckRule, Integer> copy = new EnumMap<>(CheckRule.class);
        copy.putAll(counts);
        counts = copy;
    }

    /** Number of findings that are errors. */
    public int errors() {
        return counts.entrySet().stream().filter(each -> each.getKey().isError())
                .mapToInt(Map.Entry::getValue).sum();
    }

    /** Number of findings that are none. */
    public int remarks() {
        return counts.getOrDefault(CheckRule.REMARK, 0);
    }
}
