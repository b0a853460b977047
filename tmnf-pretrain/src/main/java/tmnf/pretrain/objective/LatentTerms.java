package tmnf.pretrain.objective;

import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import tmnf.pretrain.engine.Tensors;

/**
 * What keeps features from becoming all the same, and each from repeating another: the mean, over features,
 * of what their standard deviation lacks to 1, and the squares of the covariances of different features, as a
 * sum divided by the number of features. Source: Bardes et al. 2022, arXiv 2105.04906.
 *
 * @param varianceWeight of the former in a loss, 0 or more
 * @param covarianceWeight of the latter, 0 or more
 */
public record LatentTerms(double varianceWeight, double covarianceWeight) {

    /** Variance of a feature from which on it counts as one that varies. */
    public static final double LEAST_VARIANCE = 0.1;

    private static final double EPS = 1e-6;

    /** Checks the ranges. */
    public LatentTerms {
        if (!(varianceWeight >= 0) || !(covarianceWeight >= 0)) {
            throw new IllegalArgumentException("weights of variance and covariance are 0 or more, not "
                    + varianceWeight + " and " + covarianceWeight);
        }
    }

    /** Both, of (rows, features) with two rows at least. */
    record Both(NDArray variance, NDArray covariance) {
    }

    /** The terms of features (rows, features), two rows at least. */
    static Both of(NDArray encoded) {
        long rows = encoded.getShape().get(0);
        long features = encoded.getShape().get(1);
        NDArray centred = encoded.sub(encoded.mean(new int[] {0}, true));
        NDArray one = Tensors.number(encoded, 1);
        NDArray covariance = centred.transpose().matMul(centred).div(Tensors.number(encoded, rows - 1.0));
        NDArray itself = encoded.getManager().eye((int) features, (int) features, 0, DataType.FLOAT32);
        NDArray variances = centred.square().sum(new int[] {0})
                .div(Tensors.number(encoded, rows - 1.0));
        NDArray lack = Activation.relu(one.sub(variances.add(Tensors.number(encoded, EPS)).sqrt()));
        NDArray others = covariance.mul(itself.neg().add(one)).square().sum()
                .div(Tensors.number(encoded, features));
        return new Both(lack.mean(), others);
    }

    /** What the terms add to a loss. */
    NDArray weighted(Both terms) {
        return terms.variance().mul(Tensors.number(terms.variance(), varianceWeight))
                .add(terms.covariance().mul(Tensors.number(terms.variance(), covarianceWeight)));
    }

    /**
     * Number of rows less one, and for each feature the squares of what it differs from its mean over these
     * rows: to be added up. Differences to the mean of one batch, because weights, and features with them,
     * move from batch to batch: features that are all the same at any time would seem to vary over an epoch.
     */
    static NDArray tally(NDArray encoded) {
        NDArray rows = Tensors.number(encoded, encoded.getShape().get(0) - 1.0).reshape(new Shape(1));
        NDArray centred = encoded.sub(encoded.mean(new int[] {0}, true));
        return NDArrays.concat(new NDList(rows, centred.square().sum(new int[] {0})));
    }

    /** How many numbers {@link #tally} has. */
    static int length(int features) {
        return 1 + features;
    }

    /**
     * What was added up as figures: least and mean variance of a feature within the batches, and the share of
     * the features whose variance is below {@link #LEAST_VARIANCE}.
     *
     * @param at where the numbers of {@link #tally} begin
     */
    static Map<String, Double> figures(double[] tally, int at, int features) {
        double rows = tally[at];
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        int still = 0;
        for (int i = 0; i < features; i++) {
            double variance = tally[at + 1 + i] / rows;
            least = Math.min(least, variance);
            sum += variance;
            still += variance < LEAST_VARIANCE ? 1 : 0;
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("latent_var_min", least);
        figures.put("latent_var_mean", sum / features);
        figures.put("latent_still", (double) still / features);
        return figures;
    }
}
