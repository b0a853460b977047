package tmnf.rl.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import tmnf.gbx.file.AtomicFile;
import tmnf.pretrain.run.PretrainReport;

/**
 * {@code report.html} of a training run, written anew from time to time: one page that needs no other file,
 * no network and no script, in light and dark. It is also well-formed XML.
 */
public final class TrainReport {

    private static final int MOST_WINDOWS = 24;
    private static final int MEDIAN_OF = 20;
    private static final int MOST_MAPS = 8;
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1e2430; --faint: #6b7482; --paper: #ffffff;
              --ground: #f3f5f8; --line: #d5dae2; --a: #1f77b4; --b: #d95f02; --c: #2a9d4a; --d: #9aa3b2; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --faint: #9aa3b2;
              --paper: #14171c; --ground: #1e232b; --line: #38404c; --a: #62b0ec; --b: #ff9d4d;
              --c: #5fd081; --d: #6b7482; } }
            body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; color: var(--ink);
              background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: 0.15rem 0.9rem 0.15rem 0; text-align: left; vertical-align: top;
              border-bottom: 1px solid var(--line); }
            th { color: var(--faint); font-weight: 500; }
            .figures td, .figures th { text-align: right; white-space: nowrap; }
            pre { background: var(--ground); padding: 0.8rem; overflow-x: auto; font-size: 0.85rem; }
            svg { max-width: 100%; height: auto; }
            svg text { fill: var(--ink); font-size: 12px; }
            svg .number { text-anchor: end; } svg .middle { text-anchor: middle; }
            svg polyline, svg line { fill: none; stroke-width: 1.6; }
            svg .grid { stroke: var(--line); stroke-width: 1; } svg .axis { stroke: var(--faint); }
            svg .line { stroke: var(--d); stroke-width: 5; stroke-opacity: 0.5; }
            svg .a { stroke: var(--a); } svg .b { stroke: var(--b); } svg .c { stroke: var(--c); }
            svg .d { stroke: var(--d); }
            svg circle { stroke: none; } svg circle.a { fill: var(--a); } svg circle.b { fill: var(--b); }
            svg circle.c { fill: var(--c); } svg circle.d { fill: var(--d); }
            """;

    private final StringBuilder page = new StringBuilder();

    private TrainReport() {
    }

    /**
     * Writes or replaces the page.
     *
     * @param title name of the run
     * @param facts shown above, in order
     * @param best the best race; empty if none was finished
     * @param command what repeats the run, as one types it
     * @param config text of the configuration
     */
    public static void write(Path file, String title, Map<String, String> facts, TrainHistory history,
            Optional<Trajectory> best, String command, String config) throws IOException {
        TrainReport report = new TrainReport();
        report.head("Training " + title);
        report.facts(facts);
        List<String> maps = history.races().stream().map(RaceRow::map).distinct().toList();
        for (String map : maps.subList(0, Math.min(MOST_MAPS, maps.size()))) {
            report.map(map, history.races().stream().filter(row -> row.map().equals(map)).toList());
        }
        if (maps.size() > MOST_MAPS) {
            report.page.append("<p>").append(maps.size() - MOST_MAPS)
                    .append(" more maps are in races.csv.</p>\n");
        }
        best.ifPresent(report::trajectory);
        report.losses(history.windows());
        report.windows(history.windows());
        report.heading("Command");
        report.preformatted(command);
        report.heading("Configuration");
        report.preformatted(config);
        report.page.append("</body>\n</html>\n");
        AtomicFile.write(file, report.page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void head(String title) {
        String shown = PretrainReport.escaped(title);
        page.append("""
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
                style-src 'unsafe-inline'"/>
                """);
        page.append("<title>").append(shown).append("</title>\n<style>\n").append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>").append(shown).append("</h1>\n");
    }

    private void heading(String text) {
        page.append("<h2>").append(PretrainReport.escaped(text)).append("</h2>\n");
    }

    private void preformatted(String text) {
        page.append("<pre>").append(PretrainReport.escaped(text)).append("</pre>\n");
    }

    private void facts(Map<String, String> facts) {
        page.append("<table>\n");
        facts.forEach((name, value) -> page.append("<tr><th>").append(PretrainReport.escaped(name))
                .append("</th><td>").append(PretrainReport.escaped(value)).append("</td></tr>\n"));
        page.append("</table>\n");
    }

    private void map(String map, List<RaceRow> races) {
        List<RaceRow> finished = races.stream().filter(RaceRow::finished).toList();
        heading("Race times on " + map + ", s");
        page.append("<p>").append(finished.size()).append(" of ").append(races.size())
                .append(" races were finished.</p>\n");
        double[] best = new double[finished.size()];
        for (int i = 0; i < best.length; i++) {
            best[i] = i == 0 ? finished.get(i).seconds() : Math.min(best[i - 1], finished.get(i).seconds());
        }
        page.append(Chart.of("Race times over the frames played", "frames", false, List.of(
                series("d", "exploring", finished.stream().filter(RaceRow::exploring).toList(),
                        RaceRow::seconds),
                series("a", "evaluation", finished.stream().filter(row -> !row.exploring()).toList(),
                        RaceRow::seconds),
                new Chart.Series("c", "best", true, frames(finished), best))));
        heading("Zone reached on " + map);
        page.append(Chart.of("Zones reached over the frames played", "frames", false, List.of(
                series("d", "race", races, RaceRow::zone),
                new Chart.Series("b", "median of " + MEDIAN_OF, true, frames(races), medians(races)))));
        heading("Q values on " + map);
        List<RaceRow> evaluated = races.stream().filter(row -> !row.exploring()).toList();
        List<RaceRow> shown = evaluated.isEmpty() ? races : evaluated;
        page.append(Chart.of("Q values over the frames played", "frames", false, List.of(
                line("a", "mean", shown, RaceRow::meanValue),
                line("b", "at the start", shown, RaceRow::startValue))));
    }

    private static double[] frames(List<RaceRow> rows) {
        return rows.stream().mapToDouble(RaceRow::frames).toArray();
    }

    private static Chart.Series series(String style, String name, List<RaceRow> rows,
            ToDoubleFunction<RaceRow> value) {
        return new Chart.Series(style, name, false, frames(rows), rows.stream().mapToDouble(value).toArray());
    }

    private static Chart.Series line(String style, String name, List<RaceRow> rows,
            ToDoubleFunction<RaceRow> value) {
        return new Chart.Series(style, name, true, frames(rows), rows.stream().mapToDouble(value).toArray());
    }

    private static double[] medians(List<RaceRow> races) {
        double[] zones = races.stream().mapToDouble(RaceRow::zone).toArray();
        double[] medians = new double[zones.length];
        for (int i = 0; i < zones.length; i++) {
            medians[i] = new Quantiles(Arrays.copyOfRange(zones, Math.max(0, i + 1 - MEDIAN_OF), i
                    + 1)).at(0.5);
        }
        return medians;
    }

    private void trajectory(Trajectory best) {
        heading("Best race: " + best.name());
        page.append("<p>The car, from its start at the dot, over the broad reference line, seen from"
                + " above.</p>\n").append(best.svg());
    }

    private void losses(List<TrainSummary> windows) {
        heading("Loss, mean of a transition");
        page.append(Chart.of("Losses over the frames played", "frames", true, List.of(
                window("a", "loss", windows, TrainSummary::loss),
                window("b", "test", windows, TrainSummary::lossTest))));
        heading("Norm of the gradient, median");
        page.append(Chart.of("Norms of gradients over the frames played", "frames", true, List.of(
                window("d", "before clipping", windows, TrainSummary::gradientBefore),
                window("a", "after clipping", windows, TrainSummary::gradientAfter))));
    }

    private static Chart.Series window(String style, String name, List<TrainSummary> rows,
            ToDoubleFunction<TrainSummary> value) {
        return new Chart.Series(style, name, true, rows.stream().mapToDouble(TrainSummary::frames).toArray(),
                rows.stream().mapToDouble(value).toArray());
    }

    private void windows(List<TrainSummary> windows) {
        heading("Latest figures");
        page.append("<div class=\"scroll\"><table class=\"figures\">\n<tr><th>frames</th><th>hours</th>"
                + "<th>races</th><th>finished</th><th>loss</th><th>loss, test</th><th>frames/s</th>"
                + "<th>transitions/s</th><th>training</th><th>waiting</th><th>epsilon</th></tr>\n");
        for (TrainSummary row : windows.subList(Math.max(0, windows.size() - MOST_WINDOWS), windows.size())) {
            page.append("<tr>");
            for (String cell : List.of(Long.toString(row.frames()), figure(row.hours()),
                    Integer.toString(row.races()), Integer.toString(row.finished()), figure(row.loss()),
                    figure(row.lossTest()), figure(row.framesPerSecond()),
                    figure(row.transitionsPerSecond()), percent(row.training()), percent(row.waiting()),
                    figure(row.epsilon()))) {
                page.append("<td>").append(cell).append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
