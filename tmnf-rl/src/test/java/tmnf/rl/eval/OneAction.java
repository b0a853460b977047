package tmnf.rl.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/** Weights that answer whatever they see with the same action: all are 0 but for the bias of that action. */
public final class OneAction {

    private static final String BIAS = "A_head.2.bias";

    private OneAction() {
    }

    /** Weights of a network that take this action. */
    public static StateDict weights(List<WeightSpec> network, int action) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : network) {
            float[] values = new float[Math.toIntExact(spec.size())];
            if (spec.name().equals(BIAS)) {
                values[action] = 1;
            }
            tensors.put(spec.name(), TorchTensor.of(spec.shape(), values));
        }
        return StateDict.of(tensors);
    }
}
