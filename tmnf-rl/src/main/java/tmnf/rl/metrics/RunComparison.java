package tmnf.rl.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs beside each other, map by map: at a quarter, half, three quarters and all of the shortest one, by
 * frames and by hours, and each at its own end.
 */
public final class RunComparison {

    private static final double[] SHARES = {0.25, 0.5, 0.75, 1};
    private static final double MINUTES = 60;

    private final List<ComparedRun> runs;
    private final boolean grouped;

    /**
     * A figure of one run, or of several.
     *
     * @param median of those that count
     * @param low least of them
     * @param high largest of them; infinite where a run has not come so far
     * @param runs that count
     */
    public record Spread(double median, double low, double high, int runs) {

        String text(RunFigure figure) {
            String middle = figure.text(median);
            return Double.isInfinite(low) ? runs < 2 ? "-" : "never" : runs < 2 ? middle
                    : middle + " (" + figure.text(low) + " to " + figure.text(high) + ")";
        }
    }

    /**
     * A run or a group of runs.
     *
     * @param runs how many
     */
    public record Row(String name, int runs, Map<RunFigure, Spread> figures) {
    }

    /**
     * A table.
     *
     * @param axis on which the moment is; at the end of each run it is {@link RunAxis#FRAMES}
     * @param share of the shortest run; {@code NaN} at the end of each run
     * @param at the moment on the axis; {@code NaN} at the end of each run
     */
    public record Table(String map, RunAxis axis, double share, double at, List<Row> rows) {

        /** What stands above it. */
        public String title() {
            return Double.isNaN(share) ? "At the end of each run" : String.format(Locale.ROOT,
                    axis == RunAxis.FRAMES ? "At %.0f %%: %,.0f frames" : "At %.0f %%: %.1f min",
                    100 * share, axis == RunAxis.FRAMES ? at : MINUTES * at);
        }

        /** The figures that it shows, in order. */
        List<RunFigure> figures() {
            List<RunFigure> shown = new ArrayList<>(List.of(RunFigure.values()));
            if (!Double.isNaN(share)) {
                shown.removeAll(axis == RunAxis.FRAMES
                        ? List.of(RunFigure.FIRST_FINISH_MINUTES, RunFigure.GREEDY_FINISH_MINUTES)
                        : List.of(RunFigure.FIRST_FINISH_FRAMES, RunFigure.GREEDY_FINISH_FRAMES));
            }
            return shown;
        }

        /** Heads of its columns. */
        public List<String> names() {
            List<String> names = new ArrayList<>(List.of("run"));
            figures().forEach(figure -> names.add(figure.title()));
            return names;
        }

        /** Its cells, row by row. */
        public List<List<String>> cells() {
            List<List<String>> cells = new ArrayList<>();
            for (Row row : rows) {
                List<String> line = new ArrayList<>(List.of(row.name() + (row.runs() > 1
                        ? ", " + row.runs() + " runs" : "")));
                figures().forEach(figure -> line.add(row.figures().get(figure).text(figure)));
                cells.add(line);
            }
            return cells;
        }
    }

    /**
     * Of runs; one without a race is in no table.
     *
     * @param grouped whether runs whose names differ in the seed's number only are one row
     */
    public RunComparison(List<ComparedRun> runs, boolean grouped) {
        this.runs = List.copyOf(runs);
        this.grouped = grouped;
    }

    /** All that are compared. */
    public List<ComparedRun> runs() {
        return runs;
    }

    /** Maps that some of them raced on, those of all first. */
    public List<String> maps() {
        List<String> all = runs.stream().flatMap(run -> run.history().maps().stream()).distinct().toList();
        List<String> sorted = new ArrayList<>(all.stream().filter(map ->
                on(map).size() == runs.size()).toList());
        all.stream().filter(map -> !sorted.contains(map)).forEach(sorted::add);
        return sorted;
    }

    /** Those that raced on a map. */
    public List<ComparedRun> on(String map) {
        return runs.stream().filter(run -> run.hasRaced(map)).toList();
    }

    /** Runs by the name of their row, in order. */
    Map<String, List<ComparedRun>> rows(String map) {
        return on(map).stream().collect(Collectors.groupingBy(run -> grouped ? run.group() : run.name(),
                LinkedHashMap::new, Collectors.toList()));
    }

    /** The tables of a map: by frames, by hours, at the end. */
    public List<Table> tables(String map) {
        List<Table> tables = new ArrayList<>();
        for (RunAxis axis : RunAxis.values()) {
            double shortest = on(map).stream().mapToDouble(run -> run.end(axis)).min().orElse(0);
            for (double share : SHARES) {
                double at = axis == RunAxis.FRAMES ? Math.rint(share * shortest) : share * shortest;
                tables.add(table(map, axis, share, at));
            }
        }
        tables.add(table(map, RunAxis.FRAMES, Double.NaN, Double.NaN));
        return tables;
    }

    private Table table(String map, RunAxis axis, double share, double at) {
        List<Row> rows = new ArrayList<>();
        rows(map).forEach((name, members) -> {
            List<Map<RunFigure, Double>> each = members.stream().map(run -> RunFigures.of(run.history(), map,
                    axis, Double.isNaN(at) ? Double.POSITIVE_INFINITY : at)).toList();
            Map<RunFigure, Spread> figures = new EnumMap<>(RunFigure.class);
            for (RunFigure figure : RunFigure.values()) {
                figures.put(figure, spread(figure, each.stream().mapToDouble(one -> one.get(figure))
                        .toArray()));
            }
            rows.add(new Row(name, members.size(), figures));
        });
        return new Table(map, axis, share, at, rows);
    }

    private static Spread spread(RunFigure figure, double[] values) {
        double[] counted = Arrays.stream(values).map(value -> Double.isNaN(value)
                && figure.worstWhereMissing() ? Double.POSITIVE_INFINITY : value)
                .filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (counted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        return new Spread(new Quantiles(counted).at(0.5), counted[0], counted[counted.length - 1],
                counted.length);
    }
}
