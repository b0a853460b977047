package tmnf.pretrain.cloning;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.torch.TorchTensor;

/**
 * Brings outputs of a policy into the order in which another one has the same actions. That is sound for the
 * last layer of a head: each of its rows is of one action alone, and the mean over actions that the driver's
 * network takes off does not depend on their order. (What it sees of earlier actions are keys, not indices.)
 */
public final class OutputOrder {

    /** What is done, for people. */
    public static final String CHANGE = "outputs put into the order of inputs.actions";

    /** For each output that is wanted, its index here. */
    private final int[] sources;

    private OutputOrder(int[] sources) {
        this.sources = sources;
    }

    /** From one list of actions to another of the same; empty where nothing is to be done or either is. */
    public static Optional<OutputOrder> between(List<String> actions, List<String> wanted) {
        int[] sources = wanted.stream().mapToInt(actions::indexOf).toArray();
        return actions.equals(wanted) || actions.size() != wanted.size()
                || Arrays.stream(sources).anyMatch(source -> source < 0) ? Optional.empty()
                : Optional.of(new OutputOrder(sources));
    }

    /** Rows of a weight or a bias in the other order; as it is where it has another number of them. */
    public TorchTensor of(TorchTensor tensor) {
        List<Long> shape = tensor.shape();
        if (shape.isEmpty() || shape.get(0) != sources.length) {
            return tensor; // whoever checks shapes names it
        }
        float[] before = tensor.floats();
        float[] after = new float[before.length];
        int row = before.length / sources.length;
        for (int i = 0; i < sources.length; i++) {
            System.arraycopy(before, sources[i] * row, after, i * row, row);
        }
        return TorchTensor.of(shape, after);
    }
}
