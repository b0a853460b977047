package tmnf.rl.policy;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnHeads;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.Weights;

/**
 * The weights of a moment, never changed afterwards, with what of a decision depends only on them: both heads
 * as two products, the convolutions as they are computed with, and the features of the fixed quantiles. Owns
 * its tensors until it is closed. Made on one thread, used on one thread, both without gradients.
 */
public final class WeightSnapshot implements AutoCloseable {

    private final IqnNetwork network;
    private final long version;
    private final int quantiles;
    private final NDManager manager;
    private final Weights weights;
    private final IqnHeads heads;
    private final List<NDArray> kernels;
    private final NDArray fixed;

    /**
     * A copy of weights.
     *
     * @param quantiles that are fixed, K
     * @param values of all weights, in the order of the network
     * @param version its number
     */
    public WeightSnapshot(TorchEngine engine, IqnNetwork network, int quantiles, float[] values,
            long version) {
        this.network = network;
        this.version = version;
        this.quantiles = quantiles;
        manager = engine.manager();
        try {
            weights = new Weights(manager, network.specs(), false);
            weights.set(values);
            heads = network.heads(weights, manager);
            kernels = network.kernels(weights, manager);
            try (NDManager scope = manager.newSubManager()) {
                NDArray tau = scope.create(TauSampling.fixed(quantiles), new Shape(quantiles, 1));
                fixed = network.embedding(weights, tau);
                fixed.attach(manager);
            }
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Its number. */
    public long version() {
        return version;
    }

    /**
     * Values of all actions, means over the fixed quantiles.
     *
     * @param pictures (B, 1, H, W), normalised; not looked at without an encoder
     * @param numbers (B, floats), normalised
     * @return (B, actions)
     */
    public NDArray values(NDArray pictures, NDArray numbers) {
        NDArray trunk = network.trunk(weights, kernels, pictures, numbers);
        return mean(network.mixShared(heads, trunk, fixed), quantiles);
    }

    /**
     * The same at other quantiles.
     *
     * @param tau (N * B, 1), quantile-major
     */
    public NDArray values(NDArray pictures, NDArray numbers, NDArray tau) {
        NDArray trunk = network.trunk(weights, kernels, pictures, numbers);
        long count = tau.getShape().get(0) / trunk.getShape().get(0);
        return mean(network.mix(heads, trunk, network.embedding(weights, tau)), count);
    }

    private NDArray mean(NDArray values, long count) {
        long batch = values.getShape().get(0) / count;
        return values.reshape(count, batch, network.actions()).mean(new int[] {0}, false);
    }

    @Override
    public void close() {
        manager.close();
    }
}
