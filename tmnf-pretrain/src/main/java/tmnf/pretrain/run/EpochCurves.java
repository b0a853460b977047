package tmnf.pretrain.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of training and validation as charts over the epochs; lines break where an epoch has no figure. */
final class EpochCurves {

    private EpochCurves() {
    }

    /**
     * The losses.
     *
     * @param best number of the epoch that is marked, 0 for none
     */
    static String ofLosses(List<EpochRow> rows, int best) {
        return chart("Losses", rows, List.of("train_loss", "val_loss"), best).mayBeLogarithmic()
                .otherwise("No epoch with a loss was finished.").svg();
    }

    /** Shares of samples that are right, by the names of the figures. */
    static String ofAccuracies(List<EpochRow> rows, List<String> names, int best) {
        return chart("Accuracy", rows, names, best).otherwise("No epoch with such a figure was finished.")
                .svg();
    }

    private static Chart chart(String what, List<EpochRow> rows, List<String> names, int best) {
        double[] epochs = IntStream.rangeClosed(1, rows.size()).asDoubleStream().toArray();
        List<ChartSeries> series = new ArrayList<>();
        for (String name : names) {
            series.add(ChartSeries.brokenLine(ReportPage.colour(series.size()), name, epochs, rows.stream()
                    .mapToDouble(row -> row.values().getOrDefault(name, Double.NaN)).toArray()));
        }
        Chart chart = new Chart(what + " of training and validation over the epochs", "epoch", series)
                .counted();
        return best > 0 ? chart.marked(best, "best epoch, " + best) : chart;
    }
}
