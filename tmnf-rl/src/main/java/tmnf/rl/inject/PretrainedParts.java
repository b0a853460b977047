package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Files;
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
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.MetaException;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Warning;
import tmnf.rl.inject.KeyAction.Origin;
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
    private static final String FIRST_WEIGHT = FLOAT_HEAD + "0.weight";
    private static final String FIRST_BIAS = FLOAT_HEAD + "0.bias";

    private final IqnNetwork network;
    private final EncoderRules rules;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final Map<String, String> changes = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private Optional<Normalisation> scaling = Optional.empty();
    private Optional<Path> meta = Optional.empty();

    private PretrainedParts(IqnNetwork network, EncoderRules rules) {
        this.network = network;
        this.rules = rules;
    }

    /**
     * Reads the files; an encoder is made what the network needs as {@link EncoderInjection} does it.
     *
     * @throws InjectionException if one does not fit
     * @throws IOException if one cannot be read, or is damaged
     */
    public static PretrainedParts read(PretrainedFiles files, IqnNetwork network)
            throws IOException, InjectionException {
        return read(files, network, EncoderRules.DEFAULT);
    }

    /** The same with rules for the encoder, in a file of its own or in the cloned network. */
    static PretrainedParts read(PretrainedFiles files, IqnNetwork network, EncoderRules rules)
            throws IOException, InjectionException {
        PretrainedParts parts = new PretrainedParts(network, rules);
        if (files.encoder().isPresent()) {
            parts.readEncoder(files.encoder().get());
        }
        if (files.heads().isPresent()) {
            parts.readHeads(files.heads().get(), files.encoder().isPresent() ? rules.besideIt() : rules);
        }
        if (files.floatHead().isPresent()) {
            Path file = files.floatHead().get();
            parts.take(file, EncoderFile.tensors(file), FLOAT_HEAD, Origin.FLOAT_HEAD, "name a float_head.pt"
                    + " of behavioural cloning, made with the sizes of this training");
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
        PreparedEncoder encoder = PreparedEncoder.of(file, network, rules);
        meta = encoder.metaFile();
        takeEncoder(encoder, Origin.ENCODER);
        notes.add(file + ": " + IqnNetwork.IMAGE_HEAD + "*" + (encoder.change().isEmpty() ? ""
                : ", " + encoder.change()));
        notes.addAll(encoder.notes());
    }

    private void takeEncoder(PreparedEncoder encoder, Origin origin) {
        Encoder image = network.image().orElseThrow(); // the encoder was held against it
        for (WeightSpec spec : image.specs("")) {
            put(IqnNetwork.IMAGE_HEAD + spec.name(), encoder.tensor(spec), origin);
        }
        for (String first : List.of(PreparedEncoder.FIRST_WEIGHT, PreparedEncoder.FIRST_BIAS)) {
            changes.put(IqnNetwork.IMAGE_HEAD + first, encoder.change());
        }
        warnings.addAll(encoder.warnings());
    }

    private void put(String name, TorchTensor tensor, Origin origin) {
        tensors.put(name, tensor);
        origins.put(name, origin);
        changes.remove(name);
    }

    private void readHeads(Path file, EncoderRules encoderRules) throws IOException, InjectionException {
        StateDict all = EncoderFile.tensors(file);
        Map<String, TorchTensor> rest = new LinkedHashMap<>(all.tensors());
        TorchTensor mean = rest.remove(MEAN);
        TorchTensor std = rest.remove(STD);
        ClonedHeads heads = ClonedHeads.of(file, all, facts(file));
        rest.keySet().removeIf(name -> name.startsWith(ClonedHeads.OTHERS));
        rest.putAll(heads.driver().prefixed(ACTIONS_HEAD).tensors());
        take(file, StateDict.of(rest), "", Origin.HEADS, "name an iqn_bc.pt of behavioural cloning, made with"
                + " the sizes of this training");
        heads.note().ifPresent(note -> notes.add(file + ": " + note));
        heads.warning().ifPresent(text -> warnings.add(new Warning("OFFSET", file + ": " + text)));
        if (network.image().isPresent() && !network.extras().residual()) {
            PreparedEncoder encoder = PreparedEncoder.of(file, network, encoderRules);
            meta = meta.or(encoder::metaFile);
            takeEncoder(encoder, Origin.HEADS);
            if (!encoder.change().isEmpty()) {
                notes.add(file + ": " + IqnNetwork.IMAGE_HEAD + "*: " + encoder.change());
            }
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
        ClonedHeads head = several.isEmpty() ? ClonedHeads.single(EncoderFile.tensors(file), facts(file))
                : ClonedHeads.of(file, several, facts(file));
        head.note().ifPresent(note -> notes.add(file + ": " + note));
        head.warning().ifPresent(text -> warnings.add(new Warning("OFFSET", file + ": " + text)));
        take(file, head.driver(), ACTIONS_HEAD, Origin.ACTIONS_HEAD, "name an actions_head.pt of behavioural"
                + " cloning, made with the sizes of this training");
    }

    private static Optional<EncoderFacts> facts(Path file) throws IOException, InjectionException {
        Path beside = file.resolveSibling(PreparedEncoder.META);
        try {
            return Files.exists(beside) ? Optional.of(EncoderFacts.read(beside)) : Optional.empty();
        } catch (MetaException e) {
            throw new InjectionException(Reason.META, e.getMessage(), "mend it or move it away");
        }
    }

    private void take(Path file, StateDict part, String prefix, Origin origin, String advice)
            throws InjectionException {
        List<WeightSpec> specs = wanted(part, prefix);
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
            put(name, TorchTensor.of(spec.shape(), values), origin);
            parts.add(name.substring(0, name.indexOf('.') + 1) + "*");
        }
        notes.add(file + ": " + String.join(" ", parts));
    }

    /** What a part should have; the encoder of a whole network may be one of several frames. */
    private List<WeightSpec> wanted(StateDict part, String prefix) {
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

    /** The weights with these parts in them; the rest stays. */
    public StateDict into(StateDict weights) {
        Map<String, TorchTensor> all = new LinkedHashMap<>(weights.tensors());
        all.putAll(tensors); // names that are there keep their place
        return StateDict.of(all);
    }

    /** Folds the scaling that the parts bring along into their first layer, for one that stays another. */
    void fold(Normalisation given) {
        if (scaling.isEmpty()) {
            return;
        }
        Normalisation trained = scaling.get();
        if (!ScaledInputs.same(trained, given)) {
            TorchTensor weight = tensors.get(FIRST_WEIGHT);
            TorchTensor bias = tensors.get(FIRST_BIAS);
            float[] weights = weight.floats();
            float[] biases = bias.floats();
            ScaledInputs.fold(weights, biases, trained, given);
            put(FIRST_WEIGHT, TorchTensor.of(weight.shape(), weights), origins.get(FIRST_WEIGHT));
            put(FIRST_BIAS, TorchTensor.of(bias.shape(), biases), origins.get(FIRST_BIAS));
            changes.put(FIRST_WEIGHT, ScaledInputs.CHANGE);
            changes.put(FIRST_BIAS, ScaledInputs.CHANGE);
        }
        scaling = Optional.of(given);
    }

    /** Names of the weights that it replaces. */
    public Set<String> names() {
        return Set.copyOf(tensors.keySet());
    }

    /** Which file a weight comes from; empty if it is not one of these. */
    Optional<Origin> origin(String name) {
        return Optional.ofNullable(origins.get(name));
    }

    /** What was done to a weight; empty for nothing. */
    String change(String name) {
        return changes.getOrDefault(name, "");
    }

    /** The text beside the encoder, if there is one. */
    Optional<Path> metaFile() {
        return meta;
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
