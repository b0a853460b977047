package tmnf.cli.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link PretrainComparisonTest} found, a line for each seed and row. */
final class ComparisonTable {

    /** Of a driver that begins with the encoder: frames until the first greedy finish, NaN for never. */
    static final String FINISH = "first_finish_frames";

    /** Figures that may be far below 1 begin so. */
    private static final String SPREAD = "latent";
    /** Figures of a probe's file. */
    private static final List<String> FIGURES = List.of("speedR2", "directionR2", "actionAccuracy",
            "latentVarMin", "latentVarMean", "latentStill");

    private final boolean drives;
    private final String settings;
    /** By row, in order. */
    private final Map<String, List<Map<String, Double>>> found = new LinkedHashMap<>();
    private final StringBuilder csv;

    /**
     * Of nothing yet.
     *
     * @param drives whether there are figures of drivers
     * @param settings that all were made with, for people
     */
    ComparisonTable(boolean drives, String settings) {
        this.drives = drives;
        this.settings = settings;
        csv = new StringBuilder("task,seed,features," + String.join(",", FIGURES)
                + (drives ? "," + FINISH : "") + "\n");
    }

    void add(String row, long seed, Map<String, Double> figures) {
        found.computeIfAbsent(row, key -> new ArrayList<>()).add(figures);
        csv.append(row).append(',').append(seed).append(',').append(figures.get("numbers").intValue());
        FIGURES.forEach(figure -> csv.append(',').append(text(figure.startsWith(SPREAD) ? "%.3g" : "%.4f",
                figures.get(figure))));
        csv.append(drives ? "," + text("%.0f", figures.getOrDefault(FINISH, Double.NaN)) : "").append('\n');
    }

    /** Figures of each seed. */
    List<Map<String, Double>> of(String row) {
        return found.get(row);
    }

    String csv() {
        return csv.toString();
    }

    private static String text(String form, double figure) {
        return Double.isNaN(figure) ? "" : String.format(Locale.ROOT, form, figure);
    }

    /** Median, least and greatest of the seeds. */
    String markdown() {
        List<String> heads = new ArrayList<>(FIGURES);
        if (drives) {
            heads.add(FINISH);
        }
        StringBuilder text = new StringBuilder(settings + "\n\n| features | seeds | "
                + String.join(" | ", heads) + " |\n| --- | --- |" + " --- |".repeat(heads.size()) + "\n");
        found.forEach((row, seeds) -> {
            text.append("| ").append(row).append(" | ").append(seeds.size());
            FIGURES.forEach(figure -> text.append(" | ").append(range(figure.startsWith(SPREAD) ? "%.2g"
                    : "%.3f", seeds, figure)));
            text.append(drives ? " | " + finish(seeds) : "").append(" |\n");
        });
        return text.toString();
    }

    private static String range(String form, List<Map<String, Double>> seeds, String figure) {
        double[] values = seeds.stream().mapToDouble(figures -> figures.getOrDefault(figure, Double.NaN))
                .filter(value -> !Double.isNaN(value)).sorted().toArray();
        return values.length == 0 ? "-" : String.format(Locale.ROOT, form + " (" + form + " to " + form + ")",
                values[values.length / 2], values[0], values[values.length - 1]);
    }

    /** Of those that finished; the others are counted. */
    private static String finish(List<Map<String, Double>> seeds) {
        long driven = seeds.stream().filter(figures -> figures.containsKey(FINISH)).count();
        long never = seeds.stream().filter(figures -> figures.containsKey(FINISH)
                && Double.isNaN(figures.get(FINISH))).count();
        if (driven == 0) {
            return "-";
        }
        return (never == driven ? "" : range("%.0f", seeds, FINISH))
                + (never == 0 ? "" : (never == driven ? "" : ", ") + never + " of " + driven + " never");
    }
}
