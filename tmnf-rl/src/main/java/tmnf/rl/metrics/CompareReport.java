package tmnf.rl.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import tmnf.pretrain.run.Chart;
import tmnf.pretrain.run.ChartSeries;
import tmnf.pretrain.run.ReportPage;

/** The page of a comparison: its tables, and curves of all runs over frames and over hours. */
public final class CompareReport {

    private static final int MEDIAN_OF = 20;
    /** Places at which the curves of several runs are put together. */
    private static final int PLACES = 160;

    private final RunComparison comparison;
    private final ReportPage page;

    /** A curve of a run: what is known at which place of an axis. */
    private record Curve(double[] x, double[] y) {

        /** What was known last; NaN before there was anything. */
        double at(double place) {
            double known = Double.NaN;
            for (int i = 0; i < x.length && x[i] <= place; i++) {
                known = y[i];
            }
            return known;
        }
    }

    /** Makes curves of runs; false where the values may be drawn on a logarithmic scale. */
    private record Kind(String name, boolean even, Function<ComparedRun, Curve> curve) {
    }

    private CompareReport(RunComparison comparison, String title) {
        this.comparison = comparison;
        page = new ReportPage(title);
    }

    /**
     * The page, as the bytes of a file.
     *
     * @param facts shown above, in order
     * @param notes sentences on what is missing
     * @param command what makes the page again, as one types it
     */
    public static byte[] page(String title, Map<String, String> facts, List<String> notes,
            RunComparison comparison, String command) {
        CompareReport report = new CompareReport(comparison, title);
        report.page.facts(facts);
        notes.forEach(report.page::text);
        comparison.maps().forEach(report::map);
        report.page.heading("Command");
        report.page.preformatted(command);
        return report.page.bytes();
    }

    private void map(String map) {
        page.heading(map);
        page.text("finished, median and zone are of the last " + RunFigures.LAST + " greedy races; a row of"
                + " several runs has their median, and the least and the largest.");
        for (RunComparison.Table table : comparison.tables(map)) {
            page.subheading(table.title());
            page.table(table.names(), table.cells(), -1, 1);
        }
        for (RunAxis axis : RunAxis.values()) {
            chart(map, axis, new Kind("Best race time, s", true, run -> best(run, map, axis)));
            chart(map, axis, new Kind("Greedy race times, s, median of the last " + RunFigures.LAST
                    + " finished", true, run -> greedy(run, map, axis)));
            chart(map, axis, new Kind("Zone reached, median of the last " + MEDIAN_OF + " races", true,
                    run -> zone(run, map, axis)));
            chart(map, axis, new Kind("Loss", false, run -> loss(run, axis)));
        }
    }

    private static Curve races(RunAxis axis, List<RaceRow> rows, ToDoubleFunction<RaceRow> value,
            Function<double[], double[]> smooth) {
        return new Curve(rows.stream().mapToDouble(axis::of).toArray(),
                smooth.apply(rows.stream().mapToDouble(value).toArray()));
    }

    private static List<RaceRow> rows(ComparedRun run, String map) {
        return run.history().races().stream().filter(row -> row.map().equals(map)).toList();
    }

    private static Curve best(ComparedRun run, String map, RunAxis axis) {
        List<RaceRow> finished = rows(run, map).stream().filter(RaceRow::finished).toList();
        double[][] steps = Curves.best(finished.stream().mapToDouble(axis::of).toArray(),
                finished.stream().mapToDouble(RaceRow::seconds).toArray(), run.end(axis));
        return new Curve(steps[0], steps[1]);
    }

    private static Curve greedy(ComparedRun run, String map, RunAxis axis) {
        return races(axis, rows(run, map).stream().filter(row -> row.finished() && !row.exploring())
                .toList(), RaceRow::seconds, values -> Curves.medians(values, RunFigures.LAST));
    }

    private static Curve zone(ComparedRun run, String map, RunAxis axis) {
        return races(axis, rows(run, map), RaceRow::zone, values -> Curves.medians(values, MEDIAN_OF));
    }

    private static Curve loss(ComparedRun run, RunAxis axis) {
        List<TrainSummary> windows = run.history().windows().stream()
                .filter(row -> !Double.isNaN(row.loss())).toList();
        return new Curve(windows.stream().mapToDouble(axis::of).toArray(),
                windows.stream().mapToDouble(TrainSummary::loss).toArray());
    }

    private void chart(String map, RunAxis axis, Kind kind) {
        List<ChartSeries> series = new ArrayList<>();
        List<Chart.Band> bands = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, List<ComparedRun>> row : comparison.rows(map).entrySet()) {
            String style = ReportPage.colour(number++);
            List<Curve> curves = row.getValue().stream().map(kind.curve()).toList();
            if (curves.size() == 1) {
                series.add(ChartSeries.line(style, row.getKey(), curves.get(0).x(), curves.get(0).y()));
            } else {
                together(style, row, axis, curves, series, bands);
            }
        }
        String over = axis == RunAxis.FRAMES ? "frames" : "hours";
        page.subheading(kind.name() + ", over " + over);
        Chart chart = new Chart(map + ": " + kind.name() + " over " + over, over, series).over(bands);
        page.element((kind.even() ? chart : chart.mayBeLogarithmic()).svg());
    }

    /**
     * Median and range of the runs that have a value, where half of them have; to the end of the shortest.
     */
    private static void together(String style, Map.Entry<String, List<ComparedRun>> row, RunAxis axis,
            List<Curve> curves, List<ChartSeries> series, List<Chart.Band> bands) {
        double end = row.getValue().stream().mapToDouble(run -> run.end(axis)).min().orElseThrow();
        List<double[]> points = new ArrayList<>(); // x, median, low, high
        for (int i = 0; i <= PLACES; i++) {
            double x = end * i / PLACES;
            double[] known = curves.stream().mapToDouble(curve -> curve.at(x)).filter(Double::isFinite)
                    .sorted().toArray();
            if (2 * known.length >= curves.size() && known.length > 0) {
                points.add(new double[] {x, new Quantiles(known).at(0.5), known[0], known[known.length - 1]});
            }
        }
        double[][] columns = new double[4][];
        for (int column = 0; column < columns.length; column++) {
            int of = column;
            columns[column] = points.stream().mapToDouble(point -> point[of]).toArray();
        }
        series.add(ChartSeries.line(style, String.format(Locale.ROOT, "%s, %d runs", row.getKey(),
                curves.size()), columns[0], columns[1]));
        bands.add(new Chart.Band(style, columns[0], columns[2], columns[3]));
    }
}
