package tmnf.pretrain.label;

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
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameCacheException.Reason;
import tmnf.pretrain.label.CloningTargets.Target;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationConfig;

/**
 * What {@code cache_meta.json} of the Python pipeline says of labels.
 *
 * @param target {@code bc_target}
 * @param offsetsMs {@code bc_time_offsets_ms}
 * @param tracks {@code track_ids}, in their order; empty: all tracks
 * @param weights {@code bc_offset_weights}; empty: not said
 * @param actions {@code n_actions}, at most 127
 * @param floats {@code float_config_signature}; empty without floats, or where it is not said
 * @param actionMs {@code tmnf_action_ms}, a key of ours that the Python pipeline does not look at: how far
 *     apart the previous actions among the floats are; empty without floats, or where it is not said
 */
public record CloningMeta(Target target, List<Integer> offsetsMs, Optional<List<String>> tracks,
        Optional<List<Double>> weights, int actions, Optional<FloatSignature> floats, OptionalInt actionMs) {

    /** Name of the file. */
    public static final String FILE = "cache_meta.json";
    /** How far apart the previous actions are that the Python pipeline makes, of whatever driver. */
    public static final int PYTHON_ACTION_MS = 10;

    private static final String ACTION_MS = "tmnf_action_ms";
    private static final long MOST_BYTES = 1 << 20;
    private static final String USUAL = FloatSignature.hash(ActionIndex.all());

    /** Checks that it fits together. */
    public CloningMeta {
        Objects.requireNonNull(floats, "floats");
        Objects.requireNonNull(actionMs, "actionMs");
        offsetsMs = List.copyOf(offsetsMs);
        tracks = tracks.map(List::copyOf);
        weights = weights.map(List::copyOf);
        if (target == Target.HELD) {
            throw new IllegalArgumentException("the Python pipeline does not know the target " + target);
        }
        if (actions < 1 || actions > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("1 to " + Byte.MAX_VALUE + " actions are possible, not "
                    + actions);
        }
        if (weights.isPresent() && weights.get().size() != offsetsMs.size()) {
            throw new IllegalArgumentException(offsetsMs.size() + " offsets have " + weights.get().size()
                    + " weights");
        }
    }

    /** Of labels that we make. */
    public static CloningMeta of(CloningTargets targets, Optional<List<String>> tracks,
            Optional<List<Double>> weights, Optional<FloatSignature> floats) {
        return new CloningMeta(targets.target(), targets.offsetsMs(), tracks, weights, ActionIndex.COUNT,
                floats, OptionalInt.empty());
    }

    /** The same where the previous actions among the floats are so far apart. */
    public CloningMeta withActionMs(int ms) {
        return new CloningMeta(target, offsetsMs, tracks, weights, actions, floats, OptionalInt.of(ms));
    }

    /** All of the file, made of what it says of the pictures, in the order of the Python pipeline. */
    Map<String, Object> with(Map<String, Object> pictures, boolean hasFloats, int floatNumbers) {
        Map<String, Object> meta = new LinkedHashMap<>();
        pictures.forEach((key, value) -> {
            if (key.equals("source_signature")) {
                meta.put("bc_target", target.toString());
                meta.put("bc_time_offsets_ms", offsetsMs);
                tracks.ifPresent(ids -> meta.put("track_ids", ids));
            }
            meta.put(key, value);
        });
        meta.put("n_actions", actions);
        weights.ifPresent(each -> meta.put("bc_offset_weights", each));
        meta.put("has_floats", hasFloats);
        if (hasFloats) {
            meta.put("float_input_dim", floatNumbers);
            floats.ifPresent(signature -> meta.put("float_config_signature", signature.toMap()));
            actionMs.ifPresent(ms -> meta.put(ACTION_MS, ms));
        }
        return meta;
    }

    /**
     * Reads it. A cache without {@code bc_target} has labels of the current tick, whatever was asked for:
     * so the Python pipeline makes them of a cache of pictures alone.
     *
     * @return empty if there is no such file
     * @throws FrameCacheException when it cannot be understood
     */
    public static Optional<CloningMeta> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw broken(file, "is larger than 1 MiB", null);
        }
        try {
            JsonNode meta = new ObjectMapper().readTree(Files.readAllBytes(file));
            List<Integer> offsets = new ArrayList<>();
            for (JsonNode offset : meta.path("bc_time_offsets_ms")) {
                if (!offset.isNumber() || offset.asDouble() != offset.asInt()) {
                    throw broken(file, "has an offset in \"bc_time_offsets_ms\" that is no whole number",
                            null);
                }
                offsets.add(offset.asInt());
            }
            return Optional.of(new CloningMeta(Target.valueOf(meta.path("bc_target").asText("current_tick")
                    .toUpperCase(Locale.ROOT)), offsets.isEmpty() ? List.of(0) : offsets,
                    texts(meta.path("track_ids")), numbers(meta.path("bc_offset_weights")),
                    meta.path("n_actions").asInt(ActionIndex.COUNT),
                    FloatSignature.read(meta.path("float_config_signature")), actionMs(file, meta)));
        } catch (JacksonException e) {
            throw broken(file, "is no JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw broken(file, "cannot be understood: " + e.getMessage(), e);
        }
    }

    private static OptionalInt actionMs(Path file, JsonNode meta) throws FrameCacheException {
        JsonNode ms = meta.path(ACTION_MS);
        if (!ms.isMissingNode() && !(ms.isInt() && ms.asInt() > 0)) {
            throw broken(file, "has a \"" + ACTION_MS + "\" that is no whole number above 0: " + ms, null);
        }
        return ms.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(ms.asInt());
    }

    private static Optional<List<String>> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return list.isArray() && !texts.isEmpty() ? Optional.of(texts) : Optional.empty();
    }

    private static Optional<List<Double>> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(each -> numbers.add(each.asDouble()));
        return list.isArray() ? Optional.of(numbers) : Optional.empty();
    }

    /**
     * How a driver counts the actions that labels are numbers of. They are counted as captures count them,
     * by {@link ActionIndex}, whatever the order of a driver's list; but a cache whose floats were made for
     * another list has the numbers of that list.
     *
     * @param driver the driver's list
     * @return for each number of a label the driver's, -1 for one that the driver does not have; empty if
     *     nobody knows
     */
    public Optional<long[]> numbers(List<Action> driver) {
        String list = floats.map(FloatSignature::inputsHash).filter(hash -> !hash.isEmpty())
                .orElse(actions == ActionIndex.COUNT ? USUAL : "");
        if (list.equals(USUAL) && actions == ActionIndex.COUNT) {
            return Optional.of(IntStream.range(0, actions).mapToLong(i ->
                    driver.indexOf(ActionIndex.action(i))).toArray());
        }
        boolean same = list.equals(FloatSignature.hash(driver)) && actions == driver.size();
        return same ? Optional.of(LongStream.range(0, actions).toArray()) : Optional.empty();
    }

    private static FrameCacheException broken(Path file, String rule, Exception cause) {
        return new FrameCacheException(Reason.BROKEN, file, rule, "Have it written again.", cause);
    }

    /**
     * In which ways the labels are not those that are wanted, in words; empty if they are. Weights are not
     * part of the labels. The Python pipeline does not compare the target.
     *
     * @param wanted what samples are to be labelled with
     * @param wantedTracks that are to be taken; empty: all
     * @param observation what floats are to be; empty: none are needed. Where nothing tells how far apart
     *     their previous actions are, {@link #actionMs}, that is no difference
     */
    public List<String> differences(CloningTargets wanted, Optional<List<String>> wantedTracks,
            Optional<ObservationSettings> observation) {
        List<String> differences = new ArrayList<>();
        if (!offsetsMs.equals(wanted.offsetsMs())) {
            differences.add("labels are at " + offsetsMs + " ms, not at " + wanted.offsetsMs());
        } else if (target != wanted.target() && offsetsMs.equals(List.of(0))
                || wanted.target() == Target.HELD) {
            differences.add("labels are " + target + ", not " + wanted.target());
        }
        if (!tracks.equals(wantedTracks)) {
            differences.add("samples are of " + tracks.map(Object::toString).orElse("all tracks") + ", not "
                    + "of "
                    + wantedTracks.map(Object::toString).orElse("all tracks"));
        }
        if (observation.isPresent()) {
            ObservationConfig config = observation.get().config();
            if (floats.isPresent() && !floats.get().isOf(config)) {
                differences.add("floats are " + floats.get() + ", not " + FloatSignature.of(config));
            }
            int apart = observation.get().actionMs();
            if (config.previousActions() > 0 && actionMs.orElse(apart) != apart) {
                differences.add("the previous actions among its floats are " + actionMs.getAsInt()
                        + " ms apart, not " + apart + " ms, as decisions of the driver are");
            }
        }
        return differences;
    }
}
