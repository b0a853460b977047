package tmnf.cli.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.capture.dataset.care.CleanupReport;
import tmnf.capture.dataset.care.CleanupResult;
import tmnf.capture.dataset.care.ReplayFinding;

/** A cleanup as JSON. */
final class CleanupJson {

    private CleanupJson() {
    }

    /** @param result null when nothing was removed */
    static Map<String, Object> of(CleanupReport found, CleanupResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replays", found.replays());
        json.put("entries", found.entries());
        json.put("badEntries", found.badEntries());
        json.put("badReplays", found.badReplays());
        Map<String, Integer> reasons = new LinkedHashMap<>();
        found.reasons().forEach((reason, count) -> reasons.put(reason.name(), count));
        json.put("reasons", reasons);
        json.put("orphans", found.orphans());
        json.put("unfinished", found.hasUnfinished());
        json.put("findings", found.findings().stream().map(CleanupJson::of).toList());
        json.put("applied", result != null);
        json.put("filesRemoved", result == null ? 0 : result.files());
        json.put("replaysRemoved", result == null ? List.of() : result.replays());
        json.put("tracksRemoved", result == null ? List.of() : result.tracks());
        json.put("failures", result == null ? Map.of() : result.failures());
        return json;
    }

    static Map<String, Object> of(ReplayFinding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("track", finding.replay().trackId());
        json.put("replay", finding.replay().name());
        json.put("entries", finding.entries());
        json.put("bad", finding.badCount());
        Map<String, Integer> reasons = new LinkedHashMap<>();
        finding.reasons().forEach((reason, count) ->
                reasons.put(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
        json.put("reasons", reasons);
        json.put("orphans", finding.orphanCount());
        json.put("unreadable", finding.unreadable().isEmpty() ? null : finding.unreadable());
        return json;
    }
}
