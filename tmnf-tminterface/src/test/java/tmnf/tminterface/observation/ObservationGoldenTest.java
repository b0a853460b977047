package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recorded vectors of the Python projects, made here from the bytes of a state.
 *
 * <pre>
 * exact      temporal, previous actions, wheels, gearbox, gear, rpm, counter, contact categories,
 *            free-wheeling; zone numbers; means and deviations; the normalisation of a recorded vector
 * 1e-4       angular velocity, velocity, up, zone centres, margin (metres, m/s); their normalised values
 * </pre>
 */
class ObservationGoldenTest {

    static final double METRES = 1e-4;

    static final Set<String> IN_METRES = Set.of(
            ObservationLayout.ANGULAR_VELOCITY, ObservationLayout.VELOCITY, ObservationLayout.UP,
            ObservationLayout.ZONE_CENTRES, ObservationLayout.MARGIN);

    @ParameterizedTest
    @ValueSource(strings = {"default", "small"})
    void buildsTheRecordedVectorOfEveryState(String name) {
        ObservationLayout layout = ObservationLayout.of(Golden.config(name));
        double[] recorded = Golden.numbers("float/vectors_" + name + ".npy");
        List<JsonNode> cases = Golden.cases(name);
        assertThat(recorded).hasSize(cases.size() * layout.size());

        for (JsonNode node : cases) {
            float[] vector = build(node, layout);

            int row = node.get("expected").get("vector_row").asInt();
            assertSame(layout, vector, row(recorded, row, layout.size()), name + " " + row);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "small"})
    void tracksTheRecordedZonesAndDistances(String name) {
        ObservationLayout layout = ObservationLayout.of(Golden.config(name));

        for (JsonNode node : Golden.cases(name)) {
            ObservationBuilder builder = Golden.builder(node, layout);
            builder.update(Golden.state(node.get("sim_state")));

            ZoneTracker zones = builder.input().zones().orElseThrow();
            JsonNode expected = node.get("expected");
            assertThat(zones.zone()).isEqualTo(expected.get("zone_idx_out").asInt());
            assertThat(zones.distanceAlong())
                    .isCloseTo(expected.get("distance_since_track_begin").asDouble(), within(METRES));
            assertThat(zones.margin()).isCloseTo(expected.get("margin").asDouble(), within(METRES));
        }
    }

    @Test
    void normalisesToTheRecordedVectors() {
        ObservationLayout layout = ObservationLayout.of(Golden.config("default"));
        Normalisation normalisation = Normalisation.of(layout);
        double[] raw = Golden.numbers("float/vectors_default.npy");
        double[] recorded = Golden.numbers("float/vectors_default_normalised.npy");
        float[] vector = new float[layout.size()];

        for (JsonNode node : Golden.cases("default")) {
            int row = node.get("expected").get("vector_row").asInt();
            double[] expected = row(recorded, row, layout.size());

            normalisation.apply(single(row(raw, row, layout.size())), 0, vector, 0);
            assertThat(vector).containsExactly(single(expected));

            normalisation.apply(build(node, layout), 0, vector, 0);
            assertSame(layout, vector, expected, "normalised " + row);
        }
    }

    @Test
    void hasTheMeansAndDeviationsOfThePythonProjects() {
        JsonNode recorded = Golden.json("float/normalisation_default.json");

        Normalisation normalisation = Normalisation.of(ObservationLayout.of(ObservationConfig.UPSTREAM));

        assertThat(normalisation.mean()).containsExactly(Golden.floats(recorded.get("mean")));
        assertThat(normalisation.std()).containsExactly(Golden.floats(recorded.get("std")));
    }

    private static float[] build(JsonNode node, ObservationLayout layout) {
        float[] padded = new float[layout.size() + 2];
        padded[0] = 7;
        padded[padded.length - 1] = 8;
        Golden.builder(node, layout).build(Golden.state(node.get("sim_state")), padded, 1);
        assertThat(padded[0]).isEqualTo(7);
        assertThat(padded[padded.length - 1]).isEqualTo(8);

        float[] vector = Arrays.copyOfRange(padded, 1, padded.length - 1);
        int temporal = layout.offset(ObservationLayout.TEMPORAL);
        assertThat(vector[temporal]).as("a live observation does not know the mini-race").isZero();
        vector[temporal] = (float) node.get("temporal").asDouble();
        return vector;
    }

    static double[] row(double[] matrix, int row, int size) {
        return Arrays.copyOfRange(matrix, row * size, (row + 1) * size);
    }

    static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) numbers[i];
        }
        return single;
    }

    static void assertSame(ObservationLayout layout, float[] vector, double[] recorded, String what) {
        assertThat(vector).hasSameSizeAs(recorded);
        for (Feature feature : layout.features()) {
            int from = layout.offset(feature.name());
            for (int i = from; i < from + feature.count(); i++) {
                double tolerance = IN_METRES.contains(feature.name()) ? METRES : 0;
                assertThat((double) vector[i]).as("%s, %s %d", what, feature.name(), i - from)
                        .isCloseTo(recorded[i], within(tolerance));
            }
        }
    }
}
