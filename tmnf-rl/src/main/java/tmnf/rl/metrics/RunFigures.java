package tmnf.rl.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Figures of a run on a map, until some moment. */
final class RunFigures {

    /** Greedy races that the latest figures are of. */
    static final int LAST = 10;

    private static final double MINUTES = 60;
    private static final double PERCENT = 100;

    private RunFigures() {
    }

    /**
     * All figures; those that are not there yet are NaN.
     *
     * @param until on the axis, itself included
     */
    static Map<RunFigure, Double> of(TrainHistory history, String map, RunAxis axis, double until) {
        List<RaceRow> races = history.races().stream()
                .filter(row -> row.map().equals(map) && axis.of(row) <= until).toList();
        List<RaceRow> greedy = races.stream().filter(row -> !row.exploring()).toList();
        List<RaceRow> last = greedy.subList(Math.max(0, greedy.size() - LAST), greedy.size());
        Map<RunFigure, Double> figures = new EnumMap<>(RunFigure.class);
        Predicate<RaceRow> finished = RaceRow::finished;
        Predicate<RaceRow> greedily = row -> row.finished() && !row.exploring();
        figures.put(RunFigure.FIRST_FINISH_FRAMES, first(races, finished, RaceRow::frames));
        figures.put(RunFigure.FIRST_FINISH_MINUTES, first(races, finished, row -> MINUTES * row.hours()));
        figures.put(RunFigure.GREEDY_FINISH_FRAMES, first(races, greedily, RaceRow::frames));
        figures.put(RunFigure.GREEDY_FINISH_MINUTES, first(races, greedily, row -> MINUTES * row.hours()));
        figures.put(RunFigure.BEST, races.stream().filter(finished).mapToDouble(RaceRow::seconds).min()
                .orElse(Double.NaN));
        figures.put(RunFigure.GREEDY_FINISHED, last.isEmpty() ? Double.NaN
                : PERCENT * last.stream().filter(finished).count() / last.size());
        figures.put(RunFigure.GREEDY_MEDIAN, median(last, row -> row.finished() ? row.seconds()
                : Double.POSITIVE_INFINITY));
        figures.put(RunFigure.GREEDY_ZONE, median(last, RaceRow::zone));
        figures.put(RunFigure.FURTHEST_ZONE, races.stream().mapToDouble(RaceRow::zone).max()
                .orElse(Double.NaN));
        List<TrainSummary> windows = history.windows().stream().filter(row -> axis.of(row) <= until).toList();
        figures.put(RunFigure.LOSS, latest(windows, TrainSummary::loss));
        figures.put(RunFigure.LOSS_TEST, latest(windows, TrainSummary::lossTest));
        return figures;
    }

    private static double first(List<RaceRow> races, Predicate<RaceRow> which,
            ToDoubleFunction<RaceRow> value) {
        return races.stream().filter(which).mapToDouble(value).findFirst().orElse(Double.NaN);
    }

    /** NaN where it is no number. */
    private static double median(List<RaceRow> races, ToDoubleFunction<RaceRow> value) {
        double median = new Quantiles(races.stream().mapToDouble(value).toArray()).at(0.5);
        return Double.isFinite(median) ? median : Double.NaN;
    }

    private static double latest(List<TrainSummary> windows, ToDoubleFunction<TrainSummary> value) {
        double latest = Double.NaN;
        for (TrainSummary row : windows) {
            double each = value.applyAsDouble(row);
            latest = Double.isNaN(each) ? latest : each;
        }
        return latest;
    }
}
