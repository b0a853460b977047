package tmnf.rl.learn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.GradientNorm;
import tmnf.pretrain.optim.RAdam;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.policy.Inputs;
import tmnf.tminterface.observation.Normalisation;

/**
 * Online and target network, optimiser, and one step of learning along the gradient of a {@link BatchLoss}.
 * Takes batches, gives numbers. Confined to one thread, which is one without gradients. Owns its tensors
 * until it is closed. Source: training note, section 8.
 */
public final class LearnerStep implements AutoCloseable {

    private final IqnNetwork network;
    private LearnerSettings settings;
    private final NDManager manager;
    private final Inputs inputs;
    private final Weights online;
    private final Weights target;
    private final RAdam optimiser;
    private final BatchLoss loss;
    private final SplittableRandom random;
    private NDManager lastScope; // of the last gradient; null before the first
    private NDArray lastGradient;

    /**
     * Networks whose weights are all 0 yet; the optimiser has not begun.
     *
     * @param random for quantiles; handed over
     */
    public LearnerStep(TorchEngine engine, IqnNetwork network, Normalisation normalisation,
            LearnerSettings settings, SplittableRandom random) {
        this.network = network;
        this.settings = settings;
        this.random = random;
        manager = engine.manager();
        try {
            inputs = new Inputs(manager, network, normalisation);
            online = new Weights(manager, network.specs(), true);
            target = new Weights(manager, network.specs(), false);
            optimiser = new RAdam(online, new AdamSettings(1e-3, settings.beta1(), settings.beta2(),
                    settings.eps(), settings.decayRatio()), settings.frozen());
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
        loss = new BatchLoss(network, inputs, settings, online, target);
    }

    /** Draws both networks anew, the same for both. */
    public void draw(long seed) {
        online.draw(seed);
        target.set(online);
    }

    /** The network. */
    public IqnNetwork network() {
        return network;
    }

    /** How it learns. */
    public LearnerSettings settings() {
        return settings;
    }

    /**
     * From the next step on it learns with another one's {@link LearnerSettings#adjusted adjustable} numbers.
     */
    public void adjust(LearnerSettings other) {
        settings = settings.adjusted(other);
        optimiser.settings(optimiser.settings().withWeightDecay(settings.decayRatio()));
    }

    /** Weights that are trained; owned by this. */
    public Weights online() {
        return online;
    }

    /** Weights of the targets; owned by this. */
    public Weights target() {
        return target;
    }

    /** The optimiser; owned by this. */
    public RAdam optimiser() {
        return optimiser;
    }

    /** The running means of self losses. */
    public SelfLoss selfLoss() {
        return loss.selfLoss();
    }

    /**
     * A step along the gradient of a batch. Where loss or gradient are not finite nothing is changed, and the
     * figures say so.
     *
     * @param lr size of the step
     */
    public StepFigures learn(TransitionBatch batch, double lr) {
        return learn(batch, lr, BatchLoss.Taus.draw(batch.size(), settings, random));
    }

    /** The figures of a batch, without a step and without gradients. */
    public StepFigures test(TransitionBatch batch) {
        return test(batch, BatchLoss.Taus.draw(batch.size(), settings, random));
    }

    StepFigures learn(TransitionBatch batch, double lr, BatchLoss.Taus taus) {
        long begun = System.nanoTime();
        SelfLoss.State before = loss.selfLoss().state();
        forgetGradient();
        lastScope = manager.newSubManager();
        BatchLoss.Outcome outcome;
        try (NDManager scope = manager.newSubManager()) {
            outcome = loss.of(scope, batch, taus, settings.selfLossRatio(), true);
        }
        lastGradient = online.gradient(lastScope);
        online.clearGradients();
        optimiser.mask(lastGradient);
        double norm = GradientNorm.clip(lastGradient, settings.clipNorm());
        boolean finite = Double.isFinite(norm) && Double.isFinite(outcome.loss());
        double clipped = norm;
        if (finite) {
            clipped = clipValues(settings.clipNorm() > 0 ? Math.min(norm, settings.clipNorm()) : norm);
            optimiser.settings(optimiser.settings().withLr(lr));
            optimiser.step(lastGradient);
        } else {
            loss.selfLoss().restore(before);
        }
        return new StepFigures(outcome.loss(), norm, clipped, outcome.errors(), finite,
                System.nanoTime() - begun);
    }

    StepFigures test(TransitionBatch batch, BatchLoss.Taus taus) {
        long begun = System.nanoTime();
        try (NDManager scope = manager.newSubManager()) {
            BatchLoss.Outcome outcome = loss.of(scope, batch, taus, settings.selfLossRatio(), false);
            return new StepFigures(outcome.loss(), 0, 0, outcome.errors(), false, System.nanoTime() - begun);
        }
    }

    /** Cuts single elements; no element is larger than the length of all. */
    private double clipValues(double length) {
        double limit = settings.clipValue();
        if (limit == 0 || length <= limit) {
            return length;
        }
        NDArray cut = lastGradient.clip((float) -limit, (float) limit);
        lastGradient.close();
        lastGradient = cut;
        return GradientNorm.clip(lastGradient, 0);
    }

    /**
     * Values of all actions at quantiles, for one observation.
     *
     * @param picture the frame, a direct buffer; not looked at where no picture is seen
     * @param numbers the observation, not normalised
     * @param tau the quantiles, N
     * @return N * actions, quantile by quantile
     */
    public float[] quantiles(ByteBuffer picture, FloatBuffer numbers, float[] tau) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray trunk = network.trunk(online, inputs.pictures(scope, picture, 1),
                    inputs.numbers(scope, numbers, 1));
            return network.quantiles(online, trunk, BatchLoss.tau(scope, tau)).toFloatArray();
        }
    }

    /** Sizes of the last gradient, weight by weight, after it was cut; none before the first step. */
    public List<LayerGradient> lastGradient() {
        List<LayerGradient> layers = new ArrayList<>();
        if (lastGradient == null) {
            return layers;
        }
        float[] all = lastGradient.toFloatArray();
        int at = 0;
        for (WeightSpec spec : online.specs()) {
            int end = at + Math.toIntExact(spec.size());
            double squares = 0;
            double largest = 0;
            for (; at < end; at++) {
                squares += (double) all[at] * all[at];
                largest = Math.max(largest, Math.abs(all[at]));
            }
            layers.add(new LayerGradient(spec.name(), Math.sqrt(squares), largest));
        }
        return layers;
    }

    float[] gradient() {
        return lastGradient.toFloatArray();
    }

    private void forgetGradient() {
        if (lastScope != null) {
            lastScope.close();
            lastScope = null;
            lastGradient = null;
        }
    }

    @Override
    public void close() {
        forgetGradient();
        optimiser.close();
        online.close();
        target.close();
        inputs.close();
        manager.close();
    }
}
