package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import tmnf.pretrain.run.ReportPage;
import tmnf.rl.metrics.Chart;
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
        page.element("<div class=\"scroll\">" + Chart.of("Zone that each race reached over the frames played",
                "frames played", false, List.of(
                        zones("d", "exploring", races.stream().filter(RaceRow::exploring).toList(), false),
                        zones("a", "greedy race", races.stream().filter(row -> !row.exploring()).toList(),
                                true))) + "</div>\n");
        page.text("The learning curve: upwards is further along the track, to the right is later. While it "
                + "explores, the driver draws some of its actions; in a greedy race it takes the best it "
                + "knows.");
    }

    private static Chart.Series zones(String style, String name, List<RaceRow> rows, boolean line) {
        return new Chart.Series(style, name, line, rows.stream().mapToDouble(RaceRow::frames).toArray(),
                rows.stream().mapToDouble(RaceRow::zone).toArray());
    }
}
