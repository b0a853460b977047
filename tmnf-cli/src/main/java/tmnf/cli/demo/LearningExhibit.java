package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import tmnf.pretrain.run.Chart;
import tmnf.pretrain.run.ChartSeries;
import tmnf.pretrain.run.ReportPage;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.metrics.TrainHistory;

/** A run of training as a learning curve: how far each race got. */
final class LearningExhibit implements Exhibit {

    private final Path run;

    LearningExhibit(Path run) {
        this.run = run;
    }

    private List<RaceRow> races() throws IOException {
        Path file = run.resolve(TrainHistory.RACES);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        List<RaceRow> races = TrainHistory.read(run).races();
        if (races.isEmpty()) {
            throw new IOException(file + " has no race");
        }
        return races;
    }

    @Override
    public String result() throws IOException {
        List<RaceRow> races = races();
        List<RaceRow> finished = races.stream().filter(RaceRow::finished).toList();
        OptionalDouble best = finished.stream().mapToDouble(RaceRow::seconds).min();
        String how = best.isPresent()
                ? String.format(Locale.ROOT, ", %,d finished, best %.2f s", finished.size(),
                        best.getAsDouble())
                : ", none finished, furthest zone " + races.stream().mapToInt(RaceRow::zone).max()
                        .orElseThrow();
        return FileExhibits.count(races.get(races.size() - 1).frames(), "frame") + " in "
                + FileExhibits.count(races.size(), "race") + how;
    }

    @Override
    public void show(ReportPage page) throws IOException {
        List<RaceRow> races = races();
        List<RaceRow> exploring = races.stream().filter(RaceRow::exploring).toList();
        List<RaceRow> greedy = races.stream().filter(row -> !row.exploring()).toList();
        Chart chart = new Chart("Zone that each race reached over the frames played", "frames played",
                List.of(ChartSeries.dots("d", "exploring", frames(exploring), zones(exploring)),
                        ChartSeries.line("a", "greedy race", frames(greedy), zones(greedy))));
        page.element("<div class=\"scroll\">" + chart.svg() + "</div>\n");
        page.text("The learning curve: upwards is further along the track, to the right is later. While it "
                + "explores, the driver draws some of its actions; in a greedy race it takes the best it "
                + "knows.");
    }

    private static double[] frames(List<RaceRow> rows) {
        return rows.stream().mapToDouble(RaceRow::frames).toArray();
    }

    private static double[] zones(List<RaceRow> rows) {
        return rows.stream().mapToDouble(RaceRow::zone).toArray();
    }
}
