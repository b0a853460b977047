package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Direction;

/**
 * Lays blocks one behind the other as a driver meets them: every piece begins where the last one ended, at
 * its height and in its direction. The challenge lists them in that order, which {@link RoadLine} relies on.
 */
final class RoadPlan {

    /** A turn as the driver takes it. */
    enum Turn {
        LEFT,
        RIGHT
    }

    private static final double CELL = Placement.CELL;
    private static final double MIDDLE = CELL / 2;
    private static final double ROAD = 1.35;
    private static final double PLATFORM = 8;
    private static final double NEXT_LEVEL = ROAD + Placement.LEVEL;
    private static final int STRAIGHT = 3;
    private static final int CORNER = 2;
    private static final int ON_GROUND = 0x1000;

    /** World directions of travel, in the order of block directions: each is a right turn from the last. */
    private static final int[] DX = {0, -1, 0, 1};
    private static final int[] DZ = {1, 0, -1, 0};
    private static final int FORWARD = 0;
    private static final int TO_THE_LEFT = 3;

    private final List<Block> blocks = new ArrayList<>();
    private final List<BlockCoord> checkpoints = new ArrayList<>();
    /** Cells that are built on, x and z of each. */
    private final List<List<Integer>> cells = new ArrayList<>();
    private double x;
    private double y;
    private double z;
    private int heading;

    /** One end of a piece: where the car enters or leaves, local to its block. */
    private record End(double x, double z, int heading, double height) {}

    /** A block from one end to the other. */
    private record Piece(String name, int flags, int cellsX, int cellsZ, End in, End out) {

        static Piece line(String name, int flags, int cells, double from, double to) {
            return new Piece(name, flags, 1, cells, new End(MIDDLE, 0, FORWARD, from),
                    new End(MIDDLE, CELL * cells, FORWARD, to));
        }

        /** A curve over n by n cells, driven as a right turn. */
        static Piece curve(String name, int flags, int cells, double height) {
            return new Piece(name, flags, cells, cells,
                    new End(0, MIDDLE, TO_THE_LEFT, height),
                    new End(CELL * cells - MIDDLE, CELL * cells, FORWARD, height));
        }

        Piece backwards() {
            return new Piece(name, flags, cellsX, cellsZ,
                    new End(out.x, out.z, (out.heading + 2) % 4, out.height),
                    new End(in.x, in.z, (in.heading + 2) % 4, in.height));
        }

        Piece turned(Turn turn) {
            return turn == Turn.RIGHT ? this : backwards();
        }
    }

    /**
     * Begins before a cell.
     *
     * @param level of the first road block
     * @param heading 0 +z, 1 -x, 2 -z, 3 +x
     */
    RoadPlan(int cellX, int level, int cellZ, int heading) {
        this.heading = heading;
        this.x = CELL * cellX + MIDDLE - DX[heading] * MIDDLE;
        this.y = Placement.LEVEL * level + ROAD;
        this.z = CELL * cellZ + MIDDLE - DZ[heading] * MIDDLE;
    }

    private RoadPlan add(Piece piece) {
        int direction = Math.floorMod(heading - piece.in.heading, 4);
        Placement atOrigin = new Placement(Direction.of(direction), 0, 0, 0, CELL * piece.cellsX,
                CELL * piece.cellsZ);
        double[] in = {piece.in.x, piece.in.height, piece.in.z};
        double[] out = {piece.out.x, piece.out.height, piece.out.z};
        atOrigin.toWorld(in);
        atOrigin.toWorld(out);
        BlockCoord cell = new BlockCoord(whole((x - in[0]) / CELL), whole((y - in[1]) / Placement.LEVEL),
                whole((z - in[2]) / CELL));
        blocks.add(new Block(piece.name, Direction.of(direction), cell,
                piece.flags | (cell.y() == 1 ? ON_GROUND : 0), "", null));
        for (int i = 0; i < atOrigin.cellsAlongX(); i++) {
            for (int k = 0; k < atOrigin.cellsAlongZ(); k++) {
                cells.add(List.of(cell.x() + i, cell.z() + k));
            }
        }
        x += out[0] - in[0];
        y += out[1] - in[1];
        z += out[2] - in[2];
        heading = (piece.out.heading + direction) % 4;
        return this;
    }

    /** Whether all cells lie between two numbers, the upper one excluded, and none is built on twice. */
    boolean isClear(int from, int to) {
        return cells.stream().flatMap(List::stream).allMatch(at -> at >= from && at < to)
                && new HashSet<>(cells).size() == cells.size();
    }

    private static int whole(double cells) {
        long rounded = Math.round(cells);
        if (Math.abs(cells - rounded) > 1e-6) {
            throw new IllegalStateException("the next block does not fit here: " + cells + " cells");
        }
        return (int) rounded;
    }

