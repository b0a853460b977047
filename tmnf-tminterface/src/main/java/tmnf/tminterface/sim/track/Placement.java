package tmnf.tminterface.sim.track;

import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;

/**
 * Where a block stands: turns coordinates that are local to it into the world's. The stored cell is the low
 * corner of the turned footprint. Source: stadium-blocks note, section 1.
 */
record Placement(Direction direction, double x, double y, double z, double width, double depth) {

    static final double CELL = 32;
    static final double LEVEL = 8;

    /** Cosine and sine of the turn of each direction, in (x, z). */
    private static final int[] COS = {1, 0, -1, 0};
    private static final int[] SIN = {0, 1, 0, -1};

    static Placement of(Block block, BlockCoord size) {
        BlockCoord cell = block.coord();
        return new Placement(block.direction(), CELL * cell.x(), LEVEL * cell.y(), CELL * cell.z(),
                CELL * size.x(), CELL * size.z());
    }

    /** Turns a point in place, from local to world. */
    void toWorld(double[] point) {
        double u = point[0];
        double w = point[2];
        switch (direction) {
            case EAST -> {
                point[0] = depth - w;
                point[2] = u;
            }
            case SOUTH -> {
                point[0] = width - u;
                point[2] = depth - w;
            }
            case WEST -> {
                point[0] = w;
                point[2] = width - u;
            }
            default -> {
                // NORTH: as it is.
            }
        }
        point[0] += x;
        point[1] += y;
        point[2] += z;
    }

    Vec3 toWorld(double localX, double localY, double localZ) {
        double[] point = {localX, localY, localZ};
        toWorld(point);
        return new Vec3((float) point[0], (float) point[1], (float) point[2]);
    }

    /** Turns a direction of the ground. */
    Vec3 direction(double u, double w) {
        int d = direction.ordinal();
        // Adding 0 makes no direction of a negative 0.
        return new Vec3((float) (u * COS[d] - w * SIN[d] + 0.0), 0, (float) (u * SIN[d] + w * COS[d] + 0.0));
    }

    /** Upright at a local point, looking along the block's +z. */
    Pose pose(Vec3 local) {
        return new Pose(toWorld(local.x(), local.y(), local.z()), direction(1, 0), new Vec3(0, 1, 0),
                direction(0, 1));
    }

    /** Cells of the turned footprint along x. */
    int cellsAlongX() {
        boolean turned = direction == Direction.EAST || direction == Direction.WEST;
        return (int) ((turned ? depth : width) / CELL);
    }

    int cellsAlongZ() {
        boolean turned = direction == Direction.EAST || direction == Direction.WEST;
        return (int) ((turned ? width : depth) / CELL);
    }
}
