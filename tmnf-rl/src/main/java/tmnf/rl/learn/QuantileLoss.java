package tmnf.rl.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.Tensors;

/**
 * The quantile Huber loss. All tensors are quantile-major, (N, B), so that states lie side by side. Sources:
 * Dabney et al. 2018, arXiv 1806.06923; training note, section 8.
 *
 * <pre>
 * d = target[i, b] - output[j, b]
 * h = 0.5 d^2 / kappa where |d| is below kappa, else |d| - 0.5 kappa
 * loss[b] = mean over i of the sum over j of h * (tau[j, b] where d is 0 or more, else 1 - tau[j, b])
 * </pre>
 */
public final class QuantileLoss {

    private QuantileLoss() {
    }

    /**
     * Losses of all states. Gradients reach the outputs alone, if recorded.
     *
     * @param targets (N, B)
     * @param outputs (M, B); its manager owns the result
     * @param tau (M, B), the quantiles of the outputs
     * @param kappa where the square becomes a line, above 0
     * @return (B)
     */
    public static NDArray of(NDArray targets, NDArray outputs, NDArray tau, double kappa) {
        NDManager scope = outputs.getManager();
        long count = targets.getShape().get(0);
        NDArray difference = outputs.expandDims(0).sub(targets.expandDims(1)).neg();
        NDArray length = difference.abs();
        NDArray bend = length.minimum(scope.create((float) kappa));
        NDArray huber = bend.mul(length.sub(bend.mul(Tensors.number(bend, 0.5))));
        NDArray below = difference.lt(scope.create(0f)).toType(tau.getDataType(), false);
        NDArray weight = tau.expandDims(0).sub(below).abs();
        return huber.mul(weight).sum(new int[] {0, 1}).mul(Tensors.number(outputs, 1 / (kappa * count)));
    }
}
