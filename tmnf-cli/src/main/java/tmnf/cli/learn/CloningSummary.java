package tmnf.cli.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What a run of behavioural cloning says at its end of how often it was right, and what is right without. */
final class CloningSummary {

    private static final String ACCURACY = "_acc_offset_ms_";

    private final Map<String, Double> metrics;
    private final String part;

    private CloningSummary(Map<String, Double> metrics, String part) {
        this.metrics = metrics;
        this.part = part;
    }

    /**
     * Of the figures of an epoch.
     *
     * @param metrics by their names in {@code metrics.csv}; those for validation count, if there are any
     */
    static CloningSummary of(Map<String, Double> metrics) {
        boolean validated = metrics.keySet().stream().anyMatch(name -> name.startsWith("val" + ACCURACY));
        return new CloningSummary(metrics, validated ? "val" : "train");
    }

    private List<Integer> offsets() {
        String prefix = part + ACCURACY;
        return List.copyOf(new TreeSet<>(metrics.keySet().stream().filter(name -> name.startsWith(prefix))
                .map(name -> Integer.valueOf(name.substring(prefix.length()))).toList()));
    }

    private Double figure(String what, int offset) {
        return metrics.get(part + what + ACCURACY + offset);
    }

    /** A line for each offset; none for other runs. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int offset : offsets()) {
            lines.add(String.format(Locale.ROOT, "%-7s %s right%s; the most frequent action %s, the action "
                    + "before %s", offset + " ms:", percent(figure("", offset)),
                    part.equals("val") ? "" : " of what was learned from", percent(figure("_majority",
                            offset)), percent(figure("_repeat", offset))));
        }
        return lines;
    }

    /** The same for scripts. */
    List<Map<String, Object>> json() {
        List<Map<String, Object>> json = new ArrayList<>();
        for (int offset : offsets()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("offsetMs", offset);
            each.put("validation", part.equals("val"));
            each.put("accuracy", PretrainNews.finite(figure("", offset)));
            each.put("majority", PretrainNews.finite(figure("_majority", offset)));
            each.put("repeatLast", PretrainNews.finite(figure("_repeat", offset)));
            each.put("gainOverRepeat", PretrainNews.finite(
                    metrics.get(part + "_repeat_gain_offset_ms_" + offset)));
            json.add(each);
        }
        return json;
    }

    private static String percent(Double share) {
        return share == null ? "unknown" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
