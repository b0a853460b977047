package tmnf.rl.metrics;

import java.util.Arrays;

/** What curves show of values one behind the other. */
final class Curves {

    private Curves() {
    }

    /** The least until each. */
    static double[] best(double[] values) {
        double[] best = values.clone();
        for (int i = 1; i < best.length; i++) {
            best[i] = Math.min(best[i], best[i - 1]);
        }
        return best;
    }

    /** The median of each and those before it, of {@code count} at most. */
    static double[] medians(double[] values, int count) {
        double[] medians = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            medians[i] = new Quantiles(Arrays.copyOfRange(values, Math.max(0, i + 1 - count), i + 1)).at(0.5);
        }
        return medians;
    }
}
