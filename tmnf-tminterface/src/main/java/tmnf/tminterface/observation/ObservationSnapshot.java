package tmnf.tminterface.observation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.state.HmsDynaState;

/**
 * What a capture stores of one state: the {@code meta} object of a frame in {@code manifest.json}, as the
 * Python capture writes it. Immutable.
 *
 * <pre>
 * race_time                  int, ms
 * position                   3, m
 * velocity                   3, m/s, in the world's frame
 * orientation_flat           9, from the world's frame to the car's, row by row
 * angular_velocity           3, rad/s, in the world's frame
 * gear_and_wheels            16 + 4 C, as in the observation
 * is_freewheeling            0 or 1
 * zone_centers_in_car_frame  3 Z, m                                  only with a reference line
 * margin                     m                                       only with a reference line
 * current_zone_idx           int                                     only with a reference line
 * time_ms                    int, the frame's time                   added by who stores the frame
 * </pre>
 *
 * <p>Features that the Python projects do not know are fields with the name of the feature.
 */
public final class ObservationSnapshot {

    private static final String RACE_TIME = "race_time";
    private static final String POSITION = "position";
    private static final String ZONE = "current_zone_idx";
    private static final int NO_ZONE = -1;

    private final int raceTimeMs;
    private final Vec3 position;
    private final int zone;
    /** Everything that goes into a vector, by the name of the field. */
    private final Map<String, float[]> fields;

    private ObservationSnapshot(int raceTimeMs, Vec3 position, int zone, Map<String, float[]> fields) {
        this.raceTimeMs = raceTimeMs;
        this.position = position;
        this.zone = zone;
        this.fields = fields;
    }

    /** The snapshot of what a builder just wrote. */
    static ObservationSnapshot of(ObservationLayout layout, ObservationInput input, float[] vector) {
        HmsDynaState car = input.state().dyna().currentState();
        Map<String, float[]> fields = new LinkedHashMap<>();
        fields.put(StoredAs.VELOCITY.field(), new float[] {
            car.linearSpeed(0), car.linearSpeed(1), car.linearSpeed(2)
        });
        fields.put(StoredAs.ORIENTATION.field(), input.orientation());
        fields.put(StoredAs.ANGULAR_VELOCITY.field(), new float[] {
            car.angularSpeed(0), car.angularSpeed(1), car.angularSpeed(2)
        });
        float[] wheels = new float[layout.gearAndWheelsSize()];
        int filled = 0;
        fields.put(StoredAs.GEAR_AND_WHEELS.field(), wheels);
        for (int i = 0; i < layout.features().size(); i++) {
            Feature feature = layout.features().get(i);
            int at = layout.offset(i);
            switch (feature.stored()) {
                case GEAR_AND_WHEELS -> {
                    System.arraycopy(vector, at, wheels, filled, feature.count());
                    filled += feature.count();
                }
                case ZONE_CENTRES, MARGIN -> {
                    if (input.zones().isPresent()) {
                        fields.put(field(feature), Arrays.copyOfRange(vector, at, at + feature.count()));
                    }
                }
                case FREEWHEELING, OWN_FIELD ->
                    fields.put(field(feature), Arrays.copyOfRange(vector, at, at + feature.count()));
                case NOTHING, ACTIONS, VELOCITY, ANGULAR_VELOCITY, ORIENTATION -> { }
            }
        }
        return new ObservationSnapshot(
                input.state().raceTimeMs(),
                new Vec3(car.position(0), car.position(1), car.position(2)),
                input.zones().map(ZoneTracker::zone).orElse(NO_ZONE),
                fields);
    }

