package tmnf.tminterface.observation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands where in the observation: an ordered list of features. The one place that knows an index;
 * others ask for the {@link #offset} of a name. Immutable.
 */
public final class ObservationLayout {

    public static final String TEMPORAL = "temporal";
    public static final String PREVIOUS_ACTIONS = "previous_actions";
    public static final String WHEEL_SLIDING = "wheel_sliding";
    public static final String WHEEL_CONTACT = "wheel_contact";
    public static final String WHEEL_DAMPER = "wheel_damper";
    public static final String GEARBOX_STATE = "gearbox_state";
    public static final String GEAR = "gear";
    public static final String RPM = "rpm";
    public static final String GEARBOX_COUNTER = "gearbox_counter";
    public static final String CONTACT_MATERIALS = "contact_materials";
    public static final String ANGULAR_VELOCITY = "angular_velocity";
    public static final String VELOCITY = "velocity";
    public static final String UP = "up";
    public static final String ZONE_CENTRES = "zone_centres";
    public static final String MARGIN = "margin";
    public static final String FREEWHEELING = "freewheeling";

    private final ObservationConfig config;
    private final List<Feature> features;
    private final int[] offsets;
    private final Map<String, Integer> positions = new HashMap<>();
    private final int size;
    private final int gearAndWheels;

    private ObservationLayout(ObservationConfig config, List<Feature> features) {
        this.config = config;
        this.features = List.copyOf(features);
        offsets = new int[features.size()];
        int at = 0;
        int stored = 0;
        for (int i = 0; i < offsets.length; i++) {
            Feature feature = features.get(i);
            if (positions.put(feature.name(), i) != null) {
                throw new IllegalArgumentException("the layout has " + feature.name() + " twice");
            }
            offsets[i] = at;
            at += feature.count();
            stored += feature.stored() == StoredAs.GEAR_AND_WHEELS ? feature.count() : 0;
        }
        size = at;
        gearAndWheels = stored;
    }

    /** The layout of the Python projects for this configuration: 27 + 3 Z + 4 P + 4 C + 1 numbers. */
    public static ObservationLayout of(ObservationConfig config) {
        return new ObservationLayout(config, StandardFeatures.of(config));
    }

    /** The same layout with one more feature behind that of this name; everything behind it moves. */
    public ObservationLayout withAfter(String name, Feature feature) {
        List<Feature> more = new ArrayList<>(features);
        more.add(position(name) + 1, feature);
        return new ObservationLayout(config, more);
    }

    public ObservationConfig config() {
        return config;
    }

    /** Numbers in an observation. */
    public int size() {
        return size;
    }

    /** The features in their order. */
    public List<Feature> features() {
        return features;
    }

    /** Where the numbers of a feature begin. Look it up once, not for every observation. */
    public int offset(String name) {
        return offsets[position(name)];
    }

    /** Where the numbers of {@code features().get(position)} begin. */
    int offset(int position) {
        return offsets[position];
    }

    public Feature feature(String name) {
        return features.get(position(name));
    }

    private int position(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException(
                    "the layout has no feature " + name + "; it has " + features.stream().map(Feature::name)
                            .toList());
        }
        return position;
    }

    /** Where x, y, z of a zone centre begin; 0 is the nearest. */
    public int zoneCentre(int number) {
        if (number < 0 || number >= config.zoneCentres()) {
            throw new IndexOutOfBoundsException("zone centre " + number + " of " + config.zoneCentres());
        }
        return offset(ZONE_CENTRES) + 3 * number;
    }

    /** Where the car's speed to the side stands. */
    public int sidewaysSpeed() {
        return offset(VELOCITY);
    }

    /** Where the car's speed forwards stands. */
    public int forwardSpeed() {
        return offset(VELOCITY) + 2;
    }

    /** Numbers in the field {@code gear_and_wheels} of a stored snapshot. */
    public int gearAndWheelsSize() {
        return gearAndWheels;
    }
}
