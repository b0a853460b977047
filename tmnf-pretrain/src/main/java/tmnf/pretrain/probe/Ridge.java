package tmnf.pretrain.probe;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Linear regression with a penalty on the squares of the weights, {@code lambda} times the number of samples,
 * for features that are brought to mean 0 and, by one factor for all, to a mean variance of 1: a feature that
 * hardly varied where the probe learned does not become a large one where it is judged. Solved exactly by the
 * {@link NormalEquations} in double precision, which threads share without a difference to the figures.
 * Lambda is the one of {@link #LAMBDAS} with the least squared error over folds that are left out one by
 * one; a single fold is cut into blocks of samples that follow each other. Source: Hoerl and Kennard 1970.
 */
final class Ridge {

    /** Penalties that are tried. */
    static final double[] LAMBDAS = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10};

    private static final int MOST_MATRICES = 1_024;
    private static final int BLOCKS = 5;

    private final EncoderProbe.Work work;
    private final int features;
    private final double[] mean;
    private final double scale;
    private final Moments[] folds;
    private final List<double[][]> targets;

    /**
     * What a target's weights are.
     *
     * @param lambda that was taken
     */
    record Fit(double lambda, double[] mean, double scale, double[][] weights, double[] offsets) {

        /** Values of all outputs for a sample's features. */
        double[] predict(float[] features) {
            double[] values = offsets.clone();
            for (int i = 0; i < features.length; i++) {
                double x = (features[i] - mean[i]) * scale;
                for (int output = 0; output < values.length; output++) {
                    values[output] += weights[output][i] * x;
                }
            }
            return values;
        }
    }

    /**
     * Adds up samples.
     *
     * @param samples features of each, at least one
     * @param groups fold of each sample, from 0 on
     * @param groupCount number of folds, each with a sample
     * @param targets several, each as outputs of each sample
     * @throws ProbeException if it was stopped
     */
    Ridge(float[][] samples, int[] groups, int groupCount, List<double[][]> targets, EncoderProbe.Work work)
            throws ProbeException {
        int count = groupCount > 1 ? groupCount : Math.min(BLOCKS, samples.length);
        int[] fold = groupCount > 1 ? groups : blocks(samples.length, count);
        features = samples[0].length;
        this.targets = targets;
        this.work = work;
        mean = new double[features];
        scale = standardise(samples);
        folds = new Moments[count];
        work.each(count, number -> folds[number] = moments(samples, fold, number));
    }

    private Moments moments(float[][] samples, int[] fold, int number) {
        Moments sums = new Moments(features, targets);
        double[][] block = new double[Moments.ROWS][features];
        int filled = 0;
        for (int sample = 0; sample < samples.length; sample++) {
            if (fold[sample] == number) {
                toScale(samples[sample], block[filled]);
                sums.add(block[filled], targets, sample);
                if (++filled == Moments.ROWS) {
                    sums.addProducts(block);
                    filled = 0;
                }
            }
        }
        for (int i = filled; i < Moments.ROWS; i++) {
            Arrays.fill(block[i], 0);
        }
        sums.addProducts(block);
        return sums;
    }

    private static int[] blocks(int samples, int count) {
        int[] blocks = new int[samples];
        Arrays.setAll(blocks, sample -> (int) ((long) sample * count / samples));
        return blocks;
    }

    private double standardise(float[][] samples) {
        for (float[] sample : samples) {
            for (int i = 0; i < features; i++) {
                mean[i] += (double) sample[i] / samples.length;
            }
        }
        double variance = 0;
        for (float[] sample : samples) {
            for (int i = 0; i < features; i++) {
                variance += (sample[i] - mean[i]) * (sample[i] - mean[i]) / samples.length / features;
            }
        }
        return variance > 0 ? 1 / Math.sqrt(variance) : 0;
    }

    private void toScale(float[] sample, double[] to) {
        for (int i = 0; i < features; i++) {
            to[i] = (sample[i] - mean[i]) * scale;
        }
    }

    /**
     * The best fit of each target.
     *
     * @throws ProbeException if it was stopped
     */
    Fit[] fit() throws ProbeException {
        int[] best = best();
        int[] different = IntStream.of(best).distinct().toArray(); // most targets have the same penalty
        Fit[] fits = new Fit[targets.size()];
        Semaphore room = room();
        work.each(different.length, piece -> {
            room.acquireUninterruptibly();
            try {
                NormalEquations all = new NormalEquations(folds, NormalEquations.NONE,
                        LAMBDAS[different[piece]]);
                for (int t = 0; t < fits.length; t++) {
                    if (best[t] == different[piece]) { // the others belong to other threads
                        fits[t] = fit(all, t);
                    }
                }
            } finally {
                room.release();
            }
        });
        return fits;
    }

    /** One permit for each matrix of equations that fits into a third of the memory; others wait. */
    private Semaphore room() {
        long bytes = Math.max(1, 8L * features * features);
        return new Semaphore((int) Math.max(1, Math.min(MOST_MATRICES, Runtime.getRuntime().maxMemory() / 3
                / bytes)));
    }

    /** Which penalty each target gets. */
    private int[] best() throws ProbeException {
        double[][][] errors = new double[LAMBDAS.length][folds.length][targets.size()];
        Semaphore room = room();
        if (folds.length > 1) {
            work.each(LAMBDAS.length * folds.length, piece -> {
                int l = piece / folds.length;
                int left = piece % folds.length;
                room.acquireUninterruptibly();
                try {
                    NormalEquations others = new NormalEquations(folds, left, LAMBDAS[l]);
                    for (int t = 0; t < targets.size(); t++) {
                        errors[l][left][t] = others.errorOf(t);
                    }
                } finally {
                    room.release();
                }
            });
        }
        int[] best = new int[targets.size()];
        for (int t = 0; t < best.length; t++) {
            int target = t;
            double[] sums = Stream.of(errors).mapToDouble(each -> Stream.of(each)
                    .mapToDouble(fold -> fold[target]).sum()).toArray();
            for (int l = 1; l < sums.length; l++) {
                best[t] = sums[l] < sums[best[t]] ? l : best[t];
            }
        }
        return best;
    }

    /** Squared errors of a target over folds that are left out, by penalty. */
    double[] errors(int target) {
        double[] errors = new double[LAMBDAS.length];
        for (int l = 0; l < errors.length; l++) {
            for (int left = 0; left < folds.length; left++) {
                errors[l] += new NormalEquations(folds, left, LAMBDAS[l]).errorOf(target);
            }
        }
        return errors;
    }

    /** The fit of a target to all folds but one. */
    Fit without(int left, double lambda, int target) {
        return fit(new NormalEquations(folds, left, lambda), target);
    }

    private Fit fit(NormalEquations equations, int target) {
        double[][] weights = equations.weights(target);
        return new Fit(equations.lambda(), mean, scale, weights, equations.offsets(target, weights));
    }
}
