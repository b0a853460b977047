package tmnf.pretrain.label;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * What the Python pipeline compares to see whether floats of a cache are those that are wanted: {@code
 * float_config_signature}. How far apart previous actions are is not part of it, {@link
 * CloningMeta#actionMs}.
 *
 * @param zoneCentres in an observation
 * @param everyNthCentre of the line's
 * @param previousActions in an observation
 * @param contactCategories with a bit for each wheel
 * @param forward number of the action that counts before the start
 * @param numbers in an observation
 * @param inputsHash SHA-256, as hexadecimal, of the actions
 * @param previousVersion how previous actions are made
 */
public record FloatSignature(int zoneCentres, int everyNthCentre, int previousActions, int contactCategories,
        int forward, int numbers, String inputsHash, int previousVersion) {

    private static final int PREVIOUS_VERSION = 2;

    /** Checks that nothing is missing. */
    public FloatSignature {
        Objects.requireNonNull(inputsHash, "inputsHash");
    }

    /** Of observations of this configuration, with the usual actions. */
    public static FloatSignature of(ObservationConfig config) {
        return of(config, ActionIndex.all());
    }

    /** The same with other actions of the driver, in its order. */
    public static FloatSignature of(ObservationConfig config, List<Action> actions) {
        return new FloatSignature(config.zoneCentres(), config.everyNthCentre(), config.previousActions(),
                config.contactCategories(), actions.indexOf(ActionIndex.action(ActionIndex.FORWARD)),
                ObservationLayout.of(config).size(), hash(actions), PREVIOUS_VERSION);
    }

    /**
     * Whether numbers mean what they do in observations of this configuration. How the driver counts its
     * actions does not matter: the numbers have their keys.
     */
    public boolean isOf(ObservationConfig config) {
        FloatSignature other = of(config);
        return new FloatSignature(zoneCentres, everyNthCentre, previousActions, contactCategories,
                other.forward, numbers, other.inputsHash, previousVersion).equals(other);
    }

    /** Hash of the list of actions as Python's {@code json.dumps} writes it with sorted keys. */
    static String hash(List<Action> actions) {
        String json = actions.stream().map(action -> "{\"accelerate\": " + action.accelerate()
                + ", \"brake\": " + action.brake() + ", \"left\": " + action.left() + ", \"right\": "
                + action.right() + "}").collect(Collectors.joining(", ", "[", "]"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(json.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What is stored, in the order of the Python pipeline. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("n_zone_centers_in_inputs", zoneCentres);
        map.put("one_every_n_zone_centers_in_inputs", everyNthCentre);
        map.put("n_prev_actions_in_inputs", previousActions);
        map.put("n_contact_material_physics_behavior_types", contactCategories);
        map.put("action_forward_idx", forward);
        map.put("float_input_dim", numbers);
        map.put("inputs_hash", inputsHash);
        map.put("bc_prev_actions_version", previousVersion);
        return map;
    }

    /** Empty if there is no such object. */
    static Optional<FloatSignature> read(JsonNode from) {
        return from.isObject() ? Optional.of(new FloatSignature(
                from.path("n_zone_centers_in_inputs").asInt(-1),
                from.path("one_every_n_zone_centers_in_inputs").asInt(-1),
                from.path("n_prev_actions_in_inputs").asInt(-1),
                from.path("n_contact_material_physics_behavior_types").asInt(-1),
                from.path("action_forward_idx").asInt(-1), from.path("float_input_dim").asInt(-1),
                from.path("inputs_hash").asText(""), from.path("bc_prev_actions_version").asInt(-1)))
                : Optional.empty();
    }
}
