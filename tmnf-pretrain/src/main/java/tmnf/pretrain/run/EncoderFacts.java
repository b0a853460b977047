package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import tmnf.tminterface.observation.Normalisation;

/**
 * What a {@code pretrain_meta.json}, ours or upstream's, says of its encoder. A key that is missing, or null,
 * is no fault; one of another kind is.
 *
 * @param channels that the first layer takes
 * @param height of the frames, pixels
 * @param width of the frames, pixels
 * @param features that the encoder makes
 * @param stack frames of a sample
 * @param stackMode {@code channel} or {@code concat}
 * @param normalization label of what the encoder got of a pixel
 * @param archHash hash of names and shapes
 * @param sha256 of the encoder's file, hexadecimal; upstream does not tell it
 * @param offsetsMs times of the heads of behavioural cloning, in order; empty if it tells none
 * @param policy what outputs and numbers of a cloned policy stand for; upstream does not tell it
 */
public record EncoderFacts(OptionalInt channels, OptionalInt height, OptionalInt width, OptionalInt features,
        OptionalInt stack, Optional<String> stackMode, Optional<String> normalization,
        Optional<String> archHash, Optional<String> sha256, List<Integer> offsetsMs, PolicyFacts policy) {

    private static final long LARGEST = 1 << 20;
    /** As a checkpoint's settings have them; not beyond an int. */
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");
    /** Python writes NaN. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /** Copies the list. */
    public EncoderFacts {
        offsetsMs = List.copyOf(offsetsMs);
        Objects.requireNonNull(policy, "policy");
    }

    /**
     * Reads a file.
     *
     * @throws MetaException if it is not a JSON object, larger than 1 MiB, or a value is of another kind
     */
    public static EncoderFacts read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new MetaException(file, "is larger than 1 MiB");
        }
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new MetaException(file, "is no JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new MetaException(file, "is no JSON object");
        }
        Reader of = new Reader(file, root);
        return new EncoderFacts(of.number("in_channels"), of.side("image_height"), of.side("image_width"),
                of.number("enc_dim"), of.number("n_stack"), of.text("stack_mode"),
                of.text("image_normalization"), of.text("arch_hash"), of.text("encoder_sha256"),
                of.numbers("bc_time_offsets_ms"), new PolicyFacts(of.texts(PolicyFacts.ACTIONS),
                        of.number(PolicyFacts.DECISION), of.figures(PolicyFacts.OBSERVATION),
                        of.scaling()));
    }

    /**
     * What the settings in a checkpoint tell, for a run that wrote nothing else.
     *
     * @return empty for checkpoints that have none, as other programs'
     */
    public static Optional<EncoderFacts> ofSettings(Map<String, String> settings) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> offsets = PolicyFacts.elements(settings.getOrDefault("bc_time_offsets_ms", "[]"))
                .stream().filter(each -> each.matches("-?\\d{1,9}")).map(Integer::valueOf).toList();
        Matcher size = SIZE.matcher(settings.getOrDefault("image_size", ""));
        boolean isSize = size.matches();
        Matcher stack = COUNT.matcher(settings.getOrDefault("n_stack", ""));
        return Optional.of(new EncoderFacts(OptionalInt.empty(),
                isSize ? OptionalInt.of(Integer.parseInt(size.group(2))) : OptionalInt.empty(),
                isSize ? OptionalInt.of(Integer.parseInt(size.group(1))) : OptionalInt.empty(),
                OptionalInt.empty(), stack.matches() ? OptionalInt.of(Integer.parseInt(stack.group()))
                        : OptionalInt.empty(),
                Optional.ofNullable(settings.get("stack_mode")).map(mode -> mode.toLowerCase(Locale.ROOT)),
                Optional.ofNullable(settings.get("image_normalization")), Optional.empty(), Optional.empty(),
                offsets, PolicyFacts.ofSettings(settings,
                        Boolean.parseBoolean(settings.get("use_floats")))));
    }

    /** Width and height of the frames, such as {@code 64x64}; empty where one of them is not told. */
    public Optional<String> size() {
        return height.isPresent() && width.isPresent()
                ? Optional.of(width.getAsInt() + "x" + height.getAsInt()) : Optional.empty();
    }

    private record Reader(Path file, JsonNode root) {

        /** Ours, or upstream's for both sides. */
        OptionalInt side(String key) throws MetaException {
            OptionalInt side = number(key);
            return side.isPresent() ? side : number("image_size");
        }

        OptionalInt number(String key) throws MetaException {
            JsonNode value = root.path(key);
            if (value.isMissingNode() || value.isNull()) {
                return OptionalInt.empty();
            }
            if (!value.isInt() || value.intValue() < 1) {
                throw new MetaException(file, "has " + value + " as " + key
                        + ", not a whole number from 1 up");
            }
            return OptionalInt.of(value.intValue());
        }

        List<Integer> numbers(String key) throws MetaException {
            JsonNode value = root.path(key);
            if (value.isMissingNode() || value.isNull()) {
                return List.of();
            }
            List<Integer> numbers = new ArrayList<>();
            for (JsonNode each : value) {
                if (each.isInt()) {
                    numbers.add(each.intValue());
                }
            }
            if (!value.isArray() || numbers.size() != value.size()) {
                throw new MetaException(file, "has " + value + " as " + key + ", not a list of whole"
                        + " numbers");
            }
            return numbers;
        }

        List<String> texts(String key) throws MetaException {
            List<String> texts = new ArrayList<>();
            for (JsonNode each : list(key)) {
                if (!each.isTextual()) {
                    throw new MetaException(file, "has " + each + " in " + key + ", not a text");
                }
                texts.add(each.textValue());
            }
            return texts;
        }

        Map<String, Double> figures(String key) throws MetaException {
            JsonNode value = root.path(key);
            Map<String, Double> figures = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> each : value.properties()) {
                if (!each.getValue().isNumber()) {
                    throw new MetaException(file, "has " + each.getValue() + " as " + each.getKey() + " of "
                            + key + ", not a number");
                }
                figures.put(each.getKey(), each.getValue().doubleValue());
            }
            if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
                throw new MetaException(file, "has " + value + " as " + key + ", not an object");
            }
            return figures;
        }

        Optional<Normalisation> scaling() throws MetaException {
            float[] mean = floats(PolicyFacts.MEAN);
            float[] std = floats(PolicyFacts.STD);
            try {
                return mean.length == 0 && std.length == 0 ? Optional.empty()
                        : Optional.of(Normalisation.of(mean, std));
            } catch (IllegalArgumentException e) {
                throw new MetaException(file, "has a scaling of numbers that cannot be used: "
                        + e.getMessage());
            }
        }

        private float[] floats(String key) throws MetaException {
            JsonNode list = list(key);
            float[] floats = new float[list.size()];
            for (int i = 0; i < floats.length; i++) {
                if (!list.get(i).isNumber()) {
                    throw new MetaException(file, "has " + list.get(i) + " in " + key + ", not a number");
                }
                floats[i] = list.get(i).floatValue();
            }
            return floats;
        }

        /** Empty where it is not there. */
        private JsonNode list(String key) throws MetaException {
            JsonNode value = root.path(key);
            if (value.isMissingNode() || value.isNull()) {
                return JSON.createArrayNode();
            }
            if (!value.isArray()) {
                throw new MetaException(file, "has " + value + " as " + key + ", not a list");
            }
            return value;
        }

        Optional<String> text(String key) throws MetaException {
            JsonNode value = root.path(key);
            if (value.isMissingNode() || value.isNull()) {
                return Optional.empty();
            }
            if (!value.isTextual()) {
                throw new MetaException(file, "has " + value + " as " + key + ", not a text");
            }
            return Optional.of(value.textValue());
        }
    }
}
