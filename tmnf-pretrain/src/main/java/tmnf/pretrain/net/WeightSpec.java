package tmnf.pretrain.net;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * One tensor of a network.
 *
 * @param name PyTorch's, such as {@code 0.weight}
 * @param shape lengths of its axes
 * @param initial how it is drawn for a new network
 */
public record WeightSpec(String name, List<Long> shape, Initial initial) {

    /** Checks that nothing is missing. */
    public WeightSpec {
        Objects.requireNonNull(name, "name");
        shape = List.copyOf(shape);
        Objects.requireNonNull(initial, "initial");
    }

    /** Number of elements. */
    public long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /**
     * Draws all elements, the last axis fastest. The same seed and name give the same numbers. Needs no
     * engine.
     */
    public float[] draw(long seed) {
        float[] values = new float[Math.toIntExact(size())];
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
        initial.draw(random, Math.toIntExact(shape.get(0)), values);
        return values;
    }

    /** Weight and bias of a convolution, as PyTorch draws them. */
    static List<WeightSpec> conv(String name, int in, int out, int kernel) {
        Initial initial = Initial.uniform((long) in * kernel * kernel);
        return List.of(new WeightSpec(name + ".weight", List.of((long) out, (long) in, (long) kernel,
                (long) kernel), initial), new WeightSpec(name + ".bias", List.of((long) out), initial));
    }

    /**
     * Weight and bias of a transposed convolution, whose weight is (in, out, k, k), as PyTorch draws them.
     */
    static List<WeightSpec> transposedConv(String name, int in, int out, int kernel) {
        Initial initial = Initial.uniform((long) out * kernel * kernel);
        return List.of(new WeightSpec(name + ".weight", List.of((long) in, (long) out, (long) kernel,
                (long) kernel), initial), new WeightSpec(name + ".bias", List.of((long) out), initial));
    }

    /** Weight and bias of a linear layer, as PyTorch draws them. */
    public static List<WeightSpec> linear(String name, int in, int out) {
        Initial initial = Initial.uniform(in);
        return List.of(new WeightSpec(name + ".weight", List.of((long) out, (long) in), initial),
                new WeightSpec(name + ".bias", List.of((long) out), initial));
    }
}
