package tmnf.rl.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.AdamState;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.save.OptimizerState;

/** The optimiser's moments, in one vector while training and weight by weight in its file. */
final class Moments {

    private Moments() {
    }

    /** The weights that are trained. */
    static List<WeightSpec> trainable(List<WeightSpec> all, List<String> frozen) {
        return all.stream().filter(spec -> frozen.stream().noneMatch(spec.name()::startsWith)).toList();
    }

    static OptimizerState toFile(AdamSettings settings, AdamState state, List<WeightSpec> all,
            List<String> frozen) {
        List<OptimizerState.Slot> slots = new ArrayList<>();
        int at = 0;
        for (WeightSpec spec : all) {
            int end = at + Math.toIntExact(spec.size());
            if (state.steps() > 0 && frozen.stream().noneMatch(spec.name()::startsWith)) {
                slots.add(new OptimizerState.Slot(state.steps(),
                        TorchTensor.of(spec.shape(), Arrays.copyOfRange(state.mean(), at, end)),
                        TorchTensor.of(spec.shape(), Arrays.copyOfRange(state.meanSquare(), at, end))));
            }
            at = end;
        }
        // The decay is not the optimiser's in upstream's file.
        return new OptimizerState(settings.lr(), settings.beta1(), settings.beta2(), settings.eps(), 0,
                slots);
    }

    /** The file fits to the trainable weights, which who read it made sure of. */
    static AdamState ofFile(OptimizerState file, List<WeightSpec> all, List<String> frozen) {
        long size = all.stream().mapToLong(WeightSpec::size).sum();
        float[] mean = new float[Math.toIntExact(size)];
        float[] square = new float[mean.length];
        long steps = 0;
        int slot = 0;
        int at = 0;
        for (WeightSpec spec : all) {
            if (!file.slots().isEmpty() && frozen.stream().noneMatch(spec.name()::startsWith)) {
                OptimizerState.Slot each = file.slots().get(slot++);
                System.arraycopy(each.mean().floats(), 0, mean, at, Math.toIntExact(spec.size()));
                System.arraycopy(each.meanSquare().floats(), 0, square, at, Math.toIntExact(spec.size()));
                steps = each.step();
            }
            at += Math.toIntExact(spec.size());
        }
        return new AdamState(steps, mean, square);
    }
}
