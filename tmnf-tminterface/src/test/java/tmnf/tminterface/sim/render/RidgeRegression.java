package tmnf.tminterface.sim.render;

/**
 * Linear regression with a penalty on the weights. Weights and mean come from the training samples alone.
 */
final class RidgeRegression {

    private final double[] mean;
    private final double[] weights;
    private final double targetMean;

    private RidgeRegression(double[] mean, double[] weights, double targetMean) {
        this.mean = mean;
        this.weights = weights;
        this.targetMean = targetMean;
    }

    /** The penalty is relative to the mean square of a sample. */
    static RidgeRegression[] fit(double[][] samples, double[][] targets, double penalty) {
        int n = samples.length;
        int pixels = samples[0].length;
        double[] mean = new double[pixels];
        for (double[] sample : samples) {
            for (int i = 0; i < pixels; i++) {
                mean[i] += sample[i] / n;
            }
        }
        // A row for each pixel, so that their products are sums along rows.
        double[][] centred = new double[pixels][n];
        for (int s = 0; s < n; s++) {
            for (int i = 0; i < pixels; i++) {
                centred[i][s] = samples[s][i] - mean[i];
            }
        }
        double[][] factor = cholesky(products(centred, penalty));
        RidgeRegression[] fits = new RidgeRegression[targets.length];
        for (int t = 0; t < targets.length; t++) {
            double targetMean = 0;
            for (double value : targets[t]) {
                targetMean += value / n;
            }
            double[] weights = new double[pixels];
            for (int i = 0; i < pixels; i++) {
                weights[i] = dot(centred[i], targets[t], n);
            }
            solve(factor, weights);
            fits[t] = new RidgeRegression(mean, weights, targetMean);
        }
        return fits;
    }

    private static double[][] products(double[][] rows, double penalty) {
        double[][] products = new double[rows.length][rows.length];
        double trace = 0;
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b <= a; b++) {
                products[a][b] = dot(rows[a], rows[b], rows[a].length);
            }
            trace += products[a][a];
        }
        for (int a = 0; a < rows.length; a++) {
            products[a][a] += penalty * trace / rows[a].length;
        }
        return products;
    }

    /** Four sums side by side: the order of additions would hold the processor up. */
    private static double dot(double[] a, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < count; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    private static double[][] cholesky(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int k = 0; k <= i; k++) {
                double sum = matrix[i][k] - dot(matrix[i], matrix[k], k);
                matrix[i][k] = i == k ? Math.sqrt(sum) : sum / matrix[k][k];
            }
        }
        return matrix;
    }

    private static void solve(double[][] factor, double[] b) {
        for (int i = 0; i < b.length; i++) {
            for (int j = 0; j < i; j++) {
                b[i] -= factor[i][j] * b[j];
            }
            b[i] /= factor[i][i];
        }
        for (int i = b.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < b.length; j++) {
                b[i] -= factor[j][i] * b[j];
            }
            b[i] /= factor[i][i];
        }
    }

    double predict(double[] sample) {
        double sum = targetMean;
        for (int i = 0; i < sample.length; i++) {
            sum += weights[i] * (sample[i] - mean[i]);
        }
        return sum;
    }

    /** 1 less the share of the variance that is not predicted, on samples of their own mean. */
    double rSquared(double[][] samples, double[] target) {
        double mean = 0;
        for (double value : target) {
            mean += value / target.length;
        }
        double missed = 0;
        double all = 0;
        for (int s = 0; s < samples.length; s++) {
            double error = target[s] - predict(samples[s]);
            missed += error * error;
            all += (target[s] - mean) * (target[s] - mean);
        }
        return 1 - missed / all;
    }
}
