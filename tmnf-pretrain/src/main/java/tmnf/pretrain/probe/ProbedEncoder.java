package tmnf.pretrain.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import tmnf.pretrain.inspect.TensorFile;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.CheckpointFolder;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;

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

    private static final String META = "pretrain_meta.json";
    private static final String CHECKPOINT = "state_dict";
    private static final String FIRST = "0.weight";
    private static final String DRIVERS = "img_head.";
    private static final List<String> PREFIXES =
            List.of("", "encoder.", DRIVERS, "model.encoder.", "model.img_head.");
    private static final List<String> FILES = List.of("encoder.pt", "iqn_bc.pt", "weights1.torch");
    private static final int CONVOLUTION = 4;

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
    }

    /** Reads a file, or that of a run's folder. */
    static ProbedEncoder read(Path given) throws IOException, ProbeException {
        Path file = file(given);
        StateDict all = tensors(file);
        for (String prefix : PREFIXES) {
            StateDict under = prefix.isEmpty() ? all : all.under(prefix);
            if (under.names().contains(FIRST) && under.get(FIRST).shape().size() == CONVOLUTION) {
                int channels = Math.toIntExact(under.get(FIRST).shape().get(1));
                return described(file, under, channels, prefix, features(all));
            }
        }
        throw new ProbeException(ProbeException.Kind.ENCODER, file + ": no encoder in it: no convolution "
                + "named " + FIRST + ", with or without "
                + String.join(", ", PREFIXES.subList(1, PREFIXES.size()))
                + " before it; name the encoder.pt of a pretraining run");
    }

    /** What the driver's network has besides the features of its floats. */
    private static OptionalInt features(StateDict all) {
        String both = "iqn_fc.0.weight";
        String floats = "float_feature_extractor.2.weight";
        return all.names().containsAll(List.of(both, floats))
                ? OptionalInt.of(Math.toIntExact(all.get(both).shape().get(0)
                        - all.get(floats).shape().get(0))) : OptionalInt.empty();
    }

    private static Path file(Path given) throws ProbeException {
        if (!Files.isDirectory(given)) {
            return given;
        }
        return FILES.stream().map(given::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new ProbeException(ProbeException.Kind.ENCODER, given
                        + ": has none of " + String.join(", ", FILES) + "; a run writes its encoder at the "
                        + "end, also after Ctrl+C"));
    }

    private static StateDict tensors(Path file) throws IOException {
        if (TensorFile.kind(file) == TensorFile.Kind.SAFETENSORS) {
            return SafetensorsFile.read(file).tensors().withoutPrefixes();
        }
        TorchFile read = TorchFile.read(file);
        return read.root() instanceof Map<?, ?> root && root.get(CHECKPOINT) instanceof Map
                ? read.stateDict(CHECKPOINT) : read.stateDict();
    }

    private static ProbedEncoder described(Path file, StateDict tensors, int channels, String prefix,
            OptionalInt features) throws IOException, ProbeException {
        StateDict own = only(tensors);
        Optional<Path> found = meta(file);
        if (found.isEmpty()) {
            return new ProbedEncoder(file, own, channels, OptionalInt.empty(), OptionalInt.empty(),
                    features, prefix.endsWith(DRIVERS) ? Optional.of(Normalization.RL) : Optional.empty(),
                    Origin.UNKNOWN, Optional.empty());
        }
        Path meta = found.get();
        EncoderFacts facts = EncoderFacts.read(meta);
        Optional<Normalization> normalization = Optional.empty();
        for (Normalization each : Normalization.values()) {
            normalization = facts.normalization().equals(Optional.of(each.label())) ? Optional.of(each)
                    : normalization;
        }
        return new ProbedEncoder(file, own, channels, facts.height(), facts.width(), features,
                normalization, origin(meta), doubt(file, meta, facts, own, prefix));
    }

    /** Beside the file, or above it where it is one of a run's checkpoints. */
    private static Optional<Path> meta(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            return Optional.empty();
        }
        Path above = folder.getParent(); // null: of a root
        boolean isCheckpoint = folder.endsWith(CheckpointFolder.NAME)
                || CheckpointFolder.isOurs(file.getFileName().toString()); // with --checkpoint-dir
        return Stream.of(folder, isCheckpoint ? above : null).filter(Objects::nonNull)
                .map(place -> place.resolve(META)).filter(Files::isRegularFile).findFirst();
    }

    /**
     * A file of an encoder alone is the one that was exported, if it is of the run at all; the same weights
     * in another format have another hash.
     */
    private static Optional<String> doubt(Path file, Path meta, EncoderFacts facts, StateDict own,
            String prefix) throws IOException {
        boolean isAlone = prefix.isEmpty() && meta.getParent().equals(
                file.toAbsolutePath().normalize().getParent());
        boolean isOther = facts.archHash().isPresent() && !facts.archHash().get().equals(own.archHash());
        if (!isOther && isAlone && facts.sha256().isPresent()) {
            isOther = !isExported(file, facts.sha256().get())
                    && !hasSameBitsAsExported(own, meta.resolveSibling(FILES.get(0)), facts.sha256().get());
        }
        return isOther ? Optional.of(file + " is not the encoder that " + meta + " describes; its dataset, "
                + "split, size of frames and pixels are taken all the same: name those that are right, or "
                + "move the encoder away") : Optional.empty();
    }

    private static boolean isExported(Path file, String sha256) throws IOException {
        return sha256.equalsIgnoreCase(PretrainMeta.sha256(file));
    }

    private static boolean hasSameBitsAsExported(StateDict own, Path exported, String sha256)
            throws IOException {
        return Files.isRegularFile(exported) && isExported(exported, sha256)
                && own.hasSameBits(only(tensors(exported)));
    }

    /** The four convolutions, without what else a file puts beside them under the same prefix. */
    private static StateDict only(StateDict tensors) {
        Map<String, TorchTensor> own = new LinkedHashMap<>();
        new Encoder(1, Encoder.SMALLEST, Encoder.SMALLEST).specs("").forEach(spec -> {
            if (tensors.names().contains(spec.name())) {
                own.put(spec.name(), tensors.get(spec.name()));
            }
        });
        return StateDict.of(own);
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
