package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.objective.FirstLayer;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.EncoderFile;
import tmnf.pretrain.run.EncoderText;
import tmnf.pretrain.run.MetaException;
import tmnf.pretrain.run.NoEncoderException;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Warning;

/** Reads an encoder, holds it against its text and the network, and makes it what the network needs. */
final class PreparedEncoder {

    static final String FIRST_WEIGHT = "0.weight";
    static final String FIRST_BIAS = "0.bias";

    private final Path file;
    private final EncoderRules rules;
    private final Encoder wanted;
    private final List<String> notes = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();
    private Optional<EncoderText> text = Optional.empty();

    private PreparedEncoder(Path file, EncoderRules rules, Encoder wanted) {
        this.file = file;
        this.rules = rules;
        this.wanted = wanted;
    }

    static PreparedEncoder of(Path file, IqnNetwork network, EncoderRules rules)
            throws IOException, InjectionException {
        Encoder wanted = network.image().orElseThrow(() -> new InjectionException(
                Reason.NO_IMAGE_HEAD, "the network of this configuration sees no pictures, so it takes no"
                + " encoder", "set use_iqn_image_head: true, or train without an encoder"));
        PreparedEncoder prepared = new PreparedEncoder(file, rules, wanted);
        prepared.prepare();
        return prepared;
    }

    private void prepare() throws IOException, InjectionException {
        EncoderFile read = read(file);
        if (!read.prefix().isEmpty()) {
            notes.add("the encoder lies under " + read.prefix() + " in the file");
        }
        StateDict tensors = read.tensors();
        int channels = read.channels();
        requireShapes(tensors, channels);
        text = text(read);
        if (text.isPresent()) {
            requireMatch(read, channels, text.get());
        }
        FirstLayer first = FirstLayer.of(tensors.get(FIRST_WEIGHT).shape(),
                tensors.get(FIRST_WEIGHT).doubles(), tensors.get(FIRST_BIAS).doubles());
        if (channels > 1) {
            first = first.combine(rules.combine() == Combine.SUM ? 1 : channels);
            changes.add(rules.combine() + " of " + channels + " frames");
        }
        Optional<Normalization> fold = fold();
        if (fold.isPresent()) {
            first = first.fold(fold.get(), Normalization.RL);
            changes.add("folded " + fold.get().label() + " into rl");
        }
        for (WeightSpec spec : wanted.specs("")) {
            values.put(spec.name(), tensors.get(spec.name()).floats());
        }
        if (!changes.isEmpty()) {
            values.put(FIRST_WEIGHT, FirstLayer.floats(first.weight()));
            values.put(FIRST_BIAS, FirstLayer.floats(first.bias()));
        }
        requireFinite();
    }

    private static EncoderFile read(Path file) throws IOException, InjectionException {
        try {
            return EncoderFile.read(file);
        } catch (NoEncoderException e) {
            throw new InjectionException(Reason.NO_ENCODER, e.getMessage(),
                    "name the encoder.pt of a pretraining run, or one of its checkpoints");
        }
    }

    private Optional<EncoderText> text(EncoderFile read) throws IOException, InjectionException {
        try {
            Optional<EncoderText> found = rules.meta().isPresent()
                    ? Optional.of(EncoderText.given(rules.meta().get(), read)) : EncoderText.of(read);
            if (found.isEmpty()) {
                warnings.add(new Warning("NO_META", "there is no " + EncoderText.NAME + " beside the encoder:"
                        + " for which pictures it was made is not known, and not checked"));
            } else if (found.get().file().isEmpty()) {
                notes.add("what it was made for is told by " + found.get().source());
            }
            return found;
        } catch (MetaException e) {
            throw new InjectionException(Reason.META, e.getMessage(),
                    "give another one with --meta-json, or move it away");
        }
    }

    // ---------------------------------------------------------------------------------------------- checks

    private void requireShapes(StateDict tensors, int channels) throws InjectionException {
        Encoder like = new Encoder(Math.max(1, channels), wanted.height(), wanted.width());
        List<Difference> differences = Shapes.differences(tensors, like.specs(""));
        if (!differences.isEmpty()) {
            throw new InjectionException(Reason.SHAPES, file + ": this is no encoder for the"
                    + " driver's network", "name the encoder.pt of a pretraining run", differences);
        }
    }

