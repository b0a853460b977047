package tmnf.pretrain.optim;

import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.net.Weights;

/**
 * Adam, or with weight decay AdamW, as PyTorch computes them: the correction of the bias comes before eps.
 * Sources: Kingma and Ba 2014, arXiv 1412.6980; Loshchilov and Hutter 2017, arXiv 1711.05101.
 *
 * <pre>
 * w -= lr * weightDecay * w
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g * g
 * w -= lr / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
 * </pre>
 *
 * <p>Owns its two tensors until it is closed. Confined to the thread that owns the weights.
 */
public final class Adam implements AutoCloseable {

    private final Weights weights;
    private final NDManager manager;
    private final NDArray mean;
    private final NDArray meanSquare;
    private AdamSettings settings;
    private long steps;

    /** An optimiser that has not begun. */
    public Adam(Weights weights, AdamSettings settings) {
        this.weights = weights;
        this.settings = Objects.requireNonNull(settings, "settings");
        manager = weights.flat().getManager().getParentManager().newSubManager();
        Shape shape = weights.flat().getShape();
        mean = manager.zeros(shape);
        meanSquare = manager.zeros(shape);
    }

    /** Its numbers. */
    public AdamSettings settings() {
        return settings;
    }

    /** Other numbers from the next step on, as a schedule wants. */
    public void settings(AdamSettings value) {
        settings = Objects.requireNonNull(value, "settings");
    }

    /** Number of steps that were taken. */
    public long steps() {
        return steps;
    }

    /** One step along a gradient: (n), flat as {@link Weights#gradient} gives it. */
    public void step(NDArray gradient) {
        steps++;
        float first = (float) (1 - settings.beta1());
        float second = (float) (1 - settings.beta2());
        double meanShare = 1 - Math.pow(settings.beta1(), steps);
        double squareShare = 1 - Math.pow(settings.beta2(), steps);
        NDArray flat = weights.flat();
        if (settings.weightDecay() > 0) {
            flat.muli((float) (1 - settings.lr() * settings.weightDecay()));
        }
        try (NDArray part = gradient.mul(first); NDArray square = gradient.square()) {
            mean.muli((float) settings.beta1()).addi(part);
            meanSquare.muli((float) settings.beta2()).addi(square.muli(second));
        }
        try (NDArray root = meanSquare.sqrt()) {
            root.divi((float) Math.sqrt(squareShare)).addi((float) settings.eps());
            try (NDArray change = mean.div(root)) {
                flat.subi(change.muli((float) (settings.lr() / meanShare)));
            }
        }
    }

    /** A copy of what a resumed run needs. */
    public AdamState state() {
        return new AdamState(steps, mean.toFloatArray(), meanSquare.toFloatArray());
    }

    /** Goes on where another one was. */
    public void restore(AdamState state) {
        if (state.mean().length != weights.flat().size()) {
            throw new IllegalArgumentException("the state is of " + state.mean().length + " weights, there "
                    + "are "
                    + weights.flat().size());
        }
        steps = state.steps();
        try (NDArray first = manager.create(state.mean());
                NDArray second = manager.create(state.meanSquare())) {
            mean.set(new NDIndex("..."), first);
            meanSquare.set(new NDIndex("..."), second);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
