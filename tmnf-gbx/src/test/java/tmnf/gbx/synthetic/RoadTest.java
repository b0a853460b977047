package tmnf.gbx.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Vec3;

class RoadTest {

    private static final int CELLS = 30;
    private static final double CELL_METRES = 32;
    private static final int CORNER_VARIANT = 0x1002;

    /** Which sides of its cell a block opens to: 0 +z, 1 -x, 2 -z, 3 +x. */
    private static Set<Integer> openSides(Block block) {
        int direction = block.direction().ordinal();
        // A straight opens ahead and behind. A corner of direction d is a right turn that leaves with heading
        // d: it was entered with heading d - 1, so from the side of d + 1.
        return block.flags() == CORNER_VARIANT
                ? Set.of(direction, (direction + 1) % 4)
                : Set.of(direction, (direction + 2) % 4);
    }

    private static int sideTowards(BlockCoord from, BlockCoord to) {
        int dx = to.x() - from.x();
        int dz = to.z() - from.z();
        assertThat(Math.abs(dx) + Math.abs(dz)).as("%s to %s are neighbours", from, to).isEqualTo(1);
        return dz == 1 ? 0 : dx == -1 ? 1 : dz == -1 ? 2 : 3;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 42})
    void blocksConnectNeighbouringCells(long seed) {
        List<Block> blocks = Road.wander(seed, CELLS, 3).blocks();

        assertThat(blocks).hasSize(CELLS);
        for (int i = 0; i + 1 < blocks.size(); i++) {
            int side = sideTowards(blocks.get(i).coord(), blocks.get(i + 1).coord());
            assertThat(openSides(blocks.get(i))).as("block %s opens ahead", i).contains(side);
            assertThat(openSides(blocks.get(i + 1)))
                    .as("block %s opens behind", i + 1)
                    .contains((side + 2) % 4);
        }
        assertThat(blocks.stream().filter(block -> block.flags() == CORNER_VARIANT)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 42})
    void everyCellIsUsedOnceAndLiesOnTheGrid(long seed) {
        Road road = Road.wander(seed, CELLS, 3);

        Set<BlockCoord> cells = new HashSet<>();
        for (Block block : road.blocks()) {
            assertThat(cells.add(block.coord())).isTrue();
            assertThat(block.coord().x()).isBetween(0, 31);
            assertThat(block.coord().z()).isBetween(0, 31);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 42})
    void startCheckpointsAndFinishStandUnderTheirGates(long seed) {
        Road road = Road.wander(seed, CELLS, 3);

        List<Block> gates = road.blocks().stream()
                .filter(block -> block.isStart() || block.isCheckpoint() || block.isFinish())
                .toList();
        assertThat(gates).hasSize(5).hasSameSizeAs(road.gates());
        assertThat(gates.get(0).isStart()).isTrue();
        assertThat(gates.get(4).isFinish()).isTrue();
        assertThat(road.checkpoints())
                .isEqualTo(gates.subList(1, 4).stream().map(Block::coord).toList());
        for (int i = 0; i < gates.size(); i++) {
            Vec3 point = road.points().get(road.gates().get(i));
            assertThat((int) (point.x() / CELL_METRES)).isEqualTo(gates.get(i).coord().x());
            assertThat((int) (point.z() / CELL_METRES)).isEqualTo(gates.get(i).coord().z());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 42})
    void pointsStandAStepApart(long seed) {
        Road road = Road.wander(seed, CELLS, 3);

        assertThat(road.corner()).hasSize(road.points().size());
        for (int i = 0; i + 1 < road.points().size(); i++) {
            // Quarter circles are no whole number of steps long: their last one is shorter.
            assertThat(road.points().get(i).distanceTo(road.points().get(i + 1)))
                    .as("step %s", i)
                    .isBetween(0.05, Road.STEP_METRES + 1e-3);
        }
    }
}
