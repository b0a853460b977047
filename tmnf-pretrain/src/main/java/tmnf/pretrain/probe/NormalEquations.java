package tmnf.pretrain.probe;

/**
 * The normal equations of {@link Ridge} for one penalty and all folds but one: factored once, and solved for
 * each output of each target. Does not change once it is made; as large as the products of a fold.
 */
final class NormalEquations {

    /** Instead of a fold's number: none is left out. */
    static final int NONE = -1;

    private final Moments[] folds;
    private final int left;
    private final double lambda;
    private final double count;
    private final double[] center;
    private final double[][] factor;

    /**
     * Adds up folds.
     *
     * @param left number of the fold that is left out, or {@link #NONE}
     * @param lambda penalty
     */
    NormalEquations(Moments[] folds, int left, double lambda) {
        this.folds = folds;
        this.left = left;
        this.lambda = lambda;
        int features = folds[0].sums().length;
        double n = 0;
        center = new double[features];
        for (int f = 0; f < folds.length; f++) {
            if (f != left) {
                n += folds[f].count();
                for (int i = 0; i < features; i++) {
                    center[i] += folds[f].sums()[i];
                }
            }
        }
        count = n;
        for (int i = 0; i < features; i++) {
            center[i] /= count;
        }
        factor = new double[features][];
        for (int i = 0; i < features; i++) {
            factor[i] = row(i);
        }
        Cholesky.factor(factor);
    }

    /** Of the matrix, from the diagonal on. */
    private double[] row(int i) {
        double[] row = new double[center.length];
        for (int f = 0; f < folds.length; f++) {
            double[] products = folds[f].products()[i];
            for (int j = i; f != left && j < row.length; j++) {
                row[j] += products[j];
            }
        }
        for (int j = i; j < row.length; j++) {
            row[j] = row[j] / count - center[i] * center[j];
        }
        row[i] += lambda;
        return row;
    }

    /** The penalty. */
    double lambda() {
        return lambda;
    }

    private double mean(int target, int output) {
        double sum = 0;
        for (int f = 0; f < folds.length; f++) {
            sum += f == left ? 0 : folds[f].targetSums()[target][output];
        }
        return sum / count;
    }

    /** Of each output of a target. */
    double[][] weights(int target) {
        double[][] weights = new double[outputs(target)][];
        for (int output = 0; output < weights.length; output++) {
            weights[output] = weights(target, output);
        }
        return weights;
    }

    private int outputs(int target) {
        return folds[0].targetSums()[target].length;
    }

    private double[] weights(int target, int output) {
        double mean = mean(target, output);
        double[] right = new double[center.length];
        for (int f = 0; f < folds.length; f++) {
            for (int i = 0; f != left && i < right.length; i++) {
                right[i] += folds[f].withTargets()[target][output][i];
            }
        }
        for (int i = 0; i < right.length; i++) {
            right[i] = right[i] / count - center[i] * mean;
        }
        return Cholesky.solve(factor, right);
    }

    /** What goes with the weights of each output, so that the mean is met. */
    double[] offsets(int target, double[][] weights) {
        double[] offsets = new double[weights.length];
        for (int output = 0; output < offsets.length; output++) {
            offsets[output] = offset(target, output, weights[output]);
        }
        return offsets;
    }

    private double offset(int target, int output, double[] weights) {
        return mean(target, output) - dot(weights, center);
    }

    /** Squared error over the fold that is left out. */
    double errorOf(int target) {
        Moments out = folds[left];
        double error = 0;
        for (int output = 0; output < outputs(target); output++) {
            double[] w = weights(target, output);
            double offset = offset(target, output, w);
            double squares = 0;
            for (int i = 0; i < w.length; i++) {
                double[] row = out.products()[i];
                double sum = row[i] * w[i] / 2;
                for (int j = i + 1; j < w.length; j++) {
                    sum += row[j] * w[j];
                }
                squares += 2 * w[i] * sum;
            }
            // sum of (y - offset - w x)^2, multiplied out
            error += out.targetSquares()[target][output] + out.count() * offset * offset + squares
                    - 2 * offset * out.targetSums()[target][output]
                    - 2 * dot(w, out.withTargets()[target][output]) + 2 * offset * dot(w, out.sums());
        }
        return error;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
