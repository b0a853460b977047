package tmnf.pretrain.inspect;

import tmnf.pretrain.torch.TorchTensor;

/**
 * The numbers of a tensor in short. Smallest, largest, mean and norm are of those that are finite, and 0 if
 * none is.
 *
 * @param count how many there are
 * @param nan how many are no number
 * @param infinite how many are infinite
 * @param min the smallest
 * @param max the largest
 * @param mean their mean
 * @param norm square root of the sum of their squares
 */
public record TensorStats(long count, long nan, long infinite, double min, double max, double mean,
        double norm) {

    /** Of all numbers of a tensor. */
    public static TensorStats of(TorchTensor tensor) {
        long nan = 0;
        long infinite = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        double[] values = tensor.doubles();
        for (double value : values) {
            if (Double.isNaN(value)) {
                nan++;
            } else if (Double.isInfinite(value)) {
                infinite++;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                squares += value * value;
            }
        }
        long finite = values.length - nan - infinite;
        return finite == 0 ? new TensorStats(values.length, nan, infinite, 0, 0, 0, 0)
                : new TensorStats(values.length, nan, infinite, min, max, sum / finite, Math.sqrt(squares));
    }

    /** Whether every number is finite. */
    public boolean isFinite() {
        return nan == 0 && infinite == 0;
    }
}
