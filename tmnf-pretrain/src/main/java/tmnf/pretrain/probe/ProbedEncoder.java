package tmnf.pretrain.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.EncoderFile;
import tmnf.pretrain.run.EncoderText;
import tmnf.pretrain.run.NoEncoderException;
import tmnf.pretrain.torch.StateDict;

/**
 * An encoder in a file and what is known of it: {@code encoder.pt}, {@code iqn_bc.pt}, {@code
 * weights1.torch}, a checkpoint, or the folder of a run that has one of them.
 *
 * @param file that it was read from
 * @param tensors under the encoder's own names, such as {@code 0.weight}
 * @param channels frames that it sees at once
 * @param height of frames, pixels, if it is known
 * @param width of frames, pixels, if it is known
 * @param features that it makes of a frame, if the network around it tells
 * @param normalization what it gets of a pixel, if that is known
 * @param origin what it was made from
 * @param doubt why what lies beside it may describe another encoder, a sentence
 */
record ProbedEncoder(Path file, StateDict tensors, int channels, OptionalInt height, OptionalInt width,
        OptionalInt features, Optional<Normalization> normalization, Origin origin,
        Optional<String> doubt) {

    /**
     * What an encoder was made from, as far as its run tells.
     *
     * @param dataset folder of the frames
     * @param validationFraction of the tracks that were only looked at
     * @param seed of the split, and of all else
     * @param task such as {@code forward}
     * @param signature of the dataset's frames
     * @param stack frames of a sample
     * @param trainSamples that were learned from
     * @param validationSamples that were only looked at
     * @param namedTracks whether tracks were named one by one
     */
    record Origin(Optional<Path> dataset, OptionalDouble validationFraction, OptionalLong seed,
            Optional<String> task, Optional<String> signature, OptionalInt stack, OptionalInt trainSamples,
            OptionalInt validationSamples, boolean namedTracks) {

        static final Origin UNKNOWN = new Origin(Optional.empty(), OptionalDouble.empty(),
                OptionalLong.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(),
                OptionalInt.empty(), OptionalInt.empty(), false);

        /** As far as the settings in a checkpoint tell; not which dataset, for frames may have been moved. */
        static Origin of(Map<String, String> settings) {
            Optional<String> fraction = Optional.ofNullable(settings.get("val_fraction"))
                    .filter(each -> each.matches("[01](\\.\\d{1,17})?"));
            Optional<String> seed = Optional.ofNullable(settings.get("seed"))
                    .filter(each -> each.matches("-?\\d{1,18}"));
            Optional<String> stack = Optional.ofNullable(settings.get("n_stack"))
                    .filter(each -> each.matches("[1-9]\\d{0,2}"));
            return new Origin(Optional.empty(),
                    fraction.map(each -> OptionalDouble.of(Double.parseDouble(each)))
                            .orElse(OptionalDouble.empty()),
                    seed.map(each -> OptionalLong.of(Long.parseLong(each))).orElse(OptionalLong.empty()),
                    Optional.ofNullable(settings.get("task")).map(each -> each.toLowerCase(Locale.ROOT)),
                    Optional.empty(), stack.map(each -> OptionalInt.of(Integer.parseInt(each)))
                            .orElse(OptionalInt.empty()),
                    OptionalInt.empty(), OptionalInt.empty(),
                    !settings.getOrDefault("track_ids", "all").equals("all"));
        }
    }

    /** Reads a file, or that of a run's folder. */
    static ProbedEncoder read(Path given) throws IOException, ProbeException {
        try {
            return described(EncoderFile.read(EncoderFile.within(given)));
        } catch (NoEncoderException e) {
            throw new ProbeException(ProbeException.Kind.ENCODER, e.getMessage()
                    + (Files.isDirectory(given) ? "" : "; name the encoder.pt of a pretraining run"));
        }
    }

    private static ProbedEncoder described(EncoderFile encoder) throws IOException, ProbeException {
        Optional<EncoderText> found = EncoderText.of(encoder);
        OptionalInt features = features(encoder.all());
        if (found.isEmpty()) {
            return new ProbedEncoder(encoder.file(), encoder.convolutions(), encoder.channels(),
                    OptionalInt.empty(), OptionalInt.empty(), features, encoder.isOfDriver()
                            ? Optional.of(Normalization.RL) : Optional.empty(),
                    Origin.UNKNOWN, Optional.empty());
        }
        EncoderText text = found.get();
        EncoderFacts facts = text.facts();
        return new ProbedEncoder(encoder.file(), encoder.convolutions(), encoder.channels(), facts.height(),
                facts.width(), features, facts.normalization().flatMap(Normalization::of),
                text.file().isPresent() ? origin(text.file().get()) : Origin.of(encoder.settings()),
                doubt(encoder, text));
    }

    /** What the driver's network has besides the features of its floats. */
    private static OptionalInt features(StateDict all) {
        String both = "iqn_fc.0.weight";
        String floats = "float_feature_extractor.2.weight";
        return all.names().containsAll(List.of(both, floats))
                ? OptionalInt.of(Math.toIntExact(all.get(both).shape().get(0)
                        - all.get(floats).shape().get(0))) : OptionalInt.empty();
    }

    private static Optional<String> doubt(EncoderFile encoder, EncoderText text) throws IOException {
        return text.contradictions(encoder).isEmpty() ? Optional.empty()
                : Optional.of(encoder.file() + " is not the encoder that " + text.source() + " describes; "
                + "its dataset, split, size of frames and pixels are taken all the same: name those that are "
                + "right, or move the encoder away");
    }

    private static Origin origin(Path meta) throws IOException, ProbeException {
        JsonNode root;
        try {
            root = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build()
                    .readTree(Files.readAllBytes(meta));
        } catch (JsonProcessingException e) {
            throw new ProbeException(ProbeException.Kind.ENCODER, meta + ": is no JSON: "
                    + e.getOriginalMessage());
        }
        JsonNode dataset = root.path("dataset_root");
        JsonNode fraction = root.path("config").path("val_fraction");
        JsonNode seed = root.path("seed");
        JsonNode tracks = root.path("config").path("track_ids");
        return new Origin(text(dataset).map(Path::of),
                fraction.isNumber() ? OptionalDouble.of(fraction.doubleValue()) : OptionalDouble.empty(),
                seed.isIntegralNumber() ? OptionalLong.of(seed.longValue()) : OptionalLong.empty(),
                text(root.path("task")), text(root.path("cache_signature")), count(root.path("n_stack")),
                count(root.path("n_train_samples")), count(root.path("n_val_samples")),
                tracks.isArray() && !tracks.isEmpty());
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static OptionalInt count(JsonNode value) {
        return value.isInt() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
    }
}
