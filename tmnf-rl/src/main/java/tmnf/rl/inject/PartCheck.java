package tmnf.rl.inject;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.tminterface.observation.Normalisation;

/** Whether a part is whole, of the network's shapes, and of numbers. */
final class PartCheck {

    static final String MEAN = "float_inputs_mean";
    static final String STD = "float_inputs_std";

    private static final String NORM = "A_norm.";

    private PartCheck() {
    }

    /**
     * Checks a part.
     *
     * @param prefix of the network's weights that it should have, which its own names lack; empty: all
     * @return its weights
     * @throws InjectionException if it does not fit
     */
    static List<WeightSpec> require(Path file, StateDict part, IqnNetwork network, String prefix,
            String advice) throws InjectionException {
        List<WeightSpec> specs = wanted(part, network, prefix);
        List<Difference> differences = Shapes.differences(part, specs);
        if (!differences.isEmpty()) {
            throw new InjectionException(Reason.SHAPES, file + ": this does not fit "
                    + (prefix.isEmpty() ? "the network" : prefix + "*") + " of the configuration", advice
                    + (prefix.isEmpty() && network.extras().layerNorm()
                            ? ", without tmnf.layer_normalisation, which cloned networks do not have" : ""),
                    differences);
        }
        for (WeightSpec spec : specs) {
            for (float value : part.get(spec.name()).floats()) {
                if (!Float.isFinite(value)) {
                    throw new InjectionException(Reason.NOT_FINITE, file + ": " + spec.name()
                            + " holds numbers that are infinite or none", "train it anew");
                }
            }
        }
        return specs;
    }

    /**
     * Refuses a head of actions for a network that normalises its hidden layer: a head that was cloned does
     * not, and would compute something else there although its own weights fit.
     */
    static void requirePlainHead(Path file, IqnNetwork network) throws InjectionException {
        List<Difference> missing = network.specs().stream().filter(spec -> spec.name().startsWith(NORM))
                .map(spec -> new Difference(spec.name(), "-", spec.shape().toString())).toList();
        if (!missing.isEmpty()) {
            throw new InjectionException(Reason.SHAPES, file + ": its hidden layer is not normalised, and"
                    + " that of the configuration is", "set tmnf.layer_normalisation: false, or leave it out",
                    missing);
        }
    }

    /** What a part should have; the encoder of a whole network may be one of several frames. */
    private static List<WeightSpec> wanted(StateDict part, IqnNetwork network, String prefix) {
        String first = IqnNetwork.IMAGE_HEAD + PreparedEncoder.FIRST_WEIGHT;
        boolean plain = network.image().isPresent() && !network.extras().residual();
        return network.specs().stream().filter(spec -> spec.name().startsWith(prefix)).map(spec -> {
            List<Long> shape = spec.shape();
            if (plain && prefix.isEmpty() && spec.name().equals(first) && part.names().contains(first)
                    && part.get(first).shape().size() == shape.size()) {
                shape = new ArrayList<>(shape);
                shape.set(1, Math.max(1, part.get(first).shape().get(1)));
            }
            return new WeightSpec(spec.name().substring(prefix.length()), shape, spec.initial());
        }).toList();
    }

    /**
     * How a part's numbers are scaled.
     *
     * @throws InjectionException if it is for another number of them, or cannot be used
     */
    static Normalisation scaling(Path file, TorchTensor mean, TorchTensor std, IqnNetwork network)
            throws InjectionException {
        List<Long> wanted = List.of((long) network.floats());
        if (!mean.shape().equals(wanted) || !std.shape().equals(wanted)) {
            throw new InjectionException(Reason.SHAPES, file + ": its scaling is of other inputs", "make it"
                    + " anew with the sizes of this training", List.of(new Difference(MEAN,
                    mean.shape().toString(), wanted.toString()), new Difference(STD, std.shape().toString(),
                    wanted.toString())));
        }
        try {
            return Normalisation.of(mean.floats(), std.floats());
        } catch (IllegalArgumentException e) {
            throw new InjectionException(Reason.NOT_FINITE, file + ": its scaling cannot be used: "
                    + e.getMessage(), "make it anew");
        }
    }
}