    /**
     * Reads a snapshot from a decoded JSON object: numbers are {@link Number}, lists {@link List}.
     *
     * <p>As with the Python projects, zone centres beyond those of the layout are left out, those that lack
     * are zero, and a snapshot without zones has none. Other than with them, everything else must be there
     * and complete: they pass a short list and get a short vector.
     *
     * @param label names the snapshot in messages, such as the frame's file
     * @throws SnapshotException when a field is missing, no number, not finite or has another length
     */
    public static ObservationSnapshot read(String label, Map<String, ?> meta, ObservationLayout layout)
            throws SnapshotException {
        Objects.requireNonNull(label);
        SnapshotFields from = new SnapshotFields(label, meta);
        Map<String, float[]> fields = new LinkedHashMap<>();
        for (Feature feature : layout.features()) {
            String field = field(feature);
            switch (feature.stored()) {
                case NOTHING, ACTIONS, ORIENTATION -> { }
                case GEAR_AND_WHEELS -> {
                    if (!fields.containsKey(field)) {
                        fields.put(field, from.numbers(field, layout.gearAndWheelsSize()));
                    }
                }
                case ZONE_CENTRES -> {
                    if (from.has(field)) {
                        fields.put(field, Arrays.copyOf(from.numbers(field), feature.count()));
                    }
                }
                case MARGIN -> {
                    if (from.has(field)) {
                        fields.put(field, new float[] {from.number(field)});
                    }
                }
                case FREEWHEELING -> fields.put(field, new float[] {from.number(field)});
                case ANGULAR_VELOCITY, VELOCITY, OWN_FIELD ->
                    fields.put(field, from.numbers(field, feature.count()));
            }
        }
        // Velocities need it, whether or not the layout has a feature that is stored in it.
        fields.put(StoredAs.ORIENTATION.field(), from.numbers(StoredAs.ORIENTATION.field(), 9));
        float[] at = from.has(POSITION) ? from.numbers(POSITION, 3) : new float[3];
        return new ObservationSnapshot(
                from.integer(RACE_TIME, 0),
                new Vec3(at[0], at[1], at[2]),
                from.integer(ZONE, NO_ZONE),
                fields);
    }

    private static String field(Feature feature) {
        return feature.stored() == StoredAs.OWN_FIELD ? feature.name() : feature.stored().field();
    }

    public int raceTimeMs() {
        return raceTimeMs;
    }

    /** Where the car was; the origin when the snapshot does not say. */
    public Vec3 position() {
        return position;
    }

    /** The zone of the car, empty without a reference line. */
    public OptionalInt zone() {
        return zone == NO_ZONE ? OptionalInt.empty() : OptionalInt.of(zone);
    }

    /** The numbers of a field, such as {@code gear_and_wheels}; a copy. Empty when it has no such field. */
    public Optional<float[]> field(String name) {
        return Optional.ofNullable(fields.get(name)).map(float[]::clone);
    }

    /** The field of a feature, null when there is none; do not modify. */
    float[] numbers(Feature feature) {
        return fields.get(field(feature));
    }

    /** The matrix from the world's frame to the car's; do not modify. */
    float[] orientation() {
        return fields.get(StoredAs.ORIENTATION.field());
    }

    /**
     * What is stored: field names in the order of the Python capture, with {@link Integer}, {@link Double} or
     * a list of {@link Double}.
     *
     * @param timeMs the time of the frame the snapshot belongs to
     */
    public Map<String, Object> toMap(int timeMs) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(RACE_TIME, raceTimeMs);
        map.put(POSITION, doubles(new float[] {position.x(), position.y(), position.z()}));
        for (StoredAs field : List.of(StoredAs.VELOCITY, StoredAs.ORIENTATION, StoredAs.ANGULAR_VELOCITY,
                StoredAs.GEAR_AND_WHEELS)) {
            map.put(field.field(), doubles(fields.get(field.field())));
        }
        map.put(StoredAs.FREEWHEELING.field(), (double) fields.get(StoredAs.FREEWHEELING.field())[0]);
        if (fields.containsKey(StoredAs.ZONE_CENTRES.field())) {
            map.put(StoredAs.ZONE_CENTRES.field(), doubles(fields.get(StoredAs.ZONE_CENTRES.field())));
        }
        if (fields.containsKey(StoredAs.MARGIN.field())) {
            map.put(StoredAs.MARGIN.field(), (double) fields.get(StoredAs.MARGIN.field())[0]);
        }
        if (zone != NO_ZONE) {
            map.put(ZONE, zone);
        }
        map.put("time_ms", timeMs);
        fields.forEach((name, numbers) -> map.computeIfAbsent(name, key -> doubles(numbers)));
        return map;
    }

    private static List<Double> doubles(float[] numbers) {
        List<Double> list = new ArrayList<>(numbers.length);
        for (float number : numbers) {
            list.add((double) number);
        }
        return list;
    }
}
