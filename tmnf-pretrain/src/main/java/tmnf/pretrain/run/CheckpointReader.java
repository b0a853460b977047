package tmnf.pretrain.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.AdamState;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchType;

/**
 * Takes a checkpoint out of the tree of values that {@link CheckpointFile} describes. What is missing or of
 * another kind is a {@link TorchFormatException}, what contradicts itself an {@link
 * IllegalArgumentException}.
 */
final class CheckpointReader {

    private static final String OWN = CheckpointFile.OWN;
    private static final Object[] OPTIMISER = {"optimizer_states", 0};

    private final TorchFile file;

    CheckpointReader(TorchFile file) {
        this.file = file;
    }

    Checkpoint checkpoint() throws TorchFormatException {
        StateDict weights = weights("state_dict");
        Map<String, String> settings = new TreeMap<>();
        for (Object name : file.map(OWN, "settings").keySet()) {
            settings.put(text(name), file.at(String.class, OWN, "settings", name));
        }
        Checkpoint.Progress progress = new Checkpoint.Progress(whole("epoch"),
                file.at(Long.class, "global_step"), file.at(Double.class, OWN, "progress", "best"),
                whole(OWN, "progress", "best_epoch"), file.at(Double.class, OWN, "progress", "reference"),
                whole(OWN, "progress", "waited"));
        return new Checkpoint(settings, weights, adam(), moments(weights), rows(), progress,
                weights(OWN, "best_state"), counts());
    }

    private List<Double> counts() throws TorchFormatException {
        List<Double> counts = new ArrayList<>();
        if (file.map(OWN).containsKey(CheckpointFile.BEST_COUNTS)) {
            for (int i = 0; i < file.list(OWN, CheckpointFile.BEST_COUNTS).size(); i++) {
                counts.add(file.at(Double.class, OWN, CheckpointFile.BEST_COUNTS, i));
            }
        }
        return counts;
    }

    private static String text(Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the key " + key + " is no text");
    }

    private int whole(Object... path) throws TorchFormatException {
        long value = file.at(Long.class, path);
        if (value != (int) value) {
            throw new IllegalArgumentException(value + " at " + List.of(path));
        }
        return (int) value;
    }

    private StateDict weights(Object... path) throws TorchFormatException {
        StateDict weights = file.stateDict(path);
        weights.tensors().forEach((name, tensor) -> requireFloats(name, tensor));
        return weights;
    }

    private static void requireFloats(String name, TorchTensor tensor) {
        if (tensor.type() != TorchType.FLOAT32) {
            throw new IllegalArgumentException(name + " is of " + tensor.type() + ", not float32");
        }
    }

    private AdamSettings adam() throws TorchFormatException {
        Object[] group = with(OPTIMISER, "param_groups", 0);
        return new AdamSettings(file.at(Double.class, with(group, "lr")),
                file.at(Double.class, with(group, "betas", 0)), file.at(Double.class, with(group, "betas",
                1)),
                file.at(Double.class, with(group, "eps")), file.at(Double.class, with(group,
                "weight_decay")));
    }

    private static Object[] with(Object[] path, Object... more) {
        Object[] longer = Arrays.copyOf(path, path.length + more.length);
        System.arraycopy(more, 0, longer, path.length, more.length);
        return longer;
    }

    private AdamState moments(StateDict weights) throws TorchFormatException {
        long size = weights.tensors().values().stream().mapToLong(TorchTensor::elements).sum();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(size + " weights are more than one array holds");
        }
        float[] mean = new float[(int) size];
        float[] meanSquare = new float[(int) size];
        int at = 0;
        int index = 0;
        for (Map.Entry<String, TorchTensor> weight : weights.tensors().entrySet()) {
            Object[] state = with(OPTIMISER, "state", index++);
            copy(file.at(TorchTensor.class, with(state, "exp_avg")), weight, mean, at);
            copy(file.at(TorchTensor.class, with(state, "exp_avg_sq")), weight, meanSquare, at);
            at += weight.getValue().elements();
        }
        return new AdamState(file.at(Long.class, OWN, "adam_steps"), mean, meanSquare);
    }

    private static void copy(TorchTensor moment, Map.Entry<String, TorchTensor> weight, float[] to, int at) {
        if (!moment.shape().equals(weight.getValue().shape())) {
            throw new IllegalArgumentException(weight.getKey() + " has the shape "
                    + weight.getValue().shape() + " and a moment of " + moment.shape());
        }
        requireFloats("a moment of " + weight.getKey(), moment);
        System.arraycopy(moment.floats(), 0, to, at, moment.elements());
    }

    private List<EpochRow> rows() throws TorchFormatException {
        List<EpochRow> rows = new ArrayList<>();
        for (int i = 0; i < file.list(OWN, "rows").size(); i++) {
            Map<String, Double> values = new TreeMap<>();
            for (Object name : file.map(OWN, "rows", i, "values").keySet()) {
                values.put(text(name), file.at(Double.class, OWN, "rows", i, "values", name));
            }
            rows.add(new EpochRow(whole(OWN, "rows", i, "epoch"),
                    file.at(Long.class, OWN, "rows", i, "step"), values));
        }
        return rows;
    }
}
