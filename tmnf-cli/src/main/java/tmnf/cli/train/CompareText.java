package tmnf.cli.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.cli.download.Figures;
import tmnf.rl.metrics.ComparedRun;
import tmnf.rl.metrics.RunAxis;
import tmnf.rl.metrics.RunComparison;
import tmnf.rl.metrics.RunComparison.Row;
import tmnf.rl.metrics.RunComparison.Spread;
import tmnf.rl.metrics.RunComparison.Table;
import tmnf.rl.metrics.RunFigure;

/** A comparison for people and for programs. */
final class CompareText {

    private CompareText() {
    }

    /** A run in short. */
    static String about(ComparedRun run) {
        return String.format(Locale.ROOT, "%s, %.3f h, %s on %s",
                Figures.count((long) run.end(RunAxis.FRAMES),
                "frame"), run.end(RunAxis.HOURS), Figures.count(run.history().races().size(), "race"),
                String.join(", ", run.history().maps()));
    }

    static List<String> lines(RunComparison comparison) {
        List<String> lines = new ArrayList<>();
        comparison.runs().forEach(run -> lines.add(run.name() + ": " + about(run)));
        for (String map : comparison.maps()) {
            for (Table table : comparison.tables(map)) {
                lines.add("");
                lines.add(map + ". " + table.title());
                lines.addAll(aligned(table));
            }
        }
        return lines;
    }

    private static List<String> aligned(Table table) {
        List<List<String>> rows = new ArrayList<>(List.of(table.names()));
        rows.addAll(table.cells());
        int[] widths = new int[table.names().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append("  ").append(i == 0 ? row.get(i) + pad : pad + row.get(i));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    static Map<String, Object> json(RunComparison comparison) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", comparison.runs().stream().map(CompareText::json).toList());
        List<Object> tables = new ArrayList<>();
        for (String map : comparison.maps()) {
            comparison.tables(map).forEach(table -> tables.add(json(table)));
        }
        json.put("tables", tables);
        return json;
    }

    private static Map<String, Object> json(ComparedRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", run.name());
        json.put("frames", (long) run.end(RunAxis.FRAMES));
        json.put("hours", run.end(RunAxis.HOURS));
        json.put("races", run.history().races().size());
        json.put("maps", run.history().maps());
        return json;
    }

    private static Map<String, Object> json(Table table) {
        Map<String, Object> json = new LinkedHashMap<>();
        boolean end = Double.isNaN(table.share());
        json.put("map", table.map());
        json.put("by", end ? "end" : table.axis().name().toLowerCase(Locale.ROOT));
        json.put("share", end ? null : table.share());
        json.put("at", end ? null : table.at());
        List<Object> rows = new ArrayList<>();
        for (Row row : table.rows()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", row.name());
            line.put("runs", row.runs());
            for (RunFigure figure : RunFigure.values()) {
                Spread spread = row.figures().get(figure);
                line.put(figure.key(), row.runs() == 1 ? number(spread.median()) : json(spread));
            }
            rows.add(line);
        }
        json.put("rows", rows);
        return json;
    }

    private static Map<String, Object> json(Spread spread) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", number(spread.median()));
        json.put("low", number(spread.low()));
        json.put("high", number(spread.high()));
        return json;
    }

    /** Null where there is none. */
    private static Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
