package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchTuple;

/**
 * What {@code optimizer1.torch} holds: PyTorch's dict of RAdam. Its tensors have no names: they are those of
 * the trainable weights, in order. Source: training note, section 10.
 *
 * @param lr size of a step, as of the last one
 * @param beta1 decay of the mean
 * @param beta2 decay of the mean square
 * @param eps added to the root of the mean square
 * @param weightDecay inside the optimiser; the original has 0 and decays by itself
 * @param slots one for each trainable weight; none before the first step
 */
public record OptimizerState(double lr, double beta1, double beta2, double eps, double weightDecay,
        List<Slot> slots) {

    private static final String STATE = "state";
    private static final String GROUPS = "param_groups";
    private static final String OWN = "tmnf";
    private static final String STEPS = "steps";
    private static final String STEP = "step";
    private static final String MEAN = "exp_avg";
    private static final String SQUARE = "exp_avg_sq";

    /**
     * Of one weight.
     *
     * @param step number of steps taken
     * @param mean {@code exp_avg}
     * @param meanSquare {@code exp_avg_sq}
     */
    public record Slot(long step, TorchTensor mean, TorchTensor meanSquare) {

        /** Checks that they fit together. */
        public Slot {
            if (step < 0 || !mean.shape().equals(meanSquare.shape())) {
                throw new IllegalArgumentException("step " + step + ", mean " + mean + ", mean square "
                        + meanSquare);
            }
        }
    }

    /** Copies the list. */
    public OptimizerState {
        slots = List.copyOf(slots);
    }

    /** Writes or replaces the file. PyTorch keeps the step as a float32, so it is there again, exact. */
    public void write(Path file) throws IOException {
        Map<Object, Object> state = new LinkedHashMap<>();
        List<Object> indices = new ArrayList<>();
        List<Object> steps = new ArrayList<>();
        for (Slot slot : slots) {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put(STEP, TorchTensor.of(List.of(), slot.step()));
            of.put(MEAN, ChannelsLast.of(slot.mean()));
            of.put(SQUARE, ChannelsLast.of(slot.meanSquare()));
            long index = indices.size();
            state.put(index, of);
            indices.add(index);
            steps.add(slot.step());
        }
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("lr", lr);
        group.put("betas", TorchTuple.of(beta1, beta2));
        group.put("eps", eps);
        group.put("weight_decay", weightDecay);
        group.put("foreach", null);
        group.put("params", indices);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(STATE, state);
        root.put(GROUPS, List.of(group));
        root.put(OWN, Map.of(STEPS, steps));
        TorchFile.write(file, root);
    }

    /**
     * Reads a file of this program, or of PyTorch.
     *
     * @throws TorchFormatException if it is damaged, or none of an optimiser
     * @throws SaveException if it is of an optimiser of another kind
     */
    public static OptimizerState read(Path path) throws IOException {
        TorchFile file = TorchFile.read(path);
        int groups = file.list(GROUPS).size();
        if (groups != 1) {
            throw damaged(path, "has " + groups + " groups of parameters, not one");
        }
        Map<?, ?> state = file.map(STATE);
        boolean own = file.root() instanceof Map<?, ?> root && root.containsKey(OWN);
        List<Slot> slots = new ArrayList<>();
        for (Object index : state.isEmpty() ? List.of() : file.list(GROUPS, 0, "params")) {
            long step = own ? file.at(Long.class, OWN, STEPS, slots.size())
                    : step(file.at(Object.class, STATE, index, STEP));
            try {
                slots.add(new Slot(step, file.at(TorchTensor.class, STATE, index, MEAN),
                        file.at(TorchTensor.class, STATE, index, SQUARE)));
            } catch (IllegalArgumentException e) {
                throw damaged(path, "contradicts itself at parameter " + index + ": " + e.getMessage());
            }
        }
        return new OptimizerState(number(file, "lr"), number(file, "betas", 0), number(file, "betas", 1),
                number(file, "eps"), number(file, "weight_decay"), slots);
    }

    /** Whether a file is there and of this program; one that cannot be read is not. */
    static boolean isOurs(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try {
            return TorchFile.read(path).root() instanceof Map<?, ?> root && root.containsKey(OWN);
        } catch (IOException e) {
            return false; // whoever reads it to use it says what is wrong
        }
    }

    private static SaveException damaged(Path path, String what) {
        return new SaveException(SaveException.Reason.DAMAGED, path + " " + what, List.of(),
                "get back the file that a run of this kind left");
    }

    /** A number of the only group. */
    private static double number(TorchFile file, Object... path) throws TorchFormatException {
        return file.at(Number.class, Stream.concat(Stream.of(GROUPS, 0), Stream.of(path)).toArray())
                .doubleValue();
    }

    /** A float tensor, or a number in files of older versions. */
    private static long step(Object step) {
        return step instanceof TorchTensor tensor ? (long) tensor.doubles()[0] : ((Number) step).longValue();
    }

    /** Why it does not belong to these weights, a line for each; empty if it does. */
    List<String> differences(List<WeightSpec> trainable) {
        List<String> lines = new ArrayList<>();
        if (slots.isEmpty()) {
            return lines;
        }
        if (slots.size() != trainable.size()) {
            lines.add("it has moments of " + slots.size() + " weights, the network has " + trainable.size()
                    + " that are trained");
            return lines;
        }
        for (int i = 0; i < slots.size(); i++) {
            if (!slots.get(i).mean().shape().equals(trainable.get(i).shape())) {
                lines.add("moments of " + trainable.get(i).name() + ": " + slots.get(i).mean().shape()
                        + " instead of " + trainable.get(i).shape());
            }
        }
        return lines;
    }
}
