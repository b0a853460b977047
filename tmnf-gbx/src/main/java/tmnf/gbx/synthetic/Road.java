package tmnf.gbx.synthetic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.Vec3;

/**
 * A flat road that wanders over the Stadium's grid without crossing itself: the blocks, and the line along
 * its middle. Straights are 32 m long, corners quarter circles of 16 m radius. Source: stadium-blocks note,
 * sections 1 to 3.
 *
 * @param blocks the road from start to finish
 * @param checkpoints cells of the checkpoint blocks in driving order
 * @param points the middle of the road every {@link #STEP_METRES}, at the height of its surface
 * @param corner for each point: -1 in a left corner, 1 in a right one, 0 on straights
 * @param gates numbers of the points under the start, the checkpoints and the finish
 */
record Road(
        List<Block> blocks, List<BlockCoord> checkpoints,
        List<Vec3> points, int[] corner, List<Integer> gates) {


    static final double STEP_METRES = 0.5;

    private static final double CELL = 32;
    private static final double SURFACE = 9.35;
    private static final int GRID = 32;
    private static final int GROUND_STRAIGHT = 0x1003;
    private static final int GROUND_CORNER = 0x1002;

    /** World directions of travel: +z, -x, -z, +x; the block direction of a straight has the same number. */
    private static final int[] DX = {0, -1, 0, 1};
    private static final int[] DZ = {1, 0, -1, 0};

    /**
     * A road of about {@code cells} blocks with {@code checkpoints} checkpoints; the same seed gives the same
     * road.
     */
    static Road wander(long seed, int cells, int checkpoints) {
        for (int attempt = 0; ; attempt++) {
            List<int[]> path = walk(new SplittableRandom(seed + 1_000_003L * attempt), cells);
            if (path.size() == cells) {
                return build(path, checkpoints);
            }
        }
    }

    /**
     * Cells with the heading on entry and on exit: {x, z, in, out}; shorter than wanted when it ran into
     * itself.
     */
    private static List<int[]> walk(SplittableRandom random, int cells) {
        List<int[]> path = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        int x = 10 + random.nextInt(12);
        int z = 10 + random.nextInt(12);
        int heading = random.nextInt(4);
        while (path.size() < cells && x > 0 && z > 0 && x < GRID - 1 && z < GRID - 1
                && used.add(x * GRID + z)) {
            // Straight at both ends and before checkpoints; a corner in about every third cell elsewhere.
            boolean mayTurn = path.size() > 2 && path.size() < cells - 3 && path.size() % 3 == 0;
            int out = mayTurn ? (heading + (random.nextBoolean() ? 1 : 3)) % 4 : heading;
            path.add(new int[] {x, z, heading, out});
            heading = out;
            x += DX[heading];
            z += DZ[heading];
        }
        return path;
    }

    private static Road build(List<int[]> path, int checkpointCount) {
        Set<Integer> checkpointCells = new HashSet<>();
        for (int i = 1; i <= checkpointCount; i++) {
            int cell = i * (path.size() - 2) / (checkpointCount + 1);
            while (path.get(cell)[2] != path.get(cell)[3] || checkpointCells.contains(cell)) {
                cell++;
            }
            checkpointCells.add(cell);
        }
        List<Block> blocks = new ArrayList<>();
        List<BlockCoord> checkpoints = new ArrayList<>();
        List<Vec3> points = new ArrayList<>();
        List<Integer> corners = new ArrayList<>();
        List<Integer> gates = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            int[] cell = path.get(i);
            boolean gate = i == 0 || i == path.size() - 1 || checkpointCells.contains(i);
            int first = points.size();
            blocks.add(block(cell, i, path.size(), checkpointCells));
            trace(cell, points, corners);
            if (checkpointCells.contains(i)) {
                checkpoints.add(blocks.get(i).coord());
            }
            if (gate) {
                gates.add((first + points.size()) / 2);
            }
        }
        int[] corner = corners.stream().mapToInt(Integer::intValue).toArray();
        return new Road(
                List.copyOf(blocks), List.copyOf(checkpoints),
                List.copyOf(points), corner, List.copyOf(gates));
    }

    private static Block block(int[] cell, int i, int cells, Set<Integer> checkpointCells) {
        BlockCoord coord = new BlockCoord(cell[0], 1, cell[1]);
        if (cell[2] != cell[3]) {
            // A corner of direction d is a right turn that ends with heading d, or a left turn that starts
            // with d + 2.
            boolean right = (cell[2] + 1) % 4 == cell[3];
            int direction = right ? cell[3] : (cell[2] + 2) % 4;
            return new Block("StadiumRoadMain", Direction.of(direction), coord, GROUND_CORNER, "", null);
        }
        String name = i == 0 ? "StadiumRoadMainStartLine"
                : i == cells - 1 ? "StadiumRoadMainFinishLine"
                : checkpointCells.contains(i) ? "StadiumRoadMainCheckpoint" : "StadiumRoadMain";
        return new Block(name, Direction.of(cell[2]), coord, GROUND_STRAIGHT, "", null);
    }

    /** Adds the middle line through one cell. */
    private static void trace(int[] cell, List<Vec3> points, List<Integer> corners) {
        double inX = cell[0] * CELL + CELL / 2 - DX[cell[2]] * CELL / 2;
        double inZ = cell[1] * CELL + CELL / 2 - DZ[cell[2]] * CELL / 2;
        if (cell[2] == cell[3]) {
            for (double s = 0; s < CELL; s += STEP_METRES) {
                points.add(new Vec3(
                        (float) (inX + DX[cell[2]] * s), (float) SURFACE, (float) (inZ + DZ[cell[2]] * s)));
                corners.add(0);
            }
            return;
        }
        double radius = CELL / 2;
        double arc = radius * Math.PI / 2;
        // The next heading is a right turn: seen from above, +x lies to the left of +z.
        int turn = (cell[2] + 1) % 4 == cell[3] ? 1 : -1;
        for (double s = 0; s < arc; s += STEP_METRES) {
            double angle = s / radius;
            double along = radius * Math.sin(angle);
            double aside = radius * (1 - Math.cos(angle));
            points.add(new Vec3(
                    (float) (inX + DX[cell[2]] * along + DX[cell[3]] * aside),
                    (float) SURFACE,
                    (float) (inZ + DZ[cell[2]] * along + DZ[cell[3]] * aside)));
            corners.add(turn);
        }
    }
}
