package tmnf.pretrain.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/**
 * RAdam as PyTorch computes it, and a decay after the step. Weights whose names begin with a frozen prefix
 * are left as they are by both. Source: Liu et al. 2019, arXiv 1908.03265.
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g * g
 * R = 2 / (1 - beta2) - 1,  r = R - 2 t beta2^t / (1 - beta2^t)
 * r > 5:  w -= lr / (1 - beta1^t) * m * sqrt((r - 4) (r - 2) R / ((R - 4) (R - 2) r))
 *              * sqrt(1 - beta2^t) / (sqrt(v) + eps)
 * else:   w -= lr / (1 - beta1^t) * m
 * then    w *= 1 - lr * weightDecay
 * </pre>
 *
 * <p>Owns its tensors until it is closed. Confined to the thread that owns the weights.
 */
public final class RAdam implements AutoCloseable {

    private static final double TRUSTED = 5;

    private final NDManager manager;
    private final NDArray mean;
    private final NDArray meanSquare;
    private final long size;
    private final List<Part> parts = new ArrayList<>();
    private final List<NDIndex> frozen = new ArrayList<>();
    private AdamSettings settings;
    private long steps;

    /** A run of weights that are trained; views. */
    private record Part(NDIndex range, NDArray weights, NDArray mean, NDArray meanSquare) {
    }

    /** An optimiser of all weights that has not begun. */
    public RAdam(Weights weights, AdamSettings settings) {
        this(weights, settings, List.of());
    }

    /**
     * An optimiser that has not begun.
     *
     * @param prefixes of names of weights that are never changed
     * @throws IllegalArgumentException if a prefix fits no weight, or they fit all
     */
    public RAdam(Weights weights, AdamSettings settings, List<String> prefixes) {
        this.settings = Objects.requireNonNull(settings, "settings");
        for (String prefix : prefixes) {
            if (weights.specs().stream().noneMatch(spec -> spec.name().startsWith(prefix))) {
                throw new IllegalArgumentException("no weight begins with " + prefix
                        + ", which is to be frozen; there are " + weights.specs().stream()
                                .map(WeightSpec::name).toList());
            }
        }
        manager = weights.flat().getManager().getParentManager().newSubManager();
        Shape shape = weights.flat().getShape();
        size = shape.size();
        mean = manager.zeros(shape);
        meanSquare = manager.zeros(shape);
        split(weights, prefixes);
        if (parts.isEmpty()) {
            manager.close();
            throw new IllegalArgumentException("all weights are frozen by " + prefixes);
        }
    }

    private void split(Weights weights, List<String> prefixes) {
        long at = 0;
        long begin = 0;
        boolean still = false;
        for (WeightSpec spec : weights.specs()) {
            boolean next = prefixes.stream().anyMatch(spec.name()::startsWith);
            if (next != still) {
                range(weights, begin, at, still);
                begin = at;
                still = next;
            }
            at += spec.size();
        }
        range(weights, begin, at, still);
    }

    private void range(Weights weights, long begin, long end, boolean still) {
        if (begin == end) {
            return;
        }
        NDIndex range = new NDIndex(begin + ":" + end);
        if (still) {
            frozen.add(range);
            return;
        }
        NDArray view = weights.flat().get(range);
        view.attach(manager);
        parts.add(new Part(range, view, mean.get(range), meanSquare.get(range)));
    }

    /** Its numbers. */
    public AdamSettings settings() {
        return settings;
    }

    /** Other numbers from the next step on, as a schedule wants. */
    public void settings(AdamSettings value) {
        settings = Objects.requireNonNull(value, "settings");
    }

    /** Sets the gradient of frozen weights to 0, so that its length is that of what is trained. */
    public void mask(NDArray gradient) {
        for (NDIndex range : frozen) {
            gradient.set(range, 0f);
        }
    }

    /** One step along a gradient: (n), flat as {@link Weights#gradient} gives it. */
    public void step(NDArray gradient) {
        steps++;
        double squareShare = 1 - Math.pow(settings.beta2(), steps);
        double most = 2 / (1 - settings.beta2()) - 1;
        double length = most - 2 * steps * (1 - squareShare) / squareShare;
        double rate = settings.lr() / (1 - Math.pow(settings.beta1(), steps));
        boolean trusted = length > TRUSTED;
        if (trusted) {
            rate *= Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
                    * Math.sqrt(squareShare);
        }
        boolean all = parts.size() == 1 && frozen.isEmpty();
        for (Part part : parts) {
            if (all) {
                step(part, gradient, (float) rate, trusted);
            } else {
                try (NDArray own = gradient.get(part.range())) {
                    step(part, own, (float) rate, trusted);
                }
            }
        }
    }

    private void step(Part part, NDArray gradient, float rate, boolean trusted) {
        try (NDArray share = gradient.mul((float) (1 - settings.beta1()));
                NDArray square = gradient.square()) {
            part.mean().muli((float) settings.beta1()).addi(share);
            part.meanSquare().muli((float) settings.beta2())
                    .addi(square.muli((float) (1 - settings.beta2())));
        }
        if (trusted) {
            try (NDArray root = part.meanSquare().sqrt();
                    NDArray change = part.mean().div(root.addi((float) settings.eps()))) {
                part.weights().subi(change.muli(rate));
            }
        } else {
            try (NDArray change = part.mean().mul(rate)) {
                part.weights().subi(change);
            }
        }
        if (settings.weightDecay() > 0) {
            part.weights().muli((float) (1 - settings.lr() * settings.weightDecay()));
        }
    }

    /** A copy of what a resumed run needs. */
    public AdamState state() {
        return new AdamState(steps, mean.toFloatArray(), meanSquare.toFloatArray());
    }

    /** Goes on where another one was. */
    public void restore(AdamState state) {
        if (state.mean().length != size) {
            throw new IllegalArgumentException("the state is of " + state.mean().length
                    + " weights, there are " + size);
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
