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
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchTuple;

/**
 * Checkpoints as files that {@code torch.load} reads, from PyTorch 2 on also with {@code weights_only=True}
 * (before that it knows no numbers but those in tensors):
 *
 * <pre>
 * epoch, global_step, pytorch-lightning_version
 * state_dict         encoder.0.weight ...
 * optimizer_states   [{state: {0: {step, exp_avg, exp_avg_sq}, ...}, param_groups: [...]}]
 * lr_schedulers      []
 * callbacks          {}
 * tmnf               {format, settings, adam_steps, progress, rows, best_state,
 *                    [best_counts]}
 * </pre>
 *
 * <p>The epoch is the number of those that are done. PyTorch keeps an optimiser's steps as a float32, which
 * is exact up to 2^24, so they are there once more as a whole number. The same checkpoint gives the same
 * bytes.
 */
public final class CheckpointFile {

    private static final long FORMAT = 1;
    /** Lightning looks at it to decide how to convert a file; this is the first with these keys. */
    private static final String LIGHTNING = "2.0.0";
    static final String OWN = "tmnf";
    /** Only some tasks have it, and no file of an earlier version. */
    static final String BEST_COUNTS = "best_counts";
    /** A file has less than 4 GiB, and this of it is left to all but weights. */
    private static final long REST = 16 << 20;
    /**
     * Weights that a file holds at most: they, two moments of each, and those of the best epoch, float32.
     */
    public static final long MOST_WEIGHTS = ((1L << 32) - REST) / (4 * Float.BYTES);

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
        root.put("callbacks", Map.of());
        root.put(OWN, own(checkpoint));
        TorchFile.write(file, root);
    }

    /** A bound on the size of a file from below: weights and two moments, float32 each. */
    public static long leastBytes(long weights) {
        return 3 * Float.BYTES * weights;
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
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("step", TorchTensor.of(List.of(), moments.steps()));
            of.put("exp_avg", part(weight, moments.mean(), at, end));
            of.put("exp_avg_sq", part(weight, moments.meanSquare(), at, end));
            state.put(index, of);
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
            values.put("values", row.values());
            rows.add(values);
        }
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("format", FORMAT);
        own.put("settings", new TreeMap<>(checkpoint.settings()));
        own.put("adam_steps", checkpoint.moments().steps());
        own.put("progress", numbers);
        own.put("rows", rows);
        own.put("best_state", checkpoint.bestWeights());
        if (!checkpoint.bestCounts().isEmpty()) {
            own.put(BEST_COUNTS, checkpoint.bestCounts());
        }
        return own;
    }

    /**
     * Reads a file that {@link #write} made.
     *
     * @throws CheckpointException if it is damaged, another program's or a later version's
     * @throws IOException if it cannot be read
     */
    public static Checkpoint read(Path path) throws IOException {
        try {
            TorchFile file = TorchFile.read(path);
            if (!(file.root() instanceof Map<?, ?> root) || !root.containsKey(OWN)) {
                throw new CheckpointException(path + " is not a checkpoint of tmnf.", null);
            }
            long format = file.at(Long.class, OWN, "format");
            if (format != FORMAT) {
                throw new CheckpointException(path + " is a checkpoint in format " + format
                        + ", this program knows format " + FORMAT + ".", null);
            }
            return new CheckpointReader(file).checkpoint();
        } catch (TorchFormatException e) {
            throw new CheckpointException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(path + " contradicts itself: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The settings in a file that may be a checkpoint of ours, without the rest.
     *
     * @return empty for other files
     */
    public static Map<String, String> settings(TorchFile file) {
        Map<String, String> settings = new TreeMap<>();
        if (file.root() instanceof Map<?, ?> root && root.get(OWN) instanceof Map<?, ?> own
                && own.get("settings") instanceof Map<?, ?> told) {
            told.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
        }
        return settings;
    }
}
