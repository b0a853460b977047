package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The weights of a network: one flat float32 tensor, and for each name a view of a part of it. So what is
 * done to all weights, by an optimiser or for a snapshot, is done in a few native calls on {@link #flat}, and
 * the views follow.
 *
 * <p>Owns its tensors until it is closed. Confined to one thread at a time; changed only on threads without
 * gradients, outside of a {@link tmnf.pretrain.engine.Recording}.
 */
public final class Weights implements AutoCloseable {

    private static final NDIndex ALL = new NDIndex("...");

    private final NDManager manager;
    private final List<WeightSpec> specs;
    private final Map<String, NDArray> views = new LinkedHashMap<>();
    private final NDArray flat;

    /**
     * Weights that are all 0.
     *
     * @param parent of the manager that they live in
     * @param trained whether gradients are wanted
     */
    public Weights(NDManager parent, List<WeightSpec> specs, boolean trained) {
        this.specs = List.copyOf(specs);
        manager = parent.newSubManager();
        long size = this.specs.stream().mapToLong(WeightSpec::size).sum();
        flat = manager.zeros(new Shape(size), DataType.FLOAT32);
        long at = 0;
        for (WeightSpec spec : this.specs) {
            long end = at + spec.size();
            try (NDArray part = flat.get(new NDIndex(at + ":" + end))) {
                NDArray view = part.reshape(spec.shape().stream().mapToLong(Long::longValue).toArray());
                view.setRequiresGradient(trained);
                if (views.put(spec.name(), view) != null) {
                    throw new IllegalArgumentException("two weights are called " + spec.name());
                }
            }
            at = end;
        }
    }

    /** What there is, in order. */
    public List<WeightSpec> specs() {
        return specs;
    }

    /** One tensor; a view, owned by this. */
    public NDArray get(String name) {
        NDArray view = views.get(name);
        if (view == null) {
            throw new IllegalArgumentException("no weight is called " + name + "; there are "
                    + views.keySet());
        }
        return view;
    }

    /** All of them, in order: (n). Owned by this. */
    public NDArray flat() {
        return flat;
    }

    /** Draws all anew. The same seed gives the same numbers, each tensor's own by its name. */
    public void draw(long seed) {
        float[] all = new float[Math.toIntExact(flat.size())];
        int at = 0;
        for (WeightSpec spec : specs) {
            float[] part = spec.draw(seed);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        set(all);
    }

    /** Sets all, in order. */
    public void set(float[] values) {
        requireLength(values.length, flat.size());
        try (NDArray source = manager.create(values)) {
            flat.set(ALL, source);
        }
    }

    /** Sets one tensor, its last axis fastest. */
    public void set(String name, float[] values) {
        NDArray view = get(name);
        requireLength(values.length, view.size());
        try (NDArray source = manager.create(values, view.getShape())) {
            view.set(ALL, source);
        }
    }

    private static void requireLength(long length, long wanted) {
        if (length != wanted) {
            throw new IllegalArgumentException(wanted + " numbers are needed, not " + length);
        }
    }

    /** Takes the values of others with the same names and shapes. */
    public void set(Weights other) {
        if (!names(this).equals(names(other))) {
            throw new IllegalArgumentException("other weights have other names or shapes");
        }
        flat.set(ALL, other.flat);
    }

    private static List<String> names(Weights weights) {
        return weights.specs.stream().map(spec -> spec.name() + spec.shape()).toList();
    }

    /** All values, in order. */
    public float[] toFloats() {
        return flat.toFloatArray();
    }

    /** Values of one tensor, its last axis fastest. */
    public float[] toFloats(String name) {
        return get(name).toFloatArray();
    }

    /** The gradient of all, in order: (n), in the scope. Every weight must have taken part in the loss. */
    public NDArray gradient(NDManager scope) {
        List<NDArray> parts = new ArrayList<>();
        for (NDArray view : views.values()) {
            NDArray gradient = view.getGradient(); // a new handle, which would stay with the view's manager
            gradient.attach(scope);
            parts.add(gradient.flatten());
        }
        return NDArrays.concat(new NDList(parts));
    }

    /** Sets the gradients to 0, infinite ones, too. */
    public void clearGradients() {
        views.values().forEach(view -> JniUtils.zeroGrad((PtNDArray) view));
    }

    @Override
    public void close() {
        manager.close();
    }
}
