package tmnf.pretrain.cloning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.net.WeightsMismatchException;
import tmnf.pretrain.objective.FirstLayer;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.run.CheckpointFolder;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.EncoderFile;
import tmnf.pretrain.run.EncoderText;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.tminterface.observation.Normalisation;

/**
 * What cloning begins with instead of weights that are drawn: an encoder, or all weights of an earlier run.
 * All of it has to be there and to fit, or the message names every difference. (Upstream leaves out silently
 * what is missing.) It is read without native code, so that a rehearsal fails where a run would.
 */
public final class CloningStart {

    private static final String META = EncoderText.NAME;
    private static final String FIRST_WEIGHT = "0.weight";
    private static final String FIRST_BIAS = "0.bias";

    private final BehaviouralCloning objective;
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * What was read, which fits.
     *
     * @param file where it was
     * @param prefix of the weights that it sets, all of them
     * @param tensors their numbers, by names without the prefix
     * @param notes what the user may want to know, a sentence each
     * @param warnings what the user should know, a sentence each
     */
    public record Taken(Path file, String prefix, StateDict tensors, List<String> notes,
            List<String> warnings) {

        /** Copies the lists. */
        public Taken {
            notes = List.copyOf(notes);
            warnings = List.copyOf(warnings);
        }

        /** Sets weights of the objective that it was read for; gives itself. */
        public Taken into(Weights weights) {
            try {
                StateDicts.load(weights, prefix, tensors);
            } catch (WeightsMismatchException e) {
                throw new IllegalStateException("what was read for an objective fits its weights", e);
            }
            return this;
        }
    }

    private CloningStart(BehaviouralCloning objective) {
        this.objective = objective;
    }

    /**
     * Reads an encoder. If it was trained on pictures of another normalisation, its first layer is changed so
     * that it answers as it did there.
     *
     * @param given a file with an encoder, or the folder of a run that made one
     * @throws CloningException if it is missing, damaged, or of another shape
     * @throws IOException if it cannot be read
     */
    public static Taken initialEncoder(BehaviouralCloning objective, Path given)
            throws CloningException, IOException {
        InitialEncoder initial = InitialEncoder.read(given);
        EncoderFile encoder = initial.encoder();
        CloningStart start = new CloningStart(objective);
        start.requireFits(encoder.file(), StackedEncoder.ENCODER, encoder.tensors(),
                "pretrain an encoder with the same size of picture and the same frames of a stack");
        start.warnings.addAll(initial.warnings());
        Optional<Normalization> trained = initial.normalization().flatMap(Normalization::of)
                .filter(each -> each != objective.normalization());
        StateDict tensors = encoder.tensors();
        if (trained.isPresent()) {
            tensors = folded(tensors, trained.get(), objective.normalization());
            start.notes.add(encoder.file() + ": its first layer is folded, from pictures normalised as "
                    + trained.get().label() + " to " + objective.normalization().label() + ": it answers as"
                    + " it did");
        } else {
            start.compare(initial.normalization(), "the encoder");
        }
        return new Taken(encoder.file(), StackedEncoder.ENCODER, tensors, start.notes, start.warnings);
    }

    private static StateDict folded(StateDict encoder, Normalization trained, Normalization given) {
        TorchTensor weight = encoder.get(FIRST_WEIGHT);
        TorchTensor bias = encoder.get(FIRST_BIAS);
        FirstLayer first = FirstLayer.of(weight.shape(), weight.doubles(), bias.doubles()).fold(trained,
                given);
        Map<String, TorchTensor> all = new LinkedHashMap<>(encoder.tensors());
        all.put(FIRST_WEIGHT, TorchTensor.of(weight.shape(), FirstLayer.floats(first.weight())));
        all.put(FIRST_BIAS, TorchTensor.of(bias.shape(), FirstLayer.floats(first.bias())));
        return StateDict.of(all);
    }

