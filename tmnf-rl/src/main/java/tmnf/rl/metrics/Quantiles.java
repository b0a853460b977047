package tmnf.rl.metrics;

import java.util.Arrays;

/** Sorted numbers. */
final class Quantiles {

    private final double[] sorted;

    Quantiles(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** Between the two nearest, as NumPy's {@code quantile}; NaN of nothing. */
    double at(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int low = (int) place;
        int high = Math.min(low + 1, sorted.length - 1);
        // Infinite ones have no difference.
        return place == low || sorted[low] == sorted[high] ? sorted[low] : sorted[low]
                + (place - low) * (sorted[high] - sorted[low]);
    }

    double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }
}