    private RoadPlan road(String name, int count) {
        for (int i = 0; i < count; i++) {
            add(Piece.line(name, name.equals("StadiumRoadMain") ? STRAIGHT : 0, 1, ROAD, ROAD));
        }
        return this;
    }

    RoadPlan start() {
        return road("StadiumRoadMainStartLine", 1);
    }

    RoadPlan startFinish() {
        return road("StadiumRoadMainStartFinishLine", 1);
    }

    RoadPlan finish() {
        return road("StadiumRoadMainFinishLine", 1);
    }

    RoadPlan straight(int count) {
        return road("StadiumRoadMain", count);
    }

    RoadPlan checkpoint() {
        road("StadiumRoadMainCheckpoint", 1);
        checkpoints.add(blocks.get(blocks.size() - 1).coord());
        return this;
    }

    RoadPlan corner(Turn turn) {
        return add(Piece.curve("StadiumRoadMain", CORNER, 1, ROAD).turned(turn));
    }

    /** A wide curve over 2 x 2 to 4 x 4 cells. */
    RoadPlan curve(int cells, Turn turn) {
        return add(Piece.curve("StadiumRoadMainGTCurve" + cells, 0, cells, ROAD).turned(turn));
    }

    /** One lane to the side over 64 m. */
    RoadPlan diagonal(Turn turn) {
        boolean left = turn == Turn.LEFT;
        return add(new Piece("StadiumRoadMainGTDiag2x2" + (left ? "" : "Mirror"), 0, 2, 2,
                new End(left ? MIDDLE : CELL + MIDDLE, 0, FORWARD, ROAD),
                new End(left ? CELL + MIDDLE : MIDDLE, 2 * CELL, FORWARD, ROAD)));
    }

    /** Up by 16 m and 8 m for each even piece. */
    RoadPlan up(int even) {
        add(Piece.line("StadiumRoadMainBiSlopeStart", 0, 2, ROAD, NEXT_LEVEL));
        for (int i = 0; i < even; i++) {
            add(Piece.line("StadiumRoadMainSlopeStraight", 0, 1, ROAD, NEXT_LEVEL));
        }
        return add(Piece.line("StadiumRoadMainBiSlopeEnd", 0, 2, ROAD, NEXT_LEVEL));
    }

    RoadPlan down(int even) {
        add(Piece.line("StadiumRoadMainBiSlopeEnd", 0, 2, ROAD, NEXT_LEVEL).backwards());
        for (int i = 0; i < even; i++) {
            add(Piece.line("StadiumRoadMainSlopeStraight", 0, 1, ROAD, NEXT_LEVEL).backwards());
        }
        return add(Piece.line("StadiumRoadMainBiSlopeStart", 0, 2, ROAD, NEXT_LEVEL).backwards());
    }

    RoadPlan ramp() {
        return add(Piece.line("StadiumRampLow", 0, 1, ROAD, ROAD).backwards());
    }

    /** Nothing for so many cells, and the road goes on some levels lower. */
    RoadPlan gap(int cells, int levels) {
        x += DX[heading] * CELL * cells;
        z += DZ[heading] * CELL * cells;
        y -= levels * Placement.LEVEL;
        return this;
    }

    /** From the road down to a platform without borders. */
    RoadPlan toPlatform() {
        return add(Piece.line("StadiumPlatformToRoadMain", 0, 1, PLATFORM, NEXT_LEVEL).backwards());
    }

    RoadPlan toRoad() {
        return add(Piece.line("StadiumPlatformToRoadMain", 0, 1, PLATFORM, NEXT_LEVEL));
    }

    RoadPlan platform(int count) {
        for (int i = 0; i < count; i++) {
            add(Piece.line("StadiumCircuitBase", 0, 1, PLATFORM, PLATFORM));
        }
        return this;
    }

    RoadPlan platformTurbo(int count) {
        for (int i = 0; i < count; i++) {
            add(Piece.line("StadiumPlatformTurbo", 0, 1, PLATFORM, PLATFORM));
        }
        return this;
    }

    RoadPlan platformCheckpoint() {
        add(Piece.line("StadiumPlatformCheckpoint", 0, 1, PLATFORM, PLATFORM));
        checkpoints.add(blocks.get(blocks.size() - 1).coord());
        return this;
    }

    RoadPlan platformCorner(Turn turn) {
        return add(Piece.curve("StadiumCircuitBase", 0, 1, PLATFORM).turned(turn));
    }

    /** The map with all of it. */
    Challenge challenge(String name, int laps) {
        String padding = "_".repeat(Math.max(0, 18 - name.length()));
        return Challenge.builder()
                .uid("tmnfSim_" + name + padding + "1")
                .name(name)
                .author("tmnf")
                .blocks(blocks)
                .checkpoints(checkpoints)
                .laps(laps > 1, laps > 1 ? laps : 3)
                .comments("A track of tmnf's simulated game.")
                .build();
    }
}
