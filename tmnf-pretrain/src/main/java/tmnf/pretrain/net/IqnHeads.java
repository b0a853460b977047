package tmnf.pretrain.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import tmnf.pretrain.engine.Tensors;

/**
 * Both heads of an {@link IqnNetwork} as two products instead of four: their hidden layers lie one beside the
 * other, and the last layers, whose mean over actions is taken off already, add up to
 * {@code V + A - mean(A)}. Or the head A alone, where only the order of actions counts. Made of the weights
 * as they are at that moment; lives as long as the scope that it was made in.
 */
public final class IqnHeads {

    private static final float EPS = 1e-5f; // PyTorch's default for layer normalisation

    private final int parts; // heads that lie beside each other
    private final NDArray firstWeight;
    private final NDArray firstBias;
    private final NDArray lastWeight;
    private final NDArray lastBias;
    private final NDArray gain; // null: no normalisation
    private final NDArray shift;

    private IqnHeads(int parts, NDArray firstWeight, NDArray firstBias, NDArray lastWeight, NDArray lastBias,
            NDArray gain, NDArray shift) {
        this.parts = parts;
        this.firstWeight = firstWeight;
        this.firstBias = firstBias;
        this.lastWeight = lastWeight;
        this.lastBias = lastBias;
        this.gain = gain;
        this.shift = shift;
    }

    static IqnHeads both(Weights weights, NDManager scope, boolean normalised) {
        NDArray advantage = centred(weights.get("A_head.2.weight"), scope);
        NDArray value = weights.get("V_head.2.weight").broadcast(advantage.getShape());
        value.attach(scope);
        return new IqnHeads(2, beside(weights, scope, "A_head.0.weight", "V_head.0.weight"),
                beside(weights, scope, "A_head.0.bias", "V_head.0.bias"), advantage.concat(value, 1),
                centred(weights.get("A_head.2.bias"), scope).add(weights.get("V_head.2.bias")),
                normalised ? beside(weights, scope, IqnNetwork.A_NORM + ".weight", IqnNetwork.V_NORM
                        + ".weight") : null,
                normalised ? beside(weights, scope, IqnNetwork.A_NORM + ".bias", IqnNetwork.V_NORM
                        + ".bias") : null);
    }

    static IqnHeads advantage(Weights weights, boolean normalised) {
        return new IqnHeads(1, weights.get("A_head.0.weight"), weights.get("A_head.0.bias"),
                weights.get("A_head.2.weight"), weights.get("A_head.2.bias"),
                normalised ? weights.get(IqnNetwork.A_NORM + ".weight") : null,
                normalised ? weights.get(IqnNetwork.A_NORM + ".bias") : null);
    }

    private static NDArray beside(Weights weights, NDManager scope, String first, String second) {
        NDArray both = weights.get(first).concat(weights.get(second), 0);
        both.attach(scope);
        return both;
    }

    private static NDArray centred(NDArray weight, NDManager scope) {
        NDArray mean = weight.mean(new int[] {0}, true);
        mean.attach(scope);
        NDArray centred = weight.sub(mean);
        centred.attach(scope);
        return centred;
    }

    /**
     * Values of all actions.
     *
     * @param mixed (rows, features): features of a state times those of a quantile
     * @return (rows, actions)
     */
    public NDArray values(NDArray mixed) {
        NDArray hidden = Tensors.linear(mixed, firstWeight, firstBias);
        if (gain != null) {
            hidden = normalised(hidden);
        }
        return Tensors.linear(Tensors.leakyRelu(hidden), lastWeight, lastBias);
    }

    private NDArray normalised(NDArray hidden) {
        long rows = hidden.getShape().get(0);
        long width = hidden.getShape().get(1);
        Shape part = new Shape(width / parts);
        NDManager scope = hidden.getManager();
        NDArray plain = LayerNorm.layerNorm(hidden.reshape(rows, parts, width / parts), part,
                scope.ones(part), scope.zeros(part), EPS).singletonOrThrow();
        return plain.reshape(rows, width).mul(gain).add(shift);
    }
}
