package tmnf.rl.learn;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.Weights;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.policy.Inputs;
import tmnf.rl.policy.TauSampling;

/**
 * The loss of a batch: how far the online network's quantiles of the actions taken lie from their {@link
 * Targets}, each state divided by its {@link SelfLoss}. Leaves the gradient in the online weights where it is
 * to be learned from. Networks and inputs belong to whoever asks, on whose thread it works. Source: training
 * note, section 8.
 */
final class BatchLoss {

    private final IqnNetwork network;
    private final Inputs inputs;
    private final LearnerSettings settings;
    private final Weights online;
    private final Targets targets;
    private final SelfLoss selfLoss = new SelfLoss(SelfLoss.State.START);

    /** Quantiles of the passes of a step, (N * B) each, quantile-major. */
    record Taus(float[] target, float[] choice, float[] output) {

        /** Drawn for so many transitions; none to choose by where the online network does not choose. */
        static Taus draw(int size, LearnerSettings settings, SplittableRandom random) {
            return new Taus(TauSampling.symmetric(size, settings.quantiles(), random),
                    settings.onlineChooses() ? TauSampling.symmetric(size, settings.quantiles(), random)
                            : new float[0],
                    TauSampling.symmetric(size, settings.quantiles(), random));
        }
    }

    /**
     * What a pass gave.
     *
     * @param loss of a transition, on average
     * @param errors of each, absolute: mean of the targets less mean of the outputs
     */
    record Outcome(double loss, float[] errors) {
    }

    /**
     * Of two networks.
     *
     * @param settings whose {@link LearnerSettings#adjusted adjustable} numbers are not looked at
     */
    BatchLoss(IqnNetwork network, Inputs inputs, LearnerSettings settings, Weights online, Weights target) {
        this.network = network;
        this.inputs = inputs;
        this.settings = settings;
        this.online = online;
        targets = new Targets(network, settings, online, target);
    }

    /** The running means of self losses. */
    SelfLoss selfLoss() {
        return selfLoss;
    }

    /**
     * Sends a batch through the networks.
     *
     * @param scope that all tensors live in but the gradient
     * @param selfLossRatio as it is now
     * @param learn whether a gradient is left and the means of self losses move
     */
    Outcome of(NDManager scope, TransitionBatch batch, Taus taus, double selfLossRatio, boolean learn) {
        int size = batch.size();
        Targets.Tensors tensors = tensors(scope, batch);
        NDArray targetTau = tau(scope, taus.target());
        NDArray wanted = targets.of(tensors, targetTau,
                settings.onlineChooses() ? tau(scope, taus.choice()) : targetTau);
        NDArray own = QuantileLoss.of(wanted, wanted, targetTau.reshape(settings.quantiles(), size),
                settings.kappa());
        float[] factors = selfLoss.factors(own.toFloatArray(), selfLossRatio, learn);
        double share = settings.referenceBatch() == 0 ? 1 : settings.referenceBatch() / (double) size;
        for (int i = 0; i < size; i++) {
            factors[i] *= (float) (batch.weights().get(i) * share);
        }
        NDArray weights = scope.create(factors);
        NDArray outputTau = tau(scope, taus.output());
        NDArray total;
        NDArray outputs;
        if (learn) {
            try (Recording recording = Recording.begin()) {
                outputs = outputs(tensors, outputTau, size);
                total = total(wanted, outputs, outputTau, weights);
                recording.backward(total);
            }
        } else {
            outputs = outputs(tensors, outputTau, size);
            total = total(wanted, outputs, outputTau, weights);
        }
        float[] errors = wanted.mean(new int[] {0}).sub(outputs.mean(new int[] {0})).abs().toFloatArray();
        return new Outcome(total.getFloat() / (share * size), errors);
    }

    private NDArray outputs(Targets.Tensors tensors, NDArray tau, int size) {
        NDArray trunk = network.trunk(online, tensors.pictures(), tensors.numbers());
        return network.quantiles(online, trunk, tau).gather(tensors.actions(), 1)
                .reshape(settings.quantiles(), size);
    }

    private NDArray total(NDArray wanted, NDArray outputs, NDArray tau, NDArray weights) {
        return QuantileLoss.of(wanted, outputs, tau.reshape(outputs.getShape()), settings.kappa())
                .mul(weights).sum();
    }

    private Targets.Tensors tensors(NDManager scope, TransitionBatch batch) {
        int size = batch.size();
        return new Targets.Tensors(inputs.pictures(scope, batch.pictures(), size),
                inputs.numbers(scope, batch.numbers(), size),
                inputs.pictures(scope, batch.nextPictures(), size),
                inputs.numbers(scope, batch.nextNumbers(), size),
                Targets.Tensors.actions(scope, batch, settings.quantiles()),
                vector(scope, batch.rewards(), size), vector(scope, batch.gammas(), size));
    }

    private static NDArray vector(NDManager scope, FloatBuffer values, int size) {
        float[] copy = new float[size];
        values.get(0, copy);
        return scope.create(copy);
    }

    /** Quantiles as networks take them: (N * B, 1). */
    static NDArray tau(NDManager scope, float[] values) {
        return scope.create(values, new Shape(values.length, 1));
    }
}
