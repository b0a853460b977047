package tmnf.tminterface.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class RotationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"mat3", "mat3_degenerate"})
    void matricesBecomeTheGoldenQuaternionsAndAngles(String group) throws IOException {
        JsonNode cases = Golden.json("util.json").path(group);

        assertThat(cases).isNotEmpty();
        for (JsonNode golden : cases) {
            Rotations.Quat quat = Rotations.mat3ToQuat(matrix(golden.path("matrix")));
            assertQuat(quat, golden.path("quat"));
            assertAngles(Rotations.quatToYawPitchRoll(quat), golden.path("ypw"));
        }
    }

    @Test
    void quaternionsBecomeTheGoldenAngles() throws IOException {
        JsonNode cases = Golden.json("util.json").path("quat_to_ypw");

        assertThat(cases).isNotEmpty();
        for (JsonNode golden : cases) {
            JsonNode q = golden.path("quat");
            Rotations.Quat quat = new Rotations.Quat(q.path(0).asDouble(), q.path(1).asDouble(),
                    q.path(2).asDouble(), q.path(3).asDouble());
            assertAngles(Rotations.quatToYawPitchRoll(quat), golden.path("ypw"));
        }
    }

    @Test
    void aQuaternionBecomesTheMatrixItCameFrom() throws IOException {
        for (JsonNode golden : Golden.json("util.json").path("mat3")) {
            double[] matrix = matrix(golden.path("matrix"));

            double[] back = Rotations.quatToMat3(Rotations.mat3ToQuat(matrix));

            // The matrices that the game's choice of branch cannot convert well are in the other group.
            assertThat(back).as(golden.path("name").asText()).containsExactly(matrix, within(1e-6));
        }
    }

    @Test
    void theSecondBranchWinsThoughTheThirdIsLarger() {
        double[] matrix = {-0.9, 0, 0, 0, -0.6, 0, 0, 0, 0.5};

        assertThat(Rotations.mat3ToQuat(matrix).y()).isEqualTo(Math.sqrt(-0.6 - (-0.9 + 0.5) + 1) / 2);
    }

    @Test
    void onlyWithinAHundredThousandthOfAPoleYawAndRollAreOneTurn() {
        for (double sign : new double[] {-1, 1}) {
            assertThat(leaning(sign * 0.49998).roll()).isCloseTo(sign * Math.asin(0.99996), within(1e-9));
            assertThat(leaning(sign * 0.499995).roll()).isZero();
            assertThat(leaning(sign * 0.499995).pitch()).isEqualTo(sign * 1.57079637);
        }
    }

    /** Around the forward axis only, so that the lean is the product of the two numbers. */
    private static Rotations.YawPitchRoll leaning(double lean) {
        double half = Math.asin(2 * lean) / 2;
        return Rotations.quatToYawPitchRoll(new Rotations.Quat(Math.cos(half), 0, 0, Math.sin(half)));
    }

    @Test
    void aNegativeRadicandIsAnError() {
        double[] matrix = {-1, 0, 0, 0, -0.9, 0, 0, 0, 1.5};

        assertThatThrownBy(() -> Rotations.mat3ToQuat(matrix)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("no rotation matrix");
        assertThatThrownBy(() -> Rotations.mat3ToQuat(new float[] {Float.NaN, 0, 0, 0, 1, 0, 0, 0, 1}))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Rotations.mat3ToQuat(new double[8]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9 numbers");
    }

    private static double[] matrix(JsonNode rows) {
        double[] matrix = new double[9];
        for (int i = 0; i < 9; i++) {
            matrix[i] = rows.path(i / 3).path(i % 3).asDouble();
        }
        return matrix;
    }

    static void assertQuat(Rotations.Quat quat, JsonNode golden) {
        assertThat(golden).hasSize(4);
        assertThat(quat.w()).isCloseTo(golden.path(0).asDouble(), within(Golden.TOLERANCE));
        assertThat(quat.x()).isCloseTo(golden.path(1).asDouble(), within(Golden.TOLERANCE));
        assertThat(quat.y()).isCloseTo(golden.path(2).asDouble(), within(Golden.TOLERANCE));
        assertThat(quat.z()).isCloseTo(golden.path(3).asDouble(), within(Golden.TOLERANCE));
    }

    private static void assertAngles(Rotations.YawPitchRoll angles, JsonNode golden) {
        assertThat(golden).hasSize(3);
        assertThat(angles.yaw()).isCloseTo(golden.path(0).asDouble(), within(Golden.TOLERANCE));
        assertThat(angles.pitch()).isCloseTo(golden.path(1).asDouble(), within(Golden.TOLERANCE));
        assertThat(angles.roll()).isCloseTo(golden.path(2).asDouble(), within(Golden.TOLERANCE));
    }
}
