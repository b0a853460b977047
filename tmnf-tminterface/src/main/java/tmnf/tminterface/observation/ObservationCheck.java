package tmnf.tminterface.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Looks whether observations and stored snapshots can be what they claim to be. A drive may break a rule
 * for a good reason (a car far off the road has no zone centre near it), so these are findings, not errors.
 * Immutable.
 */
public final class ObservationCheck {

    /** What was looked at. */
    public enum Rule {
        /** Every number is finite. */
        FINITE,
        /** A wheel has one contact category or none. */
        ONE_HOT,
        /** The world's up has the length 1. */
        UP_LENGTH,
        /** The orientation of a snapshot is a rotation. */
        ORTHONORMAL,
        /** The nearest zone centre is as near as a car on the road has it. */
        FIRST_CENTRE_NEAR,
        /** The distance to the finish never rises by more than 5 m over the least so far. */
        MARGIN_FALLS
    }

    /**
     * A broken rule.
     *
     * @param number of the snapshot in a series, else 0
     */
    public record Finding(Rule rule, int number, String detail) {
        @Override
        public String toString() {
            return "snapshot " + number + ": " + detail;
        }
    }

    private static final double UNIT_TOLERANCE = 1e-3;

    /** Cars roll back a little, when they hit something for example. */
    private static final double RISE_METRES = 5;

    private final ObservationLayout layout;
    private final StoredObservations stored;

    public ObservationCheck(ObservationLayout layout) {
        this.layout = Objects.requireNonNull(layout);
        stored = new StoredObservations(layout);
    }

    /** Looks at one observation, which begins at {@code at}. */
    public List<Finding> vector(float[] vector, int at) {
        List<Finding> findings = new ArrayList<>();
        vector(vector, at, 0, true, findings);
        return findings;
    }

    /** Looks at the snapshots of one drive in the order of time. */
    public List<Finding> series(List<ObservationSnapshot> snapshots) {
        List<Finding> findings = new ArrayList<>();
        PreviousActions previous = new PreviousActions(layout.config().previousActions());
        float[] vector = new float[layout.size()];
        double lowest = Double.POSITIVE_INFINITY;
        for (int number = 0; number < snapshots.size(); number++) {
            ObservationSnapshot snapshot = snapshots.get(number);
            stored.build(snapshot, previous, vector, 0);
            orthonormal(snapshot.orientation(), number, findings);
            boolean zones = snapshot.field(StoredAs.ZONE_CENTRES.field()).isPresent();
            vector(vector, 0, number, zones, findings);
            if (snapshot.field(StoredAs.MARGIN.field()).isPresent()) {
                double margin = vector[layout.offset(ObservationLayout.MARGIN)];
                if (margin > lowest + RISE_METRES) {
                    add(findings, Rule.MARGIN_FALLS, number, "the margin to the finish rose from %.1f m to "
                            + "%.1f m", lowest, margin);
                }
                lowest = Math.min(lowest, margin);
            }
        }
        return findings;
    }

    private void vector(float[] vector, int at, int number, boolean zones, List<Finding> findings) {
        for (int i = 0; i < layout.features().size(); i++) {
            Feature feature = layout.features().get(i);
            int from = at + layout.offset(i);
            for (int k = 0; k < feature.count(); k++) {
                if (!Float.isFinite(vector[from + k])) {
                    add(findings, Rule.FINITE, number, "%s %d is %s", feature.name(), k, vector[from + k]);
                }
            }
        }
        oneHots(vector, at + layout.offset(ObservationLayout.CONTACT_MATERIALS), number, findings);
        double up = length(vector, at + layout.offset(ObservationLayout.UP));
        if (!(Math.abs(up - 1) <= UNIT_TOLERANCE)) {
            add(findings, Rule.UP_LENGTH, number, "the up vector has the length %.4f", up);
        }
        double centre = length(vector, at + layout.zoneCentre(0));
        if (zones && !(centre <= layout.config().farthestCentreMetres())) {
            add(findings, Rule.FIRST_CENTRE_NEAR, number, "the first zone centre is %.1f m away, %.1f m are "
                    + "the most on the road", centre, layout.config().farthestCentreMetres());
        }
    }

    private void oneHots(float[] vector, int at, int number, List<Finding> findings) {
        int categories = layout.config().contactCategories();
        for (int wheel = 0; wheel < StandardFeatures.WHEELS; wheel++) {
            int set = 0;
            boolean bits = true;
            for (int bit = 0; bit < categories; bit++) {
                float value = vector[at + wheel * categories + bit];
                set += value == 1 ? 1 : 0;
                bits &= value == 0 || value == 1;
            }
            if (!bits || set > 1) {
                add(findings, Rule.ONE_HOT, number,
                        "the contact categories of wheel %d are no one-hot", wheel);
            }
        }
    }

    private static void orthonormal(float[] matrix, int number, List<Finding> findings) {
        for (int a = 0; a < 3; a++) {
            for (int b = a; b < 3; b++) {
                double product = 0;
                for (int column = 0; column < 3; column++) {
                    product += (double) matrix[3 * a + column] * matrix[3 * b + column];
                }
                if (!(Math.abs(product - (a == b ? 1 : 0)) <= UNIT_TOLERANCE)) {
                    add(findings, Rule.ORTHONORMAL, number,
                            "rows %d and %d of the orientation have the product %.4f", a, b, product);
                    return;
                }
            }
        }
    }

    private static double length(float[] vector, int at) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            sum += (double) vector[at + axis] * vector[at + axis];
        }
        return Math.sqrt(sum);
    }

    private static void add(List<Finding> findings, Rule rule, int number, String format, Object... values) {
        findings.add(new Finding(rule, number, String.format(Locale.ROOT, format, values)));
    }
}
