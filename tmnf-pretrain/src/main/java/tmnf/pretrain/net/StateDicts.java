package tmnf.pretrain.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/** Between weights and PyTorch's state dicts. */
public final class StateDicts {

    private StateDicts() {
    }

    /**
     * Sets the weights under a prefix from a state dict whose names lack it; all of them, and nothing else.
     *
     * @throws WeightsMismatchException if names or shapes differ; nothing is changed then
     */
    public static void load(Weights weights, String prefix, StateDict dict) throws WeightsMismatchException {
        for (WeightSpec spec : requireFits(weights.specs(), prefix, dict)) {
            weights.set(spec.name(), dict.get(spec.name().substring(prefix.length())).floats());
        }
    }

    /**
     * Looks whether {@link #load} would take a state dict; needs no native code.
     *
     * @param specs of all weights
     * @return those under the prefix
     * @throws WeightsMismatchException if names or shapes differ
     */
    public static List<WeightSpec> requireFits(List<WeightSpec> specs, String prefix, StateDict dict)
            throws WeightsMismatchException {
        List<String> differences = new ArrayList<>();
        List<WeightSpec> wanted = specs.stream().filter(spec -> spec.name().startsWith(prefix)).toList();
        Map<String, TorchTensor> there = new LinkedHashMap<>(dict.tensors());
        for (WeightSpec spec : wanted) {
            TorchTensor tensor = there.remove(spec.name().substring(prefix.length()));
            if (tensor == null) {
                differences.add(spec.name() + " is missing");
            } else if (!tensor.shape().equals(spec.shape())) {
                differences.add(spec.name() + " has the shape " + tensor.shape() + " for " + spec.shape());
            }
        }
        there.keySet().forEach(name -> differences.add(prefix + name + " is not known"));
        if (!differences.isEmpty()) {
            throw new WeightsMismatchException(differences);
        }
        return wanted;
    }

    /** The weights under a prefix, under their names without it. */
    public static StateDict of(Weights weights, String prefix) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : weights.specs()) {
            if (spec.name().startsWith(prefix)) {
                tensors.put(spec.name().substring(prefix.length()),
                        TorchTensor.of(spec.shape(), weights.toFloats(spec.name())));
            }
        }
        return StateDict.of(tensors);
    }
}
