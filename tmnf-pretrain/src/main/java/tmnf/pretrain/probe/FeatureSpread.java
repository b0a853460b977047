package tmnf.pretrain.probe;

import java.util.Optional;

import tmnf.pretrain.objective.LatentTerms;

/**
 * How much an encoder's features vary over the samples that probes are judged on. Features that are all the
 * same are those of an encoder that collapsed, whatever objective it was trained by.
 *
 * @param least variance of a feature
 * @param mean variance of a feature
 * @param still share of the features whose variance is below {@link LatentTerms#LEAST_VARIANCE}
 */
public record FeatureSpread(double least, double mean, double still) {

    /** Adds up samples, one after the other. Confined to one thread. */
    static final class Tally {

        private final double[] means;
        private final double[] squares;
        private int count;

        /** Of so many features. */
        Tally(int features) {
            means = new double[features];
            squares = new double[features];
        }

        /** Adds a sample, whose features begin there. Source: Welford 1962; nothing cancels out. */
        void add(float[] features, int at) {
            count++;
            for (int i = 0; i < means.length; i++) {
                double away = features[at + i] - means[i];
                means[i] += away / count;
                squares[i] += away * (features[at + i] - means[i]);
            }
        }

        /** Empty of fewer than two samples. */
        Optional<FeatureSpread> spread() {
            if (count < 2) {
                return Optional.empty();
            }
            double least = Double.POSITIVE_INFINITY;
            double sum = 0;
            int still = 0;
            for (double square : squares) {
                double variance = square / (count - 1);
                least = Math.min(least, variance);
                sum += variance;
                still += variance < LatentTerms.LEAST_VARIANCE ? 1 : 0;
            }
            return Optional.of(new FeatureSpread(least, sum / squares.length,
                    (double) still / squares.length));
        }
    }
}
