package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tmnf.gbx.model.Block;

/** Goes along the middle of a road from block to block, in the order in which a challenge lists them. */
final class RoadWalk {

    private static final double STEP = 1;
    private static final double MIDDLE = Placement.CELL / 2;
    /** Where the finish gate and the start are in their blocks. */
    private static final double FINISH_Z = 12.05;
    private static final double START_Z = 11.2;
    /** Longer jumps are none. */
    private static final double WIDEST_GAP = 200;

    private final List<Block> blocks;
    private final List<double[]> corners = new ArrayList<>();

    RoadWalk(List<Block> blocks) {
        this.blocks = blocks;
    }

    RoadLine line() {
        if (blocks.size() < 2 || !BlockGates.isStart(blocks.get(0))) {
            throw new IllegalArgumentException("the first block is no start with a road behind it");
        }
        boolean closed = BlockGates.isStartFinish(blocks.get(0).name());
        if (!closed && !blocks.get(blocks.size() - 1).isFinish()) {
            throw new IllegalArgumentException("the last block is no finish");
        }
        for (int i = 0; i < blocks.size(); i++) {
            boolean last = i == blocks.size() - 1;
            Block next = last ? (closed ? blocks.get(0) : null) : blocks.get(i + 1);
            addBlock(blocks.get(i), next, i == 0 ? START_Z : 0, last && !closed ? FINISH_Z : Double.NaN);
        }
        if (closed) {
            addBlock(blocks.get(0), null, 0, START_Z);
        }
        return new RoadLine(resampled(), closed);
    }

    /** Adds the middle of a block between two z, up to its end unless the second one is a number. */
    private void addBlock(Block block, Block next, double fromZ, double toZ) {
        if (isSquare(block) && next != null && !corners.isEmpty()) {
            addSquare(block, next);
            return;
        }
        List<double[]> middle = middle(block, fromZ, toZ);
        if (!corners.isEmpty()) {
            double[] here = corners.get(corners.size() - 1);
            double toFirst = gap(here, middle.get(0));
            double toLast = gap(here, middle.get(middle.size() - 1));
            if (Math.min(toFirst, toLast) > WIDEST_GAP) {
                throw new IllegalArgumentException("the road does not reach " + block.name());
            }
            if (toLast < toFirst) {
                Collections.reverse(middle);
            }
        }
        corners.addAll(middle);
    }

    private static boolean isSquare(Block block) {
        return block.name().equals("StadiumCircuitBase");
    }

    /** From the side where the line is to that of the next block, on an arc if it is not opposite. */
    private void addSquare(Block block, Block next) {
        double[] in = corners.get(corners.size() - 1).clone();
        in[1] = Placement.LEVEL * (block.coord().y() + 1);
        double middleX = Placement.CELL * block.coord().x() + MIDDLE;
        double middleZ = Placement.CELL * block.coord().z() + MIDDLE;
        double[] out = exit(block, next, in, middleX, middleZ);
        boolean straight = Math.abs(in[0] + out[0] - 2 * middleX) < 1
                && Math.abs(in[2] + out[2] - 2 * middleZ) < 1;
        double pivotX = in[0] + out[0] - middleX;
        double pivotZ = in[2] + out[2] - middleZ;
        int pieces = straight ? 1 : 16;
        for (int i = 1; i <= pieces; i++) {
            if (straight) {
                corners.add(out);
                continue;
            }
            double angle = Math.PI / 2 * i / pieces;
            double a = StrictMath.cos(angle);
            double b = StrictMath.sin(angle);
            corners.add(new double[] {pivotX + (in[0] - pivotX) * a + (out[0] - pivotX) * b, in[1],
                pivotZ + (in[2] - pivotZ) * a + (out[2] - pivotZ) * b});
        }
    }

    /** The middle of the side that a block shares with the next one. */
    private static double[] exit(Block block, Block next, double[] in, double middleX, double middleZ) {
        BlockShape shape = shape(next);
        Placement place = Placement.of(next, shape.size());
        double lowX = place.x();
        double lowZ = place.z();
        double highX = lowX + Placement.CELL * place.cellsAlongX();
        double highZ = lowZ + Placement.CELL * place.cellsAlongZ();
        double dx = middleX < lowX ? MIDDLE : middleX > highX ? -MIDDLE : 0;
        double dz = middleZ < lowZ ? MIDDLE : middleZ > highZ ? -MIDDLE : 0;
        if ((dx == 0) == (dz == 0)) {
            throw new IllegalArgumentException(block.name() + " and " + next.name() + " share no side");
        }
        return new double[] {middleX + dx, in[1], middleZ + dz};
    }

    private static double gap(double[] a, double[] b) {
        return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
                + (a[2] - b[2]) * (a[2] - b[2]));
    }

    private static BlockShape shape(Block block) {
        return BlockCatalogue.stadium().find(block.name()).orElseThrow(
                () -> new IllegalArgumentException("nothing is known of the block " + block.name()));
    }

    private static List<double[]> middle(Block block, double fromZ, double toZ) {
        BlockShape shape = shape(block);
        List<Part> parts = shape.parts(block.flags());
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("the block " + block.name() + " has no surface");
        }
        Part part = parts.get(0);
        Placement place = Placement.of(block, shape.size());
        List<double[]> points = new ArrayList<>();
        for (int row = 0; row <= part.path().facets(); row++) {
            double[] at = new double[3];
            part.point(row, 0, part.profile().heightAt(0), at);
            points.add(at);
        }
        points = between(points, fromZ, toZ);
        points.forEach(place::toWorld);
        return points;
    }

    /** What lies from one local z on, and up to another one if that is a number. */
    private static List<double[]> between(List<double[]> points, double fromZ, double toZ) {
        boolean whole = fromZ == 0 && Double.isNaN(toZ);
        if (whole) {
            return points;
        }
        double[] first = points.get(0);
        double[] last = points.get(points.size() - 1);
        double end = Double.isNaN(toZ) ? last[2] : toZ;
        return new ArrayList<>(List.of(new double[] {first[0], first[1], fromZ},
                new double[] {last[0], last[1], end}));
    }

    /** At equal steps along the corners. */
    private double[] resampled() {
        double length = 0;
        for (int i = 1; i < corners.size(); i++) {
            length += gap(corners.get(i - 1), corners.get(i));
        }
        int steps = (int) Math.ceil(length / STEP);
        double[] out = new double[3 * (steps + 1)];
        int count = 0;
        double walked = 0;
        for (int i = 1; i < corners.size(); i++) {
            double[] a = corners.get(i - 1);
            double[] b = corners.get(i);
            double piece = gap(a, b);
            while (count < steps && count * length / steps <= walked + piece) {
                double share = piece == 0 ? 0 : (count * length / steps - walked) / piece;
                for (int axis = 0; axis < 3; axis++) {
                    out[3 * count + axis] = a[axis] + (b[axis] - a[axis]) * share;
                }
                count++;
            }
            walked += piece;
        }
        System.arraycopy(corners.get(corners.size() - 1), 0, out, 3 * count, 3);
        return Arrays.copyOf(out, 3 * (count + 1));
    }
}
