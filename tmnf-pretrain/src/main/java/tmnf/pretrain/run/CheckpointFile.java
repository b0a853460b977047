package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.AdamState;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchTuple;

/**
 * Checkpoints as files that {@code torch.load} reads, also with {@code weights_only=True}:
 *
 * <pre>
 * epoch, global_step, pytorch-lightning_version
 * state_dict         encoder.0.weight ...
 * optimizer_states   [{state: {0: {step, exp_avg, exp_avg_sq}, ...}, param_groups: [...]}]
 * lr_schedulers      []
 * tmnf               {format, settings, rows, progress, best_state}
 * </pre>
 *
 * <p>The same checkpoint gives the same bytes.
 */
public final class CheckpointFile {

    private static final long FORMAT = 1;
    /** Lightning looks at it to decide how to convert a file; this is the first with these keys. */
    private static final String LIGHTNING = "2.0.0";
    private static final String OWN = "tmnf";

    private CheckpointFile() {
    }

    /** Writes or replaces a file, whole or not at all. */
    public static void write(Path file, Checkpoint checkpoint) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("epoch", (long) checkpoint.progress().epoch());
        root.put("global_step", checkpoint.progress().step());
        root.put("pytorch-lightning_version", LIGHTNING);
        root.put("state_dict", checkpoint.weights());
        root.put("optimizer_states", List.of(optimiser(checkpoint)));
        root.put("lr_schedulers", List.of());
        root.put(OWN, own(checkpoint));
        TorchFile.write(file, root);
    }

    private static Map<String, Object> optimiser(Checkpoint checkpoint) {
        AdamState moments = checkpoint.moments();
        Map<Object, Object> state = new LinkedHashMap<>();
        List<Object> indices = new ArrayList<>();
        int at = 0;
        for (TorchTensor weight : checkpoint.weights().tensors().values()) {
            long index = indices.size();
            indices.add(index);
            int end = at + weight.elements();
            state.put(index, new LinkedHashMap<>(Map.of(
                    "step", TorchTensor.of(List.of(), moments.steps()),
                    "exp_avg", part(weight, moments.mean(), at, end),
                    "exp_avg_sq", part(weight, moments.meanSquare(), at, end))));
            at = end;
        }
        Map<String, Object> group = new LinkedHashMap<>();
        AdamSettings adam = checkpoint.adam();
        group.put("lr", adam.lr());
        group.put("betas", TorchTuple.of(adam.beta1(), adam.beta2()));
        group.put("eps", adam.eps());
        group.put("weight_decay", adam.weightDecay());
        group.put("amsgrad", false);
        group.put("maximize", false);
        group.put("foreach", null);
        group.put("capturable", false);
        group.put("params", indices);
        Map<String, Object> optimiser = new LinkedHashMap<>();
        optimiser.put("state", state);
        optimiser.put("param_groups", List.of(group));
        return optimiser;
    }

    private static TorchTensor part(TorchTensor like, float[] all, int from, int to) {
        return TorchTensor.of(like.shape(), Arrays.copyOfRange(all, from, to));
    }

    private static Map<String, Object> own(Checkpoint checkpoint) {
        Checkpoint.Progress progress = checkpoint.progress();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("best", progress.best());
        numbers.put("best_epoch", (long) progress.bestEpoch());
        numbers.put("reference", progress.reference());
        numbers.put("waited", (long) progress.waited());
        List<Object> rows = new ArrayList<>();
        for (EpochRow row : checkpoint.rows()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("epoch", (long) row.epoch());
            values.put("step", row.step());
            values.put("values", new LinkedHashMap<>(row.values()));
            rows.add(values);
        }
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("format", FORMAT);
        own.put("settings", new TreeMap<>(checkpoint.settings()));
        own.put("adam_steps", checkpoint.moments().steps());
        own.put("progress", numbers);
        own.put("rows", rows);
        own.put("best_state", checkpoint.bestWeights());
        return own;
    }

    /**
     * Reads a file that {@link #write} made.
     *
     * @throws TorchFormatException if it is damaged
     * @throws CheckpointException if it is another program's, or a later version's
     */
    public static Checkpoint read(Path path) throws IOException {
        TorchFile file = TorchFile.read(path);
        if (!(file.root() instanceof Map<?, ?> root) || !root.containsKey(OWN)) {
            throw new CheckpointException(path + ": not a checkpoint of tmnf, so there is nothing to go on "
                    + "from; begin another run", null);
        }
        try {
            long format = file.at(Long.class, OWN, "format");
            if (format != FORMAT) {
                throw new IllegalArgumentException("it is in format " + format + ", this program knows "
                        + FORMAT);
            }
            return checkpoint(file);
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException
                | IndexOutOfBoundsException e) {
            throw new CheckpointException(path + ": cannot go on from this checkpoint: " + e.getMessage()
                    + "; begin another run", e);
        }
    }

    private static Checkpoint checkpoint(TorchFile file) throws TorchFormatException {
        StateDict weights = file.stateDict("state_dict");
        Map<String, String> settings = new TreeMap<>();
        file.map(OWN, "settings").forEach((name, value) -> settings.put((String) name, (String) value));
        return new Checkpoint(settings, weights, adam(file), moments(file, weights), rows(file),
                new Checkpoint.Progress(whole(file, "epoch"), file.at(Long.class, "global_step"),
                        file.at(Double.class, OWN, "progress", "best"),
                        whole(file, OWN, "progress", "best_epoch"),
                        file.at(Double.class, OWN, "progress", "reference"),
                        whole(file, OWN, "progress", "waited")),
                file.stateDict(OWN, "best_state"));
    }

    private static int whole(TorchFile file, Object... path) throws TorchFormatException {
        return Math.toIntExact(file.at(Long.class, path));
    }

    private static AdamSettings adam(TorchFile file) throws TorchFormatException {
        Object[] group = {"optimizer_states", 0, "param_groups", 0};
        List<?> betas = file.list(with(group, "betas"));
        return new AdamSettings(file.at(Double.class, with(group, "lr")), (Double) betas.get(0),
                (Double) betas.get(1), file.at(Double.class, with(group, "eps")),
                file.at(Double.class, with(group, "weight_decay")));
    }

    private static Object[] with(Object[] path, Object last) {
        Object[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = last;
        return longer;
    }

    private static AdamState moments(TorchFile file, StateDict weights) throws TorchFormatException {
        int size = weights.tensors().values().stream().mapToInt(TorchTensor::elements).sum();
        float[] mean = new float[size];
        float[] meanSquare = new float[size];
        int at = 0;
        int index = 0;
        for (TorchTensor weight : weights.tensors().values()) {
            Object[] state = {"optimizer_states", 0, "state", index++};
            copy(file.at(TorchTensor.class, with(state, "exp_avg")), weight, mean, at);
            copy(file.at(TorchTensor.class, with(state, "exp_avg_sq")), weight, meanSquare, at);
            at += weight.elements();
        }
        return new AdamState(file.at(Long.class, OWN, "adam_steps"), mean, meanSquare);
    }

    private static void copy(TorchTensor moment, TorchTensor weight, float[] to, int at) {
        if (!moment.shape().equals(weight.shape())) {
            throw new IllegalArgumentException("a moment has the shape " + moment.shape() + " for "
                    + weight.shape());
        }
        System.arraycopy(moment.floats(), 0, to, at, weight.elements());
    }

    private static List<EpochRow> rows(TorchFile file) throws TorchFormatException {
        List<EpochRow> rows = new ArrayList<>();
        for (int i = 0; i < file.list(OWN, "rows").size(); i++) {
            Map<String, Double> values = new TreeMap<>();
            file.map(OWN, "rows", i, "values").forEach((name, value) ->
                    values.put((String) name, (Double) value));
            rows.add(new EpochRow(whole(file, OWN, "rows", i, "epoch"),
                    file.at(Long.class, OWN, "rows", i, "step"), values));
        }
        return rows;
    }
}
