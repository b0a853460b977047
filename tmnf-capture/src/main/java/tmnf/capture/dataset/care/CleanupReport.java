package tmnf.capture.dataset.care;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a scan of a dataset found.
 *
 * @param replays looked at
 * @param entries in all manifests that can be read
 * @param findings replays with something to say about: bad entries, orphans, a manifest that can't be read,
 *        or the traces of a cleanup that was interrupted
 * @param emptyFolders folders of replays with nothing in them, left by a cleanup that was interrupted
 * @param complete false when the scan was stopped before its end
 */
public record CleanupReport(int replays, long entries, List<ReplayFinding> findings, List<Path> emptyFolders,
        boolean complete) {

    /** Copies the lists. */
    public CleanupReport {
        findings = List.copyOf(findings);
        emptyFolders = List.copyOf(emptyFolders);
    }

    /** Whether an interrupted cleanup left something that an application finishes. */
    public boolean hasUnfinished() {
        return !emptyFolders.isEmpty() || findings.stream().anyMatch(ReplayFinding::unfinished);
    }

    /** Number of bad entries. */
    public long badEntries() {
        return findings.stream().mapToLong(ReplayFinding::badCount).sum();
    }

    /** Replays with bad entries. */
    public long badReplays() {
        return findings.stream().filter(finding -> finding.badCount() > 0).count();
    }

    /** Frames that no entry names. */
    public long orphans() {
        return findings.stream().mapToLong(ReplayFinding::orphanCount).sum();
    }

    /** Replays whose manifest can't be read. */
    public List<ReplayFinding> unreadable() {
        return findings.stream().filter(finding -> !finding.unreadable().isEmpty()).toList();
    }

    /** How many entries are bad for which reason. */
    public Map<BadReason, Integer> reasons() {
        Map<BadReason, Integer> sum = new EnumMap<>(BadReason.class);
        findings.forEach(finding -> finding.reasons()
                .forEach((reason, count) -> sum.merge(reason, count, Integer::sum)));
        return sum;
    }
}
