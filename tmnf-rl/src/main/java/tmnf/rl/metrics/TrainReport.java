package tmnf.rl.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import tmnf.pretrain.run.Chart;
import tmnf.pretrain.run.ChartSeries;
import tmnf.pretrain.run.ReportPage;

/** {@code report.html} of a training run, written anew from time to time. */
public final class TrainReport {

    private static final int MOST_WINDOWS = 24;
    private static final int MEDIAN_OF = 20;
    private static final int MOST_MAPS = 8;
    private static final String FRAMES = "frames";
    private static final List<String> WINDOW_NAMES = List.of(FRAMES, "hours", "races", "finished", "loss",
            "loss, test", "frames/s", "transitions/s", "training", "waiting", "epsilon");

    private final ReportPage page;

    private TrainReport(String title) {
        page = new ReportPage(title);
    }

    /**
     * Writes or replaces the page.
     *
     * @param title name of the run
     * @param facts shown above, in order
     * @param best the best race of each map; none where none was finished
     * @param command what repeats the run, as one types it
     * @param config text of the configuration
     */
    public static void write(Path file, String title, Map<String, String> facts, TrainHistory history,
            List<Trajectory> best, String command, String config) throws IOException {
        TrainReport report = new TrainReport("Training " + title);
        ReportPage page = report.page;
        page.facts(facts);
        List<String> maps = history.maps();
        for (String map : maps.subList(0, Math.min(MOST_MAPS, maps.size()))) {
            report.map(map, history.races().stream().filter(row -> row.map().equals(map)).toList());
        }
        if (maps.size() > MOST_MAPS) {
            page.text(maps.size() - MOST_MAPS + " more maps are in races.csv.");
        }
        for (Trajectory each : best.subList(0, Math.min(MOST_MAPS, best.size()))) {
            page.heading("Best race: " + each.name());
            page.text("The car, from its start at the dot, over the broad reference line, seen from above.");
            page.element(each.svg());
        }
        report.learning(history.windows());
        report.windows(history.windows());
        page.heading("Command");
        page.command(command);
        page.heading("Configuration");
        page.preformatted(config);
        page.write(file);
    }

    private void chart(String heading, Chart chart) {
        page.heading(heading);
        page.element(chart.svg());
    }

    private static Chart overFrames(String what, ChartSeries... series) {
        return new Chart(what + " over the frames played", FRAMES, List.of(series));
    }

    private void map(String map, List<RaceRow> races) {
        List<RaceRow> finished = races.stream().filter(RaceRow::finished).toList();
        page.heading("Race times on " + map + ", s");
        page.text(finished.size() + " of " + races.size() + " races were finished.");
        double[][] best = Curves.best(frames(finished), finished.stream().mapToDouble(RaceRow::seconds)
                .toArray(), races.get(races.size() - 1).frames());
        page.element(overFrames("Race times",
                dots("d", "exploring", finished.stream().filter(RaceRow::exploring).toList(),
                        RaceRow::seconds),
                dots("a", "evaluation", finished.stream().filter(row -> !row.exploring()).toList(),
                        RaceRow::seconds),
                ChartSeries.line("c", "best", best[0], best[1])).svg());
        double[] zones = races.stream().mapToDouble(RaceRow::zone).toArray();
        chart("Zone reached on " + map, overFrames("Zones reached", dots("d", "race", races, RaceRow::zone),
                ChartSeries.line("b", "median of " + MEDIAN_OF, frames(races),
                        Curves.medians(zones, MEDIAN_OF))));
        List<RaceRow> evaluated = races.stream().filter(row -> !row.exploring()).toList();
        List<RaceRow> shown = evaluated.isEmpty() ? races : evaluated;
        chart("Q values on " + map, overFrames("Q values", line("a", "mean", shown, RaceRow::meanValue),
                line("b", "at the start", shown, RaceRow::startValue)));
    }

    private static double[] frames(List<RaceRow> rows) {
        return rows.stream().mapToDouble(RaceRow::frames).toArray();
    }

    private static ChartSeries dots(String style, String name, List<RaceRow> rows,
            ToDoubleFunction<RaceRow> value) {
        return ChartSeries.dots(style, name, frames(rows), rows.stream().mapToDouble(value).toArray());
    }

    private static ChartSeries line(String style, String name, List<RaceRow> rows,
            ToDoubleFunction<RaceRow> value) {
        return ChartSeries.line(style, name, frames(rows), rows.stream().mapToDouble(value).toArray());
    }

    private void learning(List<TrainSummary> windows) {
        chart("Loss, mean of a transition", overFrames("Losses",
                window("a", "loss", windows, TrainSummary::loss),
                window("b", "test", windows, TrainSummary::lossTest)).mayBeLogarithmic());
        chart("Norm of the gradient, median", overFrames("Norms of gradients",
                window("d", "before clipping", windows, TrainSummary::gradientBefore),
                window("a", "after clipping", windows, TrainSummary::gradientAfter)).mayBeLogarithmic());
        chart("Share of actions that are drawn", overFrames("Epsilon",
                window("a", "epsilon", windows, TrainSummary::epsilon)).mayBeLogarithmic());
        chart("Speed, 1/s", overFrames("Speeds",
                window("a", "frames", windows, TrainSummary::framesPerSecond),
                window("b", "transitions learned", windows, TrainSummary::transitionsPerSecond))
                        .mayBeLogarithmic());
    }

    private static ChartSeries window(String style, String name, List<TrainSummary> rows,
            ToDoubleFunction<TrainSummary> value) {
        return ChartSeries.line(style, name, rows.stream().mapToDouble(TrainSummary::frames).toArray(),
                rows.stream().mapToDouble(value).toArray());
    }

    private void windows(List<TrainSummary> windows) {
        List<List<String>> rows = new ArrayList<>();
        for (TrainSummary row : windows.subList(Math.max(0, windows.size() - MOST_WINDOWS), windows.size())) {
            rows.add(List.of(Long.toString(row.frames()), figure(row.hours()), Integer.toString(row.races()),
                    Integer.toString(row.finished()), figure(row.loss()), figure(row.lossTest()),
                    figure(row.framesPerSecond()), figure(row.transitionsPerSecond()),
                    percent(row.training()), percent(row.waiting()), figure(row.epsilon())));
        }
        page.heading("Latest figures");
        page.table(WINDOW_NAMES, rows, -1, 0);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
