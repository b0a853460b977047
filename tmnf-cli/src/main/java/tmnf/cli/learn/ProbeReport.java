package tmnf.cli.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import tmnf.cli.download.Figures;
import tmnf.pretrain.probe.FeatureSpread;
import tmnf.pretrain.probe.ProbeResult;
import tmnf.pretrain.probe.ProbeRow;

/** What probes found, for people and for programs. */
final class ProbeReport {

    /** Problems that are told one by one. */
    static final int MOST = 5;

    private static final double PERCENT = 100;

    private ProbeReport() {
    }

    /** Name, unit and value of each figure, in order. */
    private record Figure(String key, String head, String form, double factor, OptionalDouble value) {

        String text() {
            return value.isEmpty() ? "-" : String.format(Locale.ROOT, form, factor * value.getAsDouble());
        }
    }

    private static List<Figure> figures(ProbeRow row) {
        return List.of(new Figure("speedR2", "speed R2", "%.3f", 1, row.speedR2()),
                new Figure("speedErrorMps", "error m/s", "%.2f", 1, row.speedError()),
                new Figure("directionR2", "direction R2", "%.3f", 1, row.directionR2()),
                new Figure("directionErrorDeg", "error deg", "%.1f", 1, row.directionError()),
                new Figure("actionAccuracy", "action %", "%.1f", PERCENT, row.actionAccuracy()),
                new Figure("actionBalanced", "balanced %", "%.1f", PERCENT, row.actionBalanced()),
                new Figure("latentVarMin", "least var", "%.3g", 1, spread(row, FeatureSpread::least)),
                new Figure("latentVarMean", "mean var", "%.3g", 1, spread(row, FeatureSpread::mean)),
                new Figure("latentStill", "still %", "%.1f", PERCENT, spread(row, FeatureSpread::still)));
    }

    private static OptionalDouble spread(ProbeRow row, ToDoubleFunction<FeatureSpread> figure) {
        return row.spread().stream().mapToDouble(figure).findFirst();
    }

    static List<String> lines(ProbeResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("Encoder: " + result.file() + ", frames of " + result.width() + "x" + result.height()
                + (result.stack() == 1 ? "" : ", " + result.stack() + " at once") + ", pixels as "
                + result.normalization().label());
        lines.addAll(split(result));
        if (isProjected(result)) {
            lines.add("The encoder's " + Figures.count(result.encoderFeatures(), "feature")
                    + " are mixed into " + Figures.count(result.rows().get(0).features())
                    + " by a random projection, always the same one: more take gigabytes");
        }
        List<List<String>> table = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("features", "numbers"));
        figures(result.rows().get(0)).forEach(figure -> heads.add(figure.head()));
        table.add(heads);
        for (ProbeRow row : result.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.name(),
                    row.features() == 0 ? "-" : Integer.toString(row.features())));
            figures(row).forEach(figure -> cells.add(figure.text()));
            table.add(cells);
        }
        lines.addAll(aligned(table));
        return lines;
    }

    private static boolean isProjected(ProbeResult result) {
        return result.rows().get(0).features() < result.encoderFeatures();
    }

    private static List<String> split(ProbeResult result) {
        String learned = "Probes learn from " + Figures.count(result.trainSamples(), "sample") + " of ";
        String judged = " and are judged on " + Figures.count(result.heldOutSamples(), "sample") + " of ";
        if (!result.isOneTrack()) {
            return List.of(learned + Figures.count(result.trainTracks().size(), "track") + judged
                    + String.join(", ", result.heldOutTracks()));
        }
        return List.of(learned + Figures.count(result.trainReplays().size(), "replay") + judged
                + Figures.count(result.heldOutReplays().size(), "other replay") + ", all of the one track, "
                + result.trainTracks().get(0),
                "An encoder that was trained on this track alone learned from all these replays, too: the "
                + "figures say nothing of other tracks");
    }

    private static List<String> aligned(List<List<String>> table) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = table.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
                String pad = " ".repeat(width - row.get(i).length());
                line.append("  ").append(i == 0 ? row.get(i) + pad : pad + row.get(i));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** A line for each row, with full figures; empty where there is none. */
    static String csv(ProbeResult result) {
        StringBuilder csv = new StringBuilder("features,numbers");
        figures(result.rows().get(0)).forEach(figure -> csv.append(',').append(figure.key()));
        csv.append('\n');
        for (ProbeRow row : result.rows()) {
            csv.append(row.name()).append(',').append(row.features());
            figures(row).forEach(figure -> csv.append(',')
                    .append(figure.value().isEmpty() ? "" : Double.toString(figure.value().getAsDouble())));
            csv.append('\n');
        }
        return csv.toString();
    }

    static Map<String, Object> json(ProbeResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("encoder", result.file());
        json.put("dataset", result.dataset());
        json.put("normalization", result.normalization().label());
        json.put("height", result.height());
        json.put("width", result.width());
        json.put("stack", result.stack());
        json.put("seed", result.seed());
        json.put("validationFraction", result.validationFraction());
        json.put("encoderFeatures", result.encoderFeatures());
        json.put("projected", isProjected(result));
        json.put("split", result.isOneTrack() ? "replays" : "tracks");
        json.put("trainTracks", result.trainTracks());
        json.put("heldOutTracks", result.heldOutTracks());
        json.put("trainReplays", result.trainReplays());
        json.put("heldOutReplays", result.heldOutReplays());
        json.put("trainSamples", result.trainSamples());
        json.put("heldOutSamples", result.heldOutSamples());
        List<Object> rows = new ArrayList<>();
        for (ProbeRow row : result.rows()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("features", row.name());
            line.put("numbers", row.features());
            figures(row).forEach(figure -> line.put(figure.key(),
                    figure.value().isEmpty() ? null : figure.value().getAsDouble()));
            rows.add(line);
        }
        json.put("probes", rows);
        json.put("unreadable", result.unreadable().size());
        json.put("problems", result.problems());
        json.put("splitDoubt", result.splitDoubt().orElse(null));
        json.put("encoderDoubt", result.encoderDoubt().orElse(null));
        return json;
    }
}
