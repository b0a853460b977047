package tmnf.pretrain.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means of an epoch's figures, each batch counted by its samples. */
final class EpochMeans {

    private final String prefix;
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private long samples;

    /** Names get a prefix such as {@code train_}. */
    EpochMeans(String prefix) {
        this.prefix = prefix;
    }

    void add(Map<String, Double> figures, int count) {
        figures.forEach((name, value) -> sums.merge(prefix + name, value * count, Double::sum));
        samples += count;
    }

    /** Empty if nothing was added. */
    Map<String, Double> values() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / samples));
        return means;
    }
}
