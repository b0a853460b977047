package tmnf.rl.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sizes of gradients, layer by layer, until they are asked for. Confined to one thread. */
public final class LayerNorms {

    private static final Map<String, Double> SHARES = Map.of("median", 0.5, "q3", 0.75, "d9", 0.9, "max",
            1.0);

    private final Map<String, List<double[]>> layers = new LinkedHashMap<>();

    /**
     * Of a step.
     *
     * @param layer name of the weight
     * @param length L2 norm
     * @param largest absolute value
     */
    public void add(String layer, double length, double largest) {
        layers.computeIfAbsent(layer, name -> new ArrayList<>()).add(new double[] {length, largest});
    }

    /** Their quantiles by tag, {@code Gradients/by_layer/...}; begins anew. */
    public Map<String, Double> take() {
        Map<String, Double> values = new LinkedHashMap<>();
        layers.forEach((name, sizes) -> {
            for (int kind = 0; kind < 2; kind++) {
                int of = kind;
                Quantiles sorted = new Quantiles(sizes.stream().mapToDouble(each -> each[of]).toArray());
                String tag = "Gradients/by_layer/" + name + "/" + (kind == 0 ? "L2_" : "Linf_");
                SHARES.forEach((share, at) -> values.put(tag + share, sorted.at(at)));
            }
        });
        layers.clear();
        return values;
    }
}
