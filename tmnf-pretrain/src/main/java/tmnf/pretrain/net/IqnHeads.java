package tmnf.pretrain.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import tmnf.pretrain.engine.Tensors;

/**
 * Both heads of an {@link IqnNetwork} as two products instead of four: their hidden layers lie one beside the
 * other, and the last layers, whose mean over actions is taken off already, add up to
 * {@code V + A - mean(A)}. Made of the weights as they are at that moment; lives as long as the scope that it
 * was made in.
 */
public final class IqnHeads {

    private static final float EPS = 1e-5f; // PyTorch's default for layer normalisation

    private final NDArray firstWeight;
    private final NDArray firstBias;
    private final NDArray lastWeight;
    private final NDArray lastBias;
    private final NDArray gain; // null: no normalisation
    private final NDArray shift;

    IqnHeads(Weights weights, NDManager scope, boolean normalised) {
        firstWeight = beside(weights, scope, "A_head.0.weight", "V_head.0.weight", 0);
        firstBias = beside(weights, scope, "A_head.0.bias", "V_head.0.bias", 0);
        NDArray advantage = centred(weights.get("A_head.2.weight"), scope);
        NDArray value = weights.get("V_head.2.weight").broadcast(advantage.getShape());
        value.attach(scope);
        lastWeight = advantage.concat(value, 1);
        lastBias = centred(weights.get("A_head.2.bias"), scope).add(weights.get("V_head.2.bias"));
        gain = normalised ? beside(weights, scope, IqnNetwork.A_NORM + ".weight", IqnNetwork.V_NORM
                + ".weight", 0) : null;
        shift = normalised ? beside(weights, scope, IqnNetwork.A_NORM + ".bias", IqnNetwork.V_NORM
                + ".bias", 0) : null;
    }

    private static NDArray beside(Weights weights, NDManager scope, String first, String second, int axis) {
        NDArray both = weights.get(first).concat(weights.get(second), axis);
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
        Shape half = new Shape(width / 2);
        NDManager scope = hidden.getManager();
        NDArray plain = LayerNorm.layerNorm(hidden.reshape(rows, 2, width / 2), half, scope.ones(half),
                scope.zeros(half), EPS).singletonOrThrow();
        return plain.reshape(rows, width).mul(gain).add(shift);
    }
}
