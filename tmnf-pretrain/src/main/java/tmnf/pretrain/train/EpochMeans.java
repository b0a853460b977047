package tmnf.pretrain.train;

import java.util.LinkedHashMap;
import java.util.Map;

import tmnf.pretrain.objective.Objective;

/** Means of an epoch's figures, each batch counted by its samples. */
final class EpochMeans {

    private final String prefix;
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private double[] tally = new double[0];
    private long samples;

    /** Names get a prefix such as {@code train_}. */
    EpochMeans(String prefix) {
        this.prefix = prefix;
    }

    void add(Map<String, Double> figures, int count) {
        figures.forEach((name, value) -> sums.merge(prefix + name, value * count, Double::sum));
        samples += count;
    }

    void add(BatchFigures figures, int count) {
        add(figures.means(), count);
        tally = tally.length == 0 ? new double[figures.tally().length] : tally;
        for (int i = 0; i < tally.length; i++) {
            tally[i] += figures.tally()[i];
        }
    }

    /** Empty if nothing was added. */
    Map<String, Double> values() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / samples));
        return means;
    }

    /** What was counted; empty if nothing was. */
    double[] tally() {
        return tally.clone();
    }

    /** The means, and what the objective makes of what was counted. */
    Map<String, Double> values(Objective objective) {
        Map<String, Double> all = values();
        if (tally.length > 0) {
            objective.figures(tally).forEach((name, value) -> all.put(prefix + name, value));
        }
        return all;
    }
}
