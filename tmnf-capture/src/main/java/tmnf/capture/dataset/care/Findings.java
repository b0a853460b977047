package tmnf.capture.dataset.care;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects findings, a limited number of each rule, and counts them all. */
final class Findings {

    private final List<CheckFinding> kept = new ArrayList<>();
    private final Map<CheckRule, Integer> counts = new EnumMap<>(CheckRule.class);

    void add(CheckRule rule, String detail) {
        if (counts.merge(rule, 1, Integer::sum) <= ReplayCheck.MOST_OF_A_RULE) {
            kept.add(new CheckFinding(rule, detail));
        }
    }

    void addIf(boolean broken, CheckRule rule, String format, Object... values) {
        if (broken) {
            add(rule, String.format(Locale.ROOT, format, values));
        }
    }

    List<CheckFinding> kept() {
        return kept;
    }

    Map<CheckRule, Integer> counts() {
        return counts;
    }
}
