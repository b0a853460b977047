package tmnf.pretrain.probe;

import java.util.List;

/** Sums over the samples of a fold, from which normal equations are made; in double precision. */
final class Moments {

    /** Samples whose products are added together, so that the sums are not read for each; a multiple of 4. */
    static final int ROWS = 64;

    private final double[][] products;
    private final double[] sums;
    private final double[][][] withTargets;
    private final double[][] targetSums;
    private final double[][] targetSquares;
    private double count;

    /** Of no sample yet; targets as outputs of each sample. */
    Moments(int features, List<double[][]> targets) {
        products = new double[features][features];
        sums = new double[features];
        withTargets = new double[targets.size()][][];
        targetSums = new double[targets.size()][];
        targetSquares = new double[targets.size()][];
        for (int t = 0; t < targets.size(); t++) {
            int outputs = targets.get(t)[0].length;
            withTargets[t] = new double[outputs][features];
            targetSums[t] = new double[outputs];
            targetSquares[t] = new double[outputs];
        }
    }

    /** Adds all of a sample but its products. */
    void add(double[] x, List<double[][]> targets, int sample) {
        count++;
        for (int i = 0; i < x.length; i++) {
            sums[i] += x[i];
        }
        for (int t = 0; t < withTargets.length; t++) {
            double[] y = targets.get(t)[sample];
            for (int output = 0; output < y.length; output++) {
                targetSums[t][output] += y[output];
                targetSquares[t][output] += y[output] * y[output];
                if (y[output] != 0) {
                    double[] to = withTargets[t][output];
                    for (int i = 0; i < x.length; i++) {
                        to[i] += y[output] * x[i];
                    }
                }
            }
        }
    }

    /** Adds the products of {@value #ROWS} samples; those that are missing are 0. */
    void addProducts(double[][] x) {
        for (int i = 0; i < products.length; i++) {
            double[] row = products[i];
            for (int at = 0; at < ROWS; at += 4) {
                double[] p = x[at];
                double[] q = x[at + 1];
                double[] r = x[at + 2];
                double[] s = x[at + 3];
                double a = p[i];
                double b = q[i];
                double c = r[i];
                double d = s[i];
                for (int j = i; j < row.length; j++) {
                    row[j] += a * p[j] + b * q[j] + c * r[j] + d * s[j];
                }
            }
        }
    }

    /** Number of samples. */
    double count() {
        return count;
    }

    /** Of features. */
    double[] sums() {
        return sums;
    }

    /** Of products of features: row i has those with features from i on, at their places. */
    double[][] products() {
        return products;
    }

    /** By target and output: of products with each feature. */
    double[][][] withTargets() {
        return withTargets;
    }

    /** By target and output. */
    double[][] targetSums() {
        return targetSums;
    }

    /** Of squares, by target and output. */
    double[][] targetSquares() {
        return targetSquares;
    }
}
