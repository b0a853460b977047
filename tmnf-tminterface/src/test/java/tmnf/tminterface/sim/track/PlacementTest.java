package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;

class PlacementTest {

    /** A footprint of 2 x 3 cells at cell (4, 2, 6): world (128, 16, 192). */
    private static Placement place(Direction direction) {
        Block block = Block.of("B", direction, new BlockCoord(4, 2, 6));
        return Placement.of(block, new BlockCoord(2, 1, 3));
    }

    @ParameterizedTest
    @CsvSource({"NORTH, 138, 212", "EAST, 204, 202", "SOUTH, 182, 268", "WEST, 148, 246"})
    void turnsAPointIntoTheWorld(Direction direction, double x, double z) {
        double[] point = {10, 5, 20};

        place(direction).toWorld(point);

        assertThat(point).containsExactly(x, 21, z);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void theStoredCellIsTheLowCornerOfTheTurnedFootprint(Direction direction) {
        Placement place = place(direction);
        double lowX = Double.POSITIVE_INFINITY;
        double lowZ = Double.POSITIVE_INFINITY;
        for (double[] corner : new double[][] {{0, 0, 0}, {64, 0, 0}, {0, 0, 96}, {64, 0, 96}}) {
            place.toWorld(corner);
            lowX = Math.min(lowX, corner[0]);
            lowZ = Math.min(lowZ, corner[2]);
        }

        assertThat(lowX).isEqualTo(128);
        assertThat(lowZ).isEqualTo(192);
    }

    @ParameterizedTest
    @CsvSource({"NORTH, 0, 1", "EAST, -1, 0", "SOUTH, 0, -1", "WEST, 1, 0"})
    void aPoseLooksAlongTheBlocksForwardAxis(Direction direction, float x, float z) {
        Pose pose = place(direction).pose(new Vec3(16, 2.21f, 11.2f));

        assertThat(pose.forward().x()).isEqualTo(x);
        assertThat(pose.forward().z()).isEqualTo(z);
        // Left of +z is +x: a right-handed frame with y up.
        assertThat(pose.left().x()).isCloseTo(z, within(0f));
        assertThat(pose.left().z()).isCloseTo(-x, within(0f));
        assertThat(pose.position().y()).isEqualTo(18.21f);
    }

    @Test
    void directionsAndPointsTurnAlike() {
        for (Direction direction : Direction.values()) {
            Placement place = place(direction);
            double[] from = {3, 0, 4};
            double[] to = {3 + 0.6, 0, 4 + 0.8};
            place.toWorld(from);
            place.toWorld(to);
            Vec3 turned = place.direction(0.6, 0.8);

            assertThat(turned.x()).isCloseTo((float) (to[0] - from[0]), within(1e-6f));
            assertThat(turned.z()).isCloseTo((float) (to[2] - from[2]), within(1e-6f));
        }
    }
}