    /**
     * Reads all weights of an earlier run, not its optimiser: of its newest checkpoint, or without any of its
     * {@code iqn_bc.pt}. Heads are taken by their offset where the run tells it, else in order, with a
     * warning; a single head is taken for all offsets. Outputs are brought into the order of the actions, as
     * far as the run tells its own.
     *
     * @param run folder of the earlier run
     * @param wanted what outputs and numbers stand for here
     * @throws CloningException if there is nothing, or something that does not fit
     * @throws IOException if it cannot be read
     */
    public static Taken resume(BehaviouralCloning objective, Path run, PolicyFacts wanted)
            throws CloningException, IOException {
        if (!Files.isDirectory(run)) {
            throw new CloningException(run + ": there is no such folder to take weights from; name that of a "
                    + "run of tmnf pretrain bc");
        }
        CloningStart start = new CloningStart(objective);
        Optional<Path> checkpoint = CheckpointFolder.newest(run.resolve(CheckpointFolder.NAME));
        Path file = checkpoint.orElse(run.resolve(CloningFiles.IQN));
        if (!Files.isRegularFile(file)) {
            throw new CloningException(run + ": there is nothing to go on from: neither a checkpoint in "
                    + CheckpointFolder.NAME + " nor " + CloningFiles.IQN + "; name the folder of a run of"
                    + " tmnf pretrain bc");
        }
        TorchFile read = InitialEncoder.understood(() -> TorchFile.read(file));
        Map<String, String> settings = CheckpointFile.settings(read);
        Path meta = run.resolve(META); // a run that was killed has none
        Optional<EncoderFacts> facts = InitialEncoder.understood(() -> Files.isRegularFile(meta)
                ? Optional.of(EncoderFacts.read(meta)) : EncoderFacts.ofSettings(settings));
        SavedHeads saved = SavedHeads.of(InitialEncoder.understood(read::weights), objective.network());
        PolicyFacts policy = facts.map(EncoderFacts::policy).orElse(PolicyFacts.NONE);
        start.tellOfUnknown(file, policy, wanted);
        start.requireSameMeaning(file, policy, wanted); // says more than the scaling that differs with it
        start.requireSameScaling(file, saved, policy, settings);
        Optional<OutputOrder> order = OutputOrder.between(policy.actions(), wanted.actions());
        Map<String, TorchTensor> all = new LinkedHashMap<>(saved.rest());
        start.putHeads(file, order.map(saved::inOrder).orElse(saved), facts, all);
        order.ifPresent(changed -> start.notes.add(file + ": " + OutputOrder.CHANGE));
        StateDict tensors = start.requireFits(file, "", StateDict.of(all), "give the settings of that run");
        start.compare(facts.flatMap(EncoderFacts::normalization), "the network");
        return new Taken(file, "", tensors, start.notes, start.warnings);
    }

    /** The same without a word of what outputs and numbers stand for. */
    static Taken resume(BehaviouralCloning objective, Path run) throws CloningException, IOException {
        return resume(objective, run, PolicyFacts.NONE);
    }

    private StateDict requireFits(Path file, String prefix, StateDict dict, String advice)
            throws CloningException {
        try {
            StateDicts.requireFits(objective.specs(), prefix, dict);
            return dict;
        } catch (WeightsMismatchException e) {
            throw new CloningException(file + ": " + e.getMessage() + "; " + advice, e);
        }
    }

    /** Weights take whatever they are given; other pictures are worth a word. */
    private void compare(Optional<String> normalization, String what) {
        normalization.filter(label -> !label.equals(objective.normalization().label()))
                .ifPresent(label -> warnings.add(what + " was trained on pictures normalised as " + label
                        + " and is given " + objective.normalization().label() + " here"));
    }

    private void tellOfUnknown(Path file, PolicyFacts policy, PolicyFacts wanted) {
        if (policy.actions().isEmpty() && !wanted.actions().isEmpty()) {
            warnings.add(file + ": nothing tells which actions its outputs stand for; they are taken in the"
                    + " order of inputs.actions");
        }
    }

    /** Refuses outputs for other actions, and other numbers; a word for what is only measured otherwise. */
    private void requireSameMeaning(Path file, PolicyFacts policy, PolicyFacts wanted)
            throws CloningException {
        List<PolicyFacts.Gap> gaps = new ArrayList<>(policy.otherActions(wanted));
        gaps.addAll(policy.otherPlaces(wanted));
        if (!gaps.isEmpty()) {
            throw new CloningException(file + ": its outputs or its numbers beside the picture stand for"
                    + " other things than those of the configuration: " + gaps.stream().map(Object::toString)
                            .collect(Collectors.joining(", ")) + "; give the --rl-config-path of that run");
        }
        Stream.concat(policy.otherMeasures(wanted).stream(), policy.otherDecision(wanted).stream())
                .forEach(gap -> warnings.add(file + ": it was cloned for another driver: " + gap));
    }

