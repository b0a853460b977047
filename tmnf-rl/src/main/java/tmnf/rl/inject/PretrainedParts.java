package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import tmnf.pretrain.cloning.OutputOrder;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.EncoderText;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.WeightsFile;
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
    private static final List<String> OUTPUTS = List.of(ACTIONS_HEAD + "2.weight", ACTIONS_HEAD + "2.bias");
    private static final String FIRST_WEIGHT = FLOAT_HEAD + "0.weight";
    private static final String FIRST_BIAS = FLOAT_HEAD + "0.bias";

    private final IqnNetwork network;
    private final EncoderRules rules;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final Map<String, String> changes = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final ClonedMeaning meaning;
    private Optional<Normalisation> scaling = Optional.empty();
    private Optional<Path> meta = Optional.empty();

    private PretrainedParts(IqnNetwork network, EncoderRules rules, PolicyFacts driver) {
        this.network = network;
        this.rules = rules;
        meaning = new ClonedMeaning(driver, warnings);
    }

    /**
     * Reads the files; an encoder is made what the network needs as {@link EncoderInjection} does it.
     *
     * @param driver what outputs and numbers stand for: outputs of other order are brought into its own
     * @throws InjectionException if one does not fit
     * @throws IOException if one cannot be read, or is damaged
     */
    public static PretrainedParts read(PretrainedFiles files, IqnNetwork network, PolicyFacts driver)
            throws IOException, InjectionException {
        return read(files, network, EncoderRules.usual(files), driver);
    }

    /** For a driver of which nothing but the shapes is known. */
    static PretrainedParts read(PretrainedFiles files, IqnNetwork network)
            throws IOException, InjectionException {
        return read(files, network, PolicyFacts.NONE);
    }

    /** The same with rules for the encoder, in a file of its own or in the cloned network. */
    static PretrainedParts read(PretrainedFiles files, IqnNetwork network, EncoderRules rules,
            PolicyFacts driver) throws IOException, InjectionException {
        PretrainedParts parts = new PretrainedParts(network, rules, driver);
        if (files.encoder().isPresent()) {
            parts.readEncoder(files.encoder().get());
        }
        if (files.heads().isPresent()) {
            parts.readHeads(files.heads().get(), files.encoder().isPresent() ? rules.besideIt() : rules);
        }
        if (files.floatHead().isPresent()) {
            parts.readFloatHead(files.floatHead().get(), files.heads());
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
        StateDict all = WeightsFile.read(file).tensors();
        Map<String, TorchTensor> rest = new LinkedHashMap<>(all.tensors());
        TorchTensor mean = rest.remove(PartCheck.MEAN);
        TorchTensor std = rest.remove(PartCheck.STD);
        Optional<EncoderFacts> facts = ClonedMeaning.facts(encoderRules.meta().orElse(
                file.resolveSibling(EncoderText.NAME)));
        ClonedHeads heads = ClonedHeads.of(file, all, facts);
        rest.keySet().removeIf(name -> name.startsWith(ClonedHeads.OTHERS));
        rest.putAll(heads.driver().prefixed(ACTIONS_HEAD).tensors());
        Optional<OutputOrder> order = meaning.outputs(file, facts);
        meaning.requireNumbers(file, facts);
        take(file, StateDict.of(rest), "", Origin.HEADS, "name an iqn_bc.pt of behavioural cloning, made with"
                + " the sizes of this training");
        tellOf(file, heads);
        if (network.image().isPresent() && !network.extras().residual()) {
            PreparedEncoder encoder = PreparedEncoder.of(file, network, encoderRules);
            meta = meta.or(encoder::metaFile);
            takeEncoder(encoder, Origin.HEADS);
            if (!encoder.change().isEmpty()) {
                notes.add(file + ": " + IqnNetwork.IMAGE_HEAD + "*: " + encoder.change());
            }
            meaning.tellOfFrames(file, Math.toIntExact(all.get(IqnNetwork.IMAGE_HEAD
                    + PreparedEncoder.FIRST_WEIGHT).shape().get(1)), Optional.of(encoderRules.combine()));
        }
        putOutputsInOrder(file, order, facts);
        if (mean != null && std != null) {
            takeScaling(file, mean, std);
        } else {
            takeScalingAsTold(file, facts);
        }
    }

    private void tellOf(Path file, ClonedHeads heads) {
        heads.note().ifPresent(note -> notes.add(file + ": " + note));
        heads.warning().ifPresent(text -> warnings.add(new Warning("OFFSET", file + ": " + text)));
    }

    private void putOutputsInOrder(Path file, Optional<OutputOrder> order, Optional<EncoderFacts> facts) {
        if (meaning.isSilent(facts)) {
            notes.add(file + ": which action each output is for is told nowhere, they are taken in the order"
                    + " of inputs.actions");
        }
        order.ifPresent(changed -> {
            for (String name : OUTPUTS) {
                put(name, changed.of(tensors.get(name)), origins.get(name));
                changes.put(name, OutputOrder.CHANGE);
            }
            notes.add(file + ": " + OutputOrder.CHANGE);
        });
    }

    /** What these weights were trained with goes with them. */
    private void takeScaling(Path file, TorchTensor mean, TorchTensor std) throws InjectionException {
        scaling = Optional.of(PartCheck.scaling(file, mean, std, network));
        notes.add(file + ": inputs are scaled as there");
    }

    /** For a file that has it not itself: as the text beside it tells it. */
    private void takeScalingAsTold(Path file, Optional<EncoderFacts> facts) throws InjectionException {
        Optional<Normalisation> told = facts.flatMap(each -> each.policy().scaling());
        if (told.isPresent()) {
            List<Long> length = List.of((long) told.get().size());
            takeScaling(file, TorchTensor.of(length, told.get().mean()), TorchTensor.of(length,
                    told.get().std()));
            return;
        }
        scaling = Optional.empty(); // what earlier files said was of a layer that is replaced
        warnings.add(new Warning("SCALING_UNKNOWN", file + ": how the numbers beside the picture were scaled"
                + " for it is told nowhere, neither in it nor in a " + EncoderText.NAME + " beside it:"
                + " it is taken as made with the state_normalization of this training. What comes from the"
                + " Python tool was made with damper_std: 0.5"));
    }

    private void readFloatHead(Path file, Optional<Path> heads) throws IOException, InjectionException {
        Optional<EncoderFacts> facts = ClonedMeaning.factsBeside(file);
        meaning.requireNumbers(file, facts);
        take(file, WeightsFile.read(file).tensors(), FLOAT_HEAD, Origin.FLOAT_HEAD, "name a float_head.pt of"
                + " behavioural cloning, made with the sizes of this training");
        boolean ofTheSameRun = heads.isPresent() && scaling.isPresent()
                && Objects.equals(heads.get().toAbsolutePath().normalize().getParent(),
                        file.toAbsolutePath().normalize().getParent());
        if (!ofTheSameRun) {
            takeScalingAsTold(file, facts);
        }
    }

    private void readActionsHead(Path file) throws IOException, InjectionException {
        PartCheck.requirePlainHead(file, network);
        Map<String, StateDict> several = ClonedHeads.several(file);
        Optional<EncoderFacts> facts = ClonedMeaning.factsBeside(file);
        ClonedHeads head = several.isEmpty() ? ClonedHeads.single(WeightsFile.read(file).tensors(), facts)
                : ClonedHeads.of(file, several, facts);
        Optional<OutputOrder> order = meaning.outputs(file, facts);
        tellOf(file, head);
        take(file, head.driver(), ACTIONS_HEAD, Origin.ACTIONS_HEAD, "name an actions_head.pt of behavioural"
                + " cloning, made with the sizes of this training");
        meaning.tellOfFrames(file, facts.map(each -> each.stack().orElse(1)).orElse(1), Optional.empty());
        putOutputsInOrder(file, order, facts);
    }

    private void take(Path file, StateDict part, String prefix, Origin origin, String advice)
            throws InjectionException {
        Set<String> parts = new LinkedHashSet<>();
        for (WeightSpec spec : PartCheck.require(file, part, network, prefix, advice)) {
            String name = prefix + spec.name();
            put(name, TorchTensor.of(spec.shape(), part.get(spec.name()).floats()), origin);
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
