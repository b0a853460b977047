package tmnf.rl.inject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchType;

/** Compares names and shapes of tensors with those that a network has. */
final class Shapes {

    private static final String NOTHING = "-";

    private Shapes() {
    }

    /** Missing, surplus and wrong ones, those of the network first. */
    static List<Difference> differences(StateDict tensors, List<WeightSpec> specs) {
        List<Difference> differences = new ArrayList<>();
        Map<String, TorchTensor> rest = new LinkedHashMap<>(tensors.tensors());
        for (WeightSpec spec : specs) {
            TorchTensor tensor = rest.remove(spec.name());
            if (tensor == null) {
                differences.add(new Difference(spec.name(), NOTHING, spec.shape().toString()));
            } else if (!tensor.shape().equals(spec.shape())) {
                differences.add(new Difference(spec.name(), tensor.shape().toString(),
                        spec.shape().toString()));
            } else if (!tensor.type().isFloating()) {
                differences.add(new Difference(spec.name(), tensor.toString(),
                        TorchType.FLOAT32 + " " + spec.shape()));
            }
        }
        rest.forEach((name, tensor) ->
                differences.add(new Difference(name, tensor.shape().toString(), NOTHING)));
        return differences;
    }
}
