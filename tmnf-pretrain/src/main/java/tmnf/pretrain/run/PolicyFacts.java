package tmnf.pretrain.run;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationConfig;

/**
 * What the outputs of a policy stand for, and its numbers beside the picture. Weights of a policy with others
 * may have the same shapes, so that nothing but this tells that they mean something else.
 *
 * @param actions keys held for each output, as people read them, in order; empty: not told
 * @param decisionMs time from one decision to the next
 * @param observation what the numbers are of, under keys of the training's configuration; empty: not told
 * @param scaling of the numbers
 */
public record PolicyFacts(List<String> actions, OptionalInt decisionMs, Map<String, Double> observation,
        Optional<Normalisation> scaling) {

    /** Nothing is told. */
    public static final PolicyFacts NONE = new PolicyFacts(List.of(), OptionalInt.empty(), Map.of(),
            Optional.empty());

    /** The actions among the settings of a checkpoint, where {@link List#toString} wrote them. */
    public static final String ACTIONS = "actions";
    /** What the numbers are of, among the settings of a checkpoint: an {@link ObservationConfig} as text. */
    public static final String INPUTS = "inputs of the network";
    /** The {@link #signature} of the scaling, among the settings of a checkpoint. */
    public static final String SCALING = "scaling";

    static final String DECISION = "decision_ms";
    static final String OBSERVATION = "observation";
    static final String MEAN = "float_inputs_mean";
    static final String STD = "float_inputs_std";

    private static final String CENTRES = "n_zone_centers_in_inputs";
    private static final String EVERY = "one_every_n_zone_centers_in_inputs";
    private static final String SPACING = "distance_between_checkpoints";
    private static final String PREVIOUS = "n_prev_actions_in_inputs";
    private static final String CONTACTS = "n_contact_material_physics_behavior_types";
    /** Of {@link #INPUTS}; the rest does not decide which number is where. */
    private static final Map<String, String> PLACES_IN_TEXT = Map.of("zoneCentres", CENTRES,
            "previousActions", PREVIOUS, "contactCategories", CONTACTS);
    private static final String MARGIN = "margin_to_announce_finish_meters";
    /** They decide which number is where. */
    private static final List<String> PLACES = List.of(CENTRES, PREVIOUS, CONTACTS);

    /**
     * Something that another policy has otherwise.
     *
     * @param key what, as configurations call it
     * @param is of this policy; {@code -} for nothing
     * @param shouldBe of the other
     */
    public record Gap(String key, String is, String shouldBe) {

        @Override
        public String toString() {
            return key + " is " + is + " and should be " + shouldBe;
        }
    }

    /** Copies what can be changed from outside. */
    public PolicyFacts {
        actions = List.copyOf(actions);
        Objects.requireNonNull(decisionMs, "decisionMs");
        observation = Collections.unmodifiableMap(new LinkedHashMap<>(observation));
        Objects.requireNonNull(scaling, "scaling");
    }

    /** Of a driver that sees numbers. */
    public static PolicyFacts of(List<Action> actions, int decisionMs, ObservationConfig observation,
            Normalisation scaling) {
        Map<String, Double> seen = new LinkedHashMap<>();
        seen.put(CENTRES, (double) observation.zoneCentres());
        seen.put(EVERY, (double) observation.everyNthCentre());
        seen.put(SPACING, observation.spacingMetres());
        seen.put(PREVIOUS, (double) observation.previousActions());
        seen.put(CONTACTS, (double) observation.contactCategories());
        seen.put(MARGIN, observation.marginCapMetres());
        return new PolicyFacts(actions.stream().map(Action::toString).toList(), OptionalInt.of(decisionMs),
                seen, Optional.of(scaling));
    }

    /**
     * As far as the settings in a checkpoint tell. Names of actions have no comma.
     *
     * @param settings of a cloning run
     * @param withNumbers whether it saw numbers beside the picture
     */
    static PolicyFacts ofSettings(Map<String, String> settings, boolean withNumbers) {
        Map<String, Double> seen = new LinkedHashMap<>();
        Matcher parts = Pattern.compile("(\\w+)=(\\d{1,9})\\b").matcher(settings.getOrDefault(INPUTS, ""));
        while (withNumbers && parts.find()) {
            if (PLACES_IN_TEXT.containsKey(parts.group(1))) {
                seen.put(PLACES_IN_TEXT.get(parts.group(1)), Double.valueOf(parts.group(2)));
            }
        }
        return new PolicyFacts(elements(settings.getOrDefault(ACTIONS, "[]")), OptionalInt.empty(), seen,
                Optional.empty());
    }

    /** SHA-256 of all numbers of a scaling, hexadecimal. */
    public static String signature(Normalisation scaling) {
        ByteBuffer bytes = ByteBuffer.allocate((scaling.mean().length + scaling.std().length) * Float.BYTES);
        bytes.asFloatBuffer().put(scaling.mean()).put(scaling.std());
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of a list as Java writes it. */
    static List<String> elements(String text) {
        return text.length() > 2 && text.startsWith("[") && text.endsWith("]")
                ? List.of(text.substring(1, text.length() - 1).split(", ")) : List.of();
    }

    /** The same policy without numbers beside the picture. */
    public PolicyFacts withoutNumbers() {
        return new PolicyFacts(actions, decisionMs, Map.of(), Optional.empty());
    }

    /** Which actions this one has and the other has not, or the other way round; none where one is silent. */
    public List<Gap> otherActions(PolicyFacts wanted) {
        List<Gap> gaps = new ArrayList<>();
        if (!actions.isEmpty() && !wanted.actions.isEmpty()) {
            actions.stream().filter(each -> !wanted.actions.contains(each))
                    .forEach(each -> gaps.add(new Gap("action " + each, "there", "-")));
            wanted.actions.stream().filter(each -> !actions.contains(each))
                    .forEach(each -> gaps.add(new Gap("action " + each, "-", "there")));
        }
        return gaps;
    }

    /** Why numbers of the same place are others, as far as both tell what they see. */
    public List<Gap> otherPlaces(PolicyFacts wanted) {
        return PLACES.stream().filter(key -> differs(key, wanted)).map(key -> gap(key, wanted)).toList();
    }

    private boolean differs(String key, PolicyFacts wanted) {
        return observation.containsKey(key) && wanted.observation.containsKey(key)
                && !observation.get(key).equals(wanted.observation.get(key));
    }

    private Gap gap(String key, PolicyFacts wanted) {
        return new Gap(key, plain(observation.get(key)), plain(wanted.observation.get(key)));
    }

    /** What numbers of the same place are measured by, where it is another thing. */
    public List<Gap> otherMeasures(PolicyFacts wanted) {
        List<Gap> gaps = new ArrayList<>();
        Optional<Double> apart = centresApart();
        Optional<Double> wantedApart = wanted.centresApart();
        if (apart.isPresent() && wantedApart.isPresent() && !apart.equals(wantedApart)) {
            gaps.add(new Gap(EVERY + " times " + SPACING, plain(apart.get()) + " m",
                    plain(wantedApart.get()) + " m"));
        }
        if (differs(MARGIN, wanted)) {
            gaps.add(gap(MARGIN, wanted));
        }
        return gaps;
    }

    private Optional<Double> centresApart() {
        return observation.containsKey(EVERY) && observation.containsKey(SPACING)
                ? Optional.of(observation.get(EVERY) * observation.get(SPACING)) : Optional.empty();
    }

    /** That it decides at other intervals than the other; empty where they are the same or one is silent. */
    public Optional<Gap> otherDecision(PolicyFacts wanted) {
        return decisionMs.isEmpty() || wanted.decisionMs.isEmpty() || decisionMs.equals(wanted.decisionMs)
                ? Optional.empty() : Optional.of(new Gap("time between two decisions",
                        decisionMs.getAsInt() + " ms", wanted.decisionMs.getAsInt() + " ms"));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Keys that people look at. */
    void putMeaning(Map<String, Object> map) {
        map.put(ACTIONS, actions);
        decisionMs.ifPresent(each -> map.put(DECISION, each));
        if (!observation.isEmpty()) {
            Map<String, Object> seen = new LinkedHashMap<>();
            observation.forEach((key, value) -> seen.put(key, value == Math.rint(value)
                    ? (Object) (long) (double) value : value));
            map.put(OBSERVATION, seen);
        }
    }

    /** The long lists. */
    void putScaling(Map<String, Object> map) {
        scaling.ifPresent(each -> {
            map.put(MEAN, each.mean());
            map.put(STD, each.std());
        });
    }
}
