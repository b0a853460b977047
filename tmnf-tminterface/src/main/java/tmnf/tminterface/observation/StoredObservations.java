package tmnf.tminterface.observation;

import java.util.Arrays;
import java.util.Objects;

/**
 * Builds observations of recorded drives, equal to those at driving time: velocities, which snapshots have in
 * the world's frame, are turned into the car's. The Python projects leave them as they are, so that what they
 * learn from recordings differs from what they see while driving. Immutable.
 */
public final class StoredObservations {

    private final ObservationLayout layout;

    public StoredObservations(ObservationLayout layout) {
        this.layout = Objects.requireNonNull(layout);
    }

    /**
     * Writes the observation of a snapshot, {@code layout().size()} numbers from {@code at} on. What the
     * snapshot has no field for is zero.
     *
     * @param snapshot read with the same layout
     * @param previous the actions before it, see {@link PreviousActions#recall}
     */
    public void build(ObservationSnapshot snapshot, PreviousActions previous, float[] target, int at) {
        if (previous.count() != layout.config().previousActions()) {
            throw new IllegalArgumentException("the layout has " + layout.config().previousActions()
                    + " previous actions, " + previous.count() + " are given");
        }
        Objects.checkFromIndexSize(at, layout.size(), target.length);
        Arrays.fill(target, at, at + layout.size(), 0);
        int wheels = 0;
        for (int i = 0; i < layout.features().size(); i++) {
            Feature feature = layout.features().get(i);
            int to = at + layout.offset(i);
            float[] stored = snapshot.numbers(feature);
            switch (feature.stored()) {
                case NOTHING -> { }
                case ACTIONS -> previous.write(target, to);
                case GEAR_AND_WHEELS -> {
                    System.arraycopy(stored, wheels, target, to, feature.count());
                    wheels += feature.count();
                }
                case ANGULAR_VELOCITY, VELOCITY ->
                    rotate(snapshot.orientation(), stored[0], stored[1], stored[2], target, to);
                case ORIENTATION -> rotate(stored, 0, 1, 0, target, to);
                case ZONE_CENTRES, MARGIN, FREEWHEELING, OWN_FIELD -> {
                    if (stored != null) {
                        System.arraycopy(stored, 0, target, to, feature.count());
                    }
                }
            }
        }
    }

    private static void rotate(float[] matrix, double x, double y, double z, float[] target, int at) {
        for (int row = 0; row < 3; row++) {
            target[at + row] =
                    (float) (matrix[3 * row] * x + matrix[3 * row + 1] * y + matrix[3 * row + 2] * z);
        }
    }
}
