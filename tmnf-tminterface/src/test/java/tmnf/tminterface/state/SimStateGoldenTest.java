package tmnf.tminterface.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields equal exactly, computed doubles within {@link Golden#TOLERANCE}. */
class SimStateGoldenTest {

    static Stream<String> states() {
        return Golden.STATES.stream();
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyFieldHasItsValue(String name) throws IOException {
        JsonNode golden = Golden.json("simstate/" + name + ".json");
        SimStateData state = Golden.state(name);

        assertThat(state.size()).isEqualTo(golden.path("size").asInt());
        compare(golden.path("fields"), state, name);
    }

    /** Compares a structure with its golden values; shared with the test of checkpoint data. */
    static void compare(JsonNode golden, StateView view, String path) {
        assertThat(golden.isObject()).as(path).isTrue();
        List<StateField> fields = view.layout().fields();
        assertThat(golden.properties()).as(path).extracting(entry -> entry.getKey())
                .containsExactlyInAnyOrderElementsOf(fields.stream().map(StateField::name).toList());
        for (StateField field : fields) {
            compareValue(golden.path(field.name()), field.read(view), path + "." + field.name());
        }
    }

    private static void compareValue(JsonNode golden, Object value, String path) {
        if (value instanceof StateView view) {
            compare(golden, view, path);
        } else if (value instanceof List<?> list) {
            assertThat(golden).as(path).hasSize(list.size());
            for (int i = 0; i < list.size(); i++) {
                compareValue(golden.path(i), list.get(i), path + "[" + i + "]");
            }
        } else if (value instanceof byte[] bytes) {
            assertThat(HexFormat.of().formatHex(bytes)).as(path).isEqualTo(golden.path("hex").asText());
        } else if (value instanceof Boolean flag) {
            assertThat(golden.isBoolean()).as(path).isTrue();
            assertThat(flag).as(path).isEqualTo(golden.asBoolean());
        } else if (value instanceof Float number) {
            assertThat(golden.isNumber()).as(path).isTrue();
            // As numbers, so that -0.0 equals 0.0.
            assertThat(number.doubleValue() == golden.asDouble()).as("%s: %s, %s", path, value, golden)
                    .isTrue();
        } else {
            assertThat(golden.isIntegralNumber()).as(path).isTrue();
            assertThat(((Number) value).longValue()).as(path).isEqualTo(golden.asLong());
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyDerivedPropertyHasItsValue(String name) throws IOException {
        JsonNode golden = Golden.json("simstate/" + name + ".json").path("derived");
        SimStateData state = Golden.state(name);
        CheckpointData checkpoints = state.checkpointData();

        assertThat(state.timeMs()).isEqualTo(golden.path("time").asInt());
        assertThat(state.raceTimeMs()).isEqualTo(golden.path("race_time").asInt());
        assertThat(state.rewindTimeMs()).isEqualTo(golden.path("rewind_time").asInt());
        assertThat(state.displaySpeed()).isEqualTo(golden.path("display_speed").asInt());
        assertThat(state.inputAccelerate()).isEqualTo(golden.path("input_accelerate").asBoolean());
        assertThat(state.inputBrake()).isEqualTo(golden.path("input_brake").asBoolean());
        assertThat(state.inputLeft()).isEqualTo(golden.path("input_left").asBoolean());
        assertThat(state.inputRight()).isEqualTo(golden.path("input_right").asBoolean());
        assertThat(state.inputSteer()).isEqualTo(golden.path("input_steer").asInt());
        assertThat(state.inputGas()).isEqualTo(golden.path("input_gas").asInt());
        assertThat(checkpoints.passedCount()).isEqualTo(golden.path("rewind_cp_count").asInt());
        assertThat(checkpoints.cpTimesLength()).isEqualTo(golden.path("rewind_cp_target").asInt());
        assertThat(checkpoints.lapCount().isPresent()).isEqualTo(golden.path("rewind_lap_count").isNumber());
        checkpoints.lapCount().ifPresent(
                laps -> assertThat(laps).isEqualTo(golden.path("rewind_lap_count").asInt()));
        for (int axis = 0; axis < 3; axis++) {
            // Compared as numbers, so that -0.0 equals 0.0.
            assertThat(state.position(axis) == golden.path("position").path(axis).asDouble()).isTrue();
            assertThat(state.velocity(axis) == golden.path("velocity").path(axis).asDouble()).isTrue();
        }
        assertThat(state.position().y()).isEqualTo(state.position(1));
        assertThat(state.velocity().z()).isEqualTo(state.velocity(2));
    }

    @ParameterizedTest
    @MethodSource("states")
    void rotationQuaternionAndAnglesHaveTheirValues(String name) throws IOException {
        JsonNode golden = Golden.json("simstate/" + name + ".json").path("derived");
        SimStateData state = Golden.state(name);

        for (int i = 0; i < 9; i++) {
            double expected = golden.path("rotation_matrix").path(i / 3).path(i % 3).asDouble();
            assertThat(state.rotationMatrix()[i] == expected).as("rotation %s", i).isTrue();
            assertThat(state.rotation(i / 3, i % 3) == expected).as("rotation %s", i).isTrue();
        }
        Rotations.YawPitchRoll angles = state.yawPitchRoll();
        JsonNode expected = golden.path("yaw_pitch_roll");
        assertThat(angles.yaw()).isCloseTo(expected.path(0).asDouble(), within(Golden.TOLERANCE));
        assertThat(angles.pitch()).isCloseTo(expected.path(1).asDouble(), within(Golden.TOLERANCE));
        assertThat(angles.roll()).isCloseTo(expected.path(2).asDouble(), within(Golden.TOLERANCE));
        JsonNode quat = golden.path("mat3_to_quat(rotation_matrix)");
        assertThat(quat.isArray()).isEqualTo(state.has(SimStateData.HAS_DYNA));
        if (quat.isArray()) {
            RotationsTest.assertQuat(Rotations.mat3ToQuat(state.rotationMatrix()), quat);
        }
    }
}
