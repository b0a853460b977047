package tmnf.rl.metrics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What curves show of values one behind the other. */
final class Curves {

    private Curves() {
    }

    /**
     * The least until each place: a staircase.
     *
     * @param x places, ascending
     * @param end where the last step ends
     * @return places and values of its corners
     */
    static double[][] best(double[] x, double[] values, double end) {
        DoubleStream.Builder places = DoubleStream.builder();
        DoubleStream.Builder steps = DoubleStream.builder();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            if (values[i] < best) {
                if (Double.isFinite(best)) {
                    places.add(x[i]);
                    steps.add(best);
                }
                best = values[i];
                places.add(x[i]);
                steps.add(best);
            }
        }
        if (Double.isFinite(best)) {
            places.add(end);
            steps.add(best);
        }
        return new double[][] {places.build().toArray(), steps.build().toArray()};
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