    /** As the file itself has it, else as the text beside it: our checkpoints have only its signature. */
    private void requireSameScaling(Path file, SavedHeads saved, PolicyFacts policy,
            Map<String, String> settings) throws CloningException {
        Optional<Normalisation> scaling = objective.network().scaling();
        TorchTensor mean = saved.buffers().get("mean");
        TorchTensor std = saved.buffers().get("std");
        float[][] told = mean != null && std != null ? new float[][] {mean.floats(), std.floats()}
                : policy.scaling().map(each -> new float[][] {each.mean(), each.std()}).orElse(null);
        boolean isOther = scaling.isPresent() && (told != null
                ? !(Arrays.equals(told[0], scaling.get().mean())
                && Arrays.equals(told[1], scaling.get().std()))
                : settings.containsKey(PolicyFacts.SCALING)
                && !settings.get(PolicyFacts.SCALING).equals(PolicyFacts.signature(scaling.get())));
        if (isOther) {
            throw new CloningException(file + ": its numbers beside the picture are scaled otherwise than"
                    + " those of the configuration; give the configuration of that run");
        }
    }

    private void putHeads(Path file, SavedHeads saved, Optional<EncoderFacts> facts,
            Map<String, TorchTensor> all) throws CloningException {
        List<Integer> offsets = facts.map(EncoderFacts::offsetsMs).orElse(List.of());
        List<Integer> wanted = objective.columns().offsetsMs();
        List<Integer> there = List.copyOf(saved.heads().keySet());
        requireWhole(file, there, offsets);
        for (int i = 0; i < wanted.size(); i++) {
            String prefix = objective.network().head(i);
            saved.heads().get(source(there, offsets, wanted, i)).forEach((name, tensor) ->
                    all.put(prefix + name, tensor));
        }
        if (there.size() == 1) {
            tellOfSingle(file, facts, wanted);
        } else if (offsets.isEmpty()) {
            warnings.add(file + ": of which times its " + there.size() + " heads are is not known, there is "
                    + "no " + META + " beside it that tells; they are taken in order for " + wanted + " ms");
        }
    }

    /** Refuses heads that leave out one, and those that the run's text says otherwise of. */
    private void requireWhole(Path file, List<Integer> there, List<Integer> offsets)
            throws CloningException {
        List<Integer> wanted = objective.columns().offsetsMs();
        String has = file + ": it has " + there.size() + " heads";
        if (there.isEmpty()) {
            throw new CloningException(has + " of the kind that is wanted: of one layer, of two, or the "
                    + "driver's; give the settings of that run, such as use_actions_head and use_full_iqn");
        }
        int last = there.get(there.size() - 1);
        if (there.size() > 1 && last != there.size() - 1) {
            List<Integer> missing = IntStream.range(0, last).boxed().filter(i -> !there.contains(i)).toList();
            throw new CloningException(has + ", and of " + (last + 1) + " the heads " + missing + " are "
                    + "missing; name a run whose file is whole");
        }
        if (there.size() > 1 && !offsets.isEmpty() && offsets.size() != there.size()) {
            throw new CloningException(has + ", and its " + META + " tells of " + offsets + " ms; take away "
                    + "what is not of that run");
        }
        boolean fits = there.size() == 1 || (offsets.isEmpty() ? there.size() == wanted.size()
                : offsets.containsAll(wanted));
        if (!fits) {
            throw new CloningException(has + (offsets.isEmpty() ? "" : ", for " + offsets + " ms")
                    + ", and heads for " + wanted + " ms are wanted; give offsets that it has");
        }
    }

    /** Index of the saved head that a head begins with. */
    private static int source(List<Integer> there, List<Integer> offsets, List<Integer> wanted, int head) {
        return there.size() == 1 ? there.get(0) : offsets.isEmpty() ? head
                : offsets.indexOf(wanted.get(head));
    }

    private void tellOfSingle(Path file, Optional<EncoderFacts> facts, List<Integer> wanted) {
        List<Integer> offsets = facts.map(EncoderFacts::offsetsMs).orElse(List.of());
        // Of several, the file has the driver's; upstream's, which tell no hash, have the first.
        Optional<Integer> of = offsets.isEmpty() ? Optional.empty() : Optional.of(offsets.get(
                facts.flatMap(EncoderFacts::sha256).isPresent() ? new ActionColumns(offsets).driver() : 0));
        if (wanted.size() > 1 || of.isPresent() && !List.of(of.get()).equals(wanted)) {
            notes.add(file + ": its only head" + of.map(ms -> ", for " + ms + " ms,").orElse("")
                    + " is taken for " + wanted + " ms");
        }
    }
}