    private void requireMatch(EncoderFile read, int channels, EncoderText told)
            throws IOException, InjectionException {
        List<Difference> differences = new ArrayList<>();
        told.contradictions(read).forEach(gap ->
                differences.add(new Difference(gap.key(), gap.is(), gap.shouldBe())));
        EncoderFacts said = told.facts();
        said.channels().ifPresent(count -> compare(differences, "in_channels", channels, count));
        said.features().ifPresent(count -> compare(differences, "enc_dim", count, wanted.features()));
        String needed = wanted.width() + "x" + wanted.height();
        said.size().filter(made -> !made.equals(needed)).ifPresent(made ->
                differences.add(new Difference("image_size", made, needed)));
        if (differences.isEmpty()) {
            return;
        }
        if (!rules.allowMismatch()) {
            throw new InjectionException(Reason.MISMATCH, file + " does not fit " + told.source()
                    + " or the network", "pretrain with the sizes of the training, give its configuration,"
                    + " move what describes another encoder away, or take it all the same with"
                    + " tmnf init-iqn --allow-mismatch", differences);
        }
        differences.forEach(difference -> warnings.add(new Warning("MISMATCH", difference.key() + " is "
                + difference.is() + " and should be " + difference.shouldBe() + "; taken all the same")));
    }

    private static void compare(List<Difference> differences, String key, long is, long shouldBe) {
        if (is != shouldBe) {
            differences.add(new Difference(key, Long.toString(is), Long.toString(shouldBe)));
        }
    }

    private void requireFinite() throws InjectionException {
        List<Difference> differences = new ArrayList<>();
        values.forEach((name, floats) -> {
            int bad = 0;
            for (float value : floats) {
                bad += Float.isFinite(value) ? 0 : 1;
            }
            if (bad > 0) {
                differences.add(new Difference(name, bad + " of " + floats.length + " not finite", "0"));
            }
        });
        if (!differences.isEmpty()) {
            throw new InjectionException(Reason.NOT_FINITE, file + ": the encoder holds numbers"
                    + " that are infinite or none", "pretrain anew, or take an earlier checkpoint",
                    differences);
        }
    }

    // ------------------------------------------------------------------------------------------ normalising

    private Optional<Normalization> fold() {
        Optional<String> word = text.flatMap(told -> told.facts().normalization());
        Optional<Normalization> said = word.flatMap(Normalization::of);
        if (said.isEmpty() && rules.fold() == Fold.AUTO) {
            warnings.add(new Warning("NORMALIZATION_UNKNOWN", word.map(label -> "the encoder was trained on"
                    + " pictures normalised as \"" + label + "\", which is not known: nothing is folded")
                    .orElse("which normalisation the encoder was trained on is not known: nothing is folded;"
                    + " --fold 01 or --fold iqn says it")));
        }
        boolean differs = said.isPresent() && said.get() != Normalization.RL;
        if (rules.fold() == Fold.NONE && differs) {
            warnings.add(new Warning("NORMALIZATION", "the encoder was trained on pictures normalised as "
                    + said.get().label() + " and will be given (p - 128) / 128: nothing is folded"));
        }
        Optional<Normalization> named = rules.fold().normalization();
        if (named.isPresent() && said.isPresent() && said.get() != named.get()) {
            warnings.add(new Warning("NORMALIZATION", text.orElseThrow().source() + " says "
                    + said.get().label() + ", --fold says " + named.get().label() + ": the option counts"));
        }
        return rules.fold() == Fold.AUTO ? said.filter(normalization -> differs) : named;
    }

    // ---------------------------------------------------------------------------------------------- results

    /** The tensor of that name, without the prefix of the image head. */
    TorchTensor tensor(WeightSpec spec) {
        return TorchTensor.of(spec.shape(), values.get(spec.name()));
    }

    /** What was done to the first layer; empty for nothing. */
    String change() {
        return String.join(", ", changes);
    }

    /** The {@code pretrain_meta.json} that tells of it, if there is one. */
    Optional<Path> metaFile() {
        return text.flatMap(EncoderText::file);
    }

    List<String> notes() {
        return notes;
    }

    List<Warning> warnings() {
        return warnings;
    }
}
