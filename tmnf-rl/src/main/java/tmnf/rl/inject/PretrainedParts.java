package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Warning;
import tmnf.tminterface.observation.Normalisation;

/**
 * Parts of the network that were trained before, read, checked, and ready to be put into weights. Each part
 * has to be whole and to fit: what does not is refused, and all of it is named. Needs no native code.
 */
public final class PretrainedParts {

    private static final String FLOAT_HEAD = "float_feature_extractor.";
    private static final String ACTIONS_HEAD = "A_head.";
    private static final String MEAN = "float_inputs_mean";
    private static final String STD = "float_inputs_std";
    private static final String OTHER_HEADS = "A_head_offset_";
    private static final String FIRST_OF_SEVERAL = "offset_0";

    private final IqnNetwork network;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private Optional<Normalisation> scaling = Optional.empty();

    private PretrainedParts(IqnNetwork network) {
        this.network = network;
    }

    /**
     * Reads the files; an encoder is made what the network needs as {@link EncoderInjection} does it.
     *
     * @throws InjectionException if one does not fit
     * @throws IOException if one cannot be read, or is damaged
     */
    public static PretrainedParts read(PretrainedFiles files, IqnNetwork network)
            throws IOException, InjectionException {
        PretrainedParts parts = new PretrainedParts(network);
        if (files.encoder().isPresent()) {
            parts.readEncoder(files.encoder().get());
        }
        if (files.heads().isPresent()) {
            parts.readHeads(files.heads().get());
        }
        if (files.floatHead().isPresent()) {
            Path file = files.floatHead().get();
            parts.take(file, EncoderFile.tensors(file), FLOAT_HEAD, "name a float_head.pt of behavioural"
                    + " cloning, made with the sizes of this training");
        }
        if (files.actionsHead().isPresent()) {
            parts.readActionsHead(files.actionsHead().get());
        }
        return parts;
    }

    private void readEncoder(Path file) throws IOException, InjectionException {
        if (network.extras().residual()) {
            throw new InjectionException(Reason.NO_IMAGE_HEAD,
                    "impala_encoder is another encoder than that of "
                    + file, "set tmnf.impala_encoder: false, or train without " + file);
        }
        // Nothing is written, so where to does not matter.
        InjectionSettings.Target nowhere = new InjectionSettings.Target(file.resolveSibling("."), true, 0,
                false, "");
        PreparedEncoder encoder = PreparedEncoder.of(new InjectionSettings(file, Optional.empty(), network,
                Combine.MEAN, Fold.AUTO, false, nowhere));
        Encoder image = network.image().orElseThrow(); // the encoder was held against it
        for (WeightSpec spec : image.specs("")) {
            tensors.put(IqnNetwork.IMAGE_HEAD + spec.name(), encoder.tensor(spec));
        }
        notes.add(file + ": " + IqnNetwork.IMAGE_HEAD + "*" + (encoder.change().isEmpty() ? ""
                : ", " + encoder.change()));
        notes.addAll(encoder.notes());
        warnings.addAll(encoder.warnings());
    }

    private void readHeads(Path file) throws IOException, InjectionException {
        StateDict all = EncoderFile.tensors(file);
        Map<String, TorchTensor> rest = new LinkedHashMap<>(all.tensors());
        TorchTensor mean = rest.remove(MEAN);
        TorchTensor std = rest.remove(STD);
        boolean others = rest.keySet().removeIf(name -> name.startsWith(OTHER_HEADS));
        take(file, StateDict.of(rest), "", "name an iqn_bc.pt of behavioural cloning, made with the sizes of"
                + " this training");
        if (others) {
            notes.add(file + ": the heads " + OTHER_HEADS + "* are of other times and are left out");
        }
        if (mean != null && std != null) {
            takeScaling(file, mean, std);
        }
    }

    /** What these weights were trained with goes with them. */
    private void takeScaling(Path file, TorchTensor mean, TorchTensor std) throws InjectionException {
        List<Long> wanted = List.of((long) network.floats());
        if (!mean.shape().equals(wanted) || !std.shape().equals(wanted)) {
            throw new InjectionException(Reason.SHAPES, file + ": its scaling is of other inputs", "make it"
                    + " anew with the sizes of this training", List.of(new Difference(MEAN,
                    mean.shape().toString(), wanted.toString()), new Difference(STD, std.shape().toString(),
                    wanted.toString())));
        }
        try {
            scaling = Optional.of(Normalisation.of(mean.floats(), std.floats()));
            notes.add(file + ": inputs are scaled as there");
        } catch (IllegalArgumentException e) {
            throw new InjectionException(Reason.NOT_FINITE, file + ": its scaling cannot be used: "
                    + e.getMessage(), "make it anew");
        }
    }

    private void readActionsHead(Path file) throws IOException, InjectionException {
        Map<String, StateDict> several = EncoderFile.several(file);
        StateDict head = several.get(FIRST_OF_SEVERAL);
        if (head == null) {
            head = EncoderFile.tensors(file);
        } else {
            notes.add(file + ": " + FIRST_OF_SEVERAL + " of " + String.join(", ", several.keySet()));
        }
        take(file, head, ACTIONS_HEAD, "name an actions_head.pt of behavioural cloning, made with the "
                + "sizes of"
                + " this training");
    }

    private void take(Path file, StateDict part, String prefix, String advice) throws InjectionException {
        List<WeightSpec> specs = network.specs().stream().filter(spec -> spec.name().startsWith(prefix))
                .map(spec -> new WeightSpec(spec.name().substring(prefix.length()), spec.shape(),
                        spec.initial())).toList();
        List<Difference> differences = Shapes.differences(part, specs);
        if (!differences.isEmpty()) {
            throw new InjectionException(Reason.SHAPES, file + ": this does not fit "
                    + (prefix.isEmpty() ? "the network" : prefix + "*") + " of the configuration", advice,
                    differences);
        }
        Set<String> parts = new LinkedHashSet<>();
        for (WeightSpec spec : specs) {
            float[] values = part.get(spec.name()).floats();
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new InjectionException(Reason.NOT_FINITE, file + ": " + spec.name()
                            + " holds numbers"
                            + " that are infinite or none", "train it anew");
                }
            }
            String name = prefix + spec.name();
            tensors.put(name, TorchTensor.of(spec.shape(), values));
            parts.add(name.substring(0, name.indexOf('.') + 1) + "*");
        }
        notes.add(file + ": " + String.join(" ", parts));
    }

    /** The weights with these parts in them; the rest stays. */
    public StateDict into(StateDict weights) {
        Map<String, TorchTensor> all = new LinkedHashMap<>(weights.tensors());
        all.putAll(tensors); // names that are there keep their place
        return StateDict.of(all);
    }

    /** Names of the weights that it replaces. */
    public Set<String> names() {
        return Set.copyOf(tensors.keySet());
    }

    /** How inputs are scaled for these parts; empty if the files do not say it. */
    public Optional<Normalisation> scaling() {
        return scaling;
    }

    /** What came from where, a sentence for each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** What the user should know before relying on it. */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }
}
