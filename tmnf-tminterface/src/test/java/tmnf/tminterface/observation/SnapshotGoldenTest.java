package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.tminterface.observation.SnapshotException.Reason;

/**
 * The recorded snapshots of the Python capture: read into the vectors of driving time, written from the
 * bytes of a state, refused where they are incomplete. Tolerances as in {@link ObservationGoldenTest};
 * written numbers 1e-4, integers and the order of fields exact.
 */
class SnapshotGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"default", "small"})
    void readsSnapshotsIntoTheVectorsOfDrivingTime(String name) throws IOException {
        ObservationLayout layout = ObservationLayout.of(Golden.config(name));
        double[] recorded = Golden.numbers("float/vectors_" + name + ".npy");
        int read = 0;

        for (JsonNode node : withSnapshot(name)) {
            float[] vector = vector(layout, node.get("meta_snapshot"), node.get("prev_action_indices"));
            vector[layout.offset(ObservationLayout.TEMPORAL)] = (float) node.get("temporal").asDouble();

            int row = node.get("expected").get("vector_row").asInt();
            ObservationGoldenTest.assertSame(
                    layout, vector, ObservationGoldenTest.row(recorded, row, layout.size()), name + row);
            read++;
        }
        assertThat(read).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "small"})
    void onlyVelocitiesDifferFromWhatThePythonProjectsRead(String name) {
        ObservationLayout layout = ObservationLayout.of(Golden.config(name));
        List<Integer> velocities = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            velocities.add(layout.offset(ObservationLayout.ANGULAR_VELOCITY) + i);
        }
        for (int i = 0; i < 3; i++) {
            velocities.add(layout.offset(ObservationLayout.VELOCITY) + i);
        }

        for (JsonNode node : withSnapshot(name)) {
            List<Integer> different = new ArrayList<>();
            node.get("expected").get("indices_where_upstream_meta_path_differs")
                    .forEach(index -> different.add(index.asInt()));
            assertThat(velocities).containsAll(different);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "small"})
    void writesWhatThePythonCaptureWrites(String name) {
        ObservationLayout layout = ObservationLayout.of(Golden.config(name));

        for (JsonNode node : withSnapshot(name)) {
            ObservationBuilder builder = Golden.builder(node, layout);
            builder.update(Golden.state(node.get("sim_state")));
            JsonNode recorded = node.get("meta_snapshot");

            Map<String, Object> written = builder.snapshot().toMap(recorded.get("time_ms").asInt());

            assertThat(new ArrayList<Object>(written.keySet()))
                    .isEqualTo(new ArrayList<>(Golden.map(recorded).keySet()));
            written.forEach((field, value) -> assertSame(field, value, recorded.get(field)));
        }
    }

    @Test
    void readsItsOwnSnapshotsAgain() throws IOException {
        ObservationLayout layout = ObservationLayout.of(Golden.config("default"));
        for (JsonNode node : Golden.cases("default")) {
            ObservationBuilder builder = Golden.builder(node, layout);
            float[] live = new float[layout.size()];
            builder.build(Golden.state(node.get("sim_state")), live, 0);

            ObservationSnapshot again =
                    ObservationSnapshot.read("again", builder.snapshot().toMap(0), layout);

            float[] stored = new float[layout.size()];
            new StoredObservations(layout).build(again, builder.input().previousActions(), stored, 0);
            assertThat(stored).containsExactly(live);
        }
    }

    @Test
    void withoutALineASnapshotHasNoZones() throws IOException {
        ObservationLayout layout = ObservationLayout.of(Golden.config("default"));
        ObservationBuilder builder = ObservationBuilder.withoutLine(layout);
        builder.update(Golden.state(Golden.cases("default").get(3).get("sim_state")));

        ObservationSnapshot snapshot = builder.snapshot();

        assertThat(snapshot.toMap(10)).doesNotContainKeys(
                "zone_centers_in_car_frame", "margin", "current_zone_idx");
        assertThat(snapshot.zone()).isEmpty();
        float[] live = new float[layout.size()];
        builder.write(live, 0);
        float[] stored = new float[layout.size()];
        new StoredObservations(layout).build(
                ObservationSnapshot.read("x", snapshot.toMap(10), layout),
                builder.input().previousActions(), stored, 0);
        assertThat(stored).containsExactly(live);
        assertThat(live[layout.zoneCentre(0)]).isZero();
    }

    @Test
    void acceptsSnapshotsWithFewerOrMoreZoneCentresAsThePythonProjectsDo() throws IOException {
        ObservationLayout layout = ObservationLayout.of(Golden.config("default"));
        int accepted = 0;

        for (JsonNode edge : Golden.json("float/cases.json").get("meta_edge_cases")) {
            if (edge.get("ok").asBoolean() && !edge.get("label").asText().contains("bug")) {
                float[] vector = vector(layout, edge.get("meta"), null);

                ObservationGoldenTest.assertSame(layout, vector,
                        Golden.doubles(edge.get("vector")), edge.get("label").asText());
                accepted++;
            }
        }
        assertThat(accepted).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "orientation of 8 numbers     | orientation_flat | WRONG_LENGTH",
        "velocity is a word           | velocity         | NOT_A_NUMBER",
        "margin null                  | margin           | NOT_A_NUMBER",
        "gear_and_wheels too short    | gear_and_wheels  | WRONG_LENGTH",
        "gear_and_wheels missing      | gear_and_wheels  | MISSING",
        "velocity of 2 numbers        | velocity         | WRONG_LENGTH",
        "empty meta                   | gear_and_wheels  | MISSING"
    })
    void refusesIncompleteSnapshots(String label, String field, Reason reason) {
        ObservationLayout layout = ObservationLayout.of(Golden.config("default"));
        JsonNode edge = null;
        for (JsonNode node : Golden.json("float/cases.json").get("meta_edge_cases")) {
            edge = node.get("label").asText().startsWith(label) ? node : edge;
        }
        JsonNode meta = edge.get("meta");

        SnapshotException refused = catchThrowableOfType(
                SnapshotException.class, () -> vector(layout, meta, null));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused).hasMessageContaining("frame_1").hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gear_and_wheels", "velocity", "angular_velocity", "orientation_flat", "is_freewheeling"})
    void refusesSnapshotsThatLackAField(String field) {
        ObservationLayout layout = ObservationLayout.of(Golden.config("default"));
        Map<String, Object> meta = complete(layout);
        meta.remove(field);

        SnapshotException refused = catchThrowableOfType(
                SnapshotException.class, () -> ObservationSnapshot.read("frame_1", meta, layout));

        assertThat(refused.reason()).isEqualTo(Reason.MISSING);
        assertThat(refused.field()).isEqualTo(field);
    }

    @Test
    void refusesNumbersThatAreNotFiniteAndListsThatAreTooLong() {
        ObservationLayout layout = ObservationLayout.of(Golden.config("default"));
        Map<String, Object> infinite = complete(layout);
        infinite.put("margin", 1e300);
        Map<String, Object> longer = complete(layout);
        longer.put("angular_velocity", List.of(1, 2, 3, 4));

        assertThat(catchThrowableOfType(SnapshotException.class,
                () -> ObservationSnapshot.read("frame_1", infinite, layout)).reason())
                .isEqualTo(Reason.NOT_FINITE);
        assertThat(catchThrowableOfType(SnapshotException.class,
                () -> ObservationSnapshot.read("frame_1", longer, layout)).reason())
                .isEqualTo(Reason.WRONG_LENGTH);
    }

    private static Map<String, Object> complete(ObservationLayout layout) {
        ObservationBuilder builder = ObservationBuilder.withoutLine(layout);
        builder.update(Golden.state(Golden.cases("default").get(0).get("sim_state")));
        return new LinkedHashMap<>(builder.snapshot().toMap(0));
    }

    private static List<JsonNode> withSnapshot(String name) {
        return Golden.cases(name).stream().filter(node -> node.has("meta_snapshot")).toList();
    }

    private static float[] vector(ObservationLayout layout, JsonNode meta, JsonNode previous)
            throws IOException {
        PreviousActions actions = new PreviousActions(layout.config().previousActions());
        if (previous != null) {
            previous.forEach(index -> actions.push(index.asInt()));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        Golden.map(meta).forEach((key, value) -> fields.put((String) key, value));
        float[] vector = new float[layout.size()];
        new StoredObservations(layout).build(
                ObservationSnapshot.read("frame_1", fields, layout), actions, vector, 0);
        return vector;
    }

    private static void assertSame(String field, Object written, JsonNode recorded) {
        if (recorded.isInt()) {
            assertThat(written).as(field).isEqualTo(recorded.asInt());
        } else if (recorded.isNumber()) {
            assertThat((Double) written).as(field)
                    .isCloseTo(recorded.asDouble(), within(ObservationGoldenTest.METRES));
        } else {
            List<?> numbers = (List<?>) written;
            assertThat(numbers).as(field).hasSize(recorded.size());
            for (int i = 0; i < numbers.size(); i++) {
                assertThat((Double) numbers.get(i)).as("%s %d", field, i)
                        .isCloseTo(recorded.get(i).asDouble(), within(ObservationGoldenTest.METRES));
            }
        }
    }
}
