package tmnf.tminterface.sim.track;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.BlockShape.LocalGate;

/**
 * Where the gates of blocks are, where a race starts and where it goes on after a respawn. Source:
 * stadium-blocks note, section 6; what it has no measured place for is derived here from the block's surface.
 */
final class BlockGates {

    private static final double CELL = Placement.CELL;
    private static final double MIDDLE = CELL / 2;
    private static final double HALF_SLAB = 0.25;
    private static final double LINE_Z = 11.2;
    private static final double HEADROOM = 16;

    /** How high above the surface the car hangs: road, platform, dirt. */
    private static final double ABOVE_ROAD = 0.22;
    private static final double ABOVE_PLATFORM = 0;
    private static final double ABOVE_DIRT = 0.8;
    private static final double ABOVE_START = 0.21;

    private final Block block;
    private final BlockShape shape;
    private final Placement place;

    BlockGates(Block block, BlockShape shape, Placement place) {
        this.block = block;
        this.shape = shape;
        this.place = place;
    }

    /** Start and finish of a lap in one: those lines, and blocks with "multi lap" in their name. */
    static boolean isStartFinish(String name) {
        return name.contains("StartFinish") || name.toLowerCase(Locale.ROOT).contains("multilap");
    }

    static boolean isStart(Block block) {
        return block.isStart() || isStartFinish(block.name());
    }

    /** The block's gate, if it is one. */
    Optional<Gate> gate() {
        boolean lap = isStartFinish(block.name());
        LocalGate local = shape.gateIfAny().orElse(null);
        if (local != null) {
            Gate.Kind kind = lap ? Gate.Kind.START_FINISH : local.kind();
            return Optional.of(gate(kind, local.x(), local.y(), local.z()));
        }
        if (lap) {
            return Optional.of(inTheMiddle(Gate.Kind.START_FINISH));
        }
        if (block.isFinish()) {
            return Optional.of(inTheMiddle(Gate.Kind.FINISH));
        }
        return block.isCheckpoint() ? Optional.of(inTheMiddle(Gate.Kind.CHECKPOINT)) : Optional.empty();
    }

    /** For gates nobody has measured: a slab across the middle of the block; a lying one where it lies. */
    private Gate inTheMiddle(Gate.Kind kind) {
        double width = place.width();
        double depth = place.depth();
        double height = Placement.LEVEL * shape.size().y();
        if (block.name().endsWith("H") || block.name().contains("RingH")) {
            double y = height / 2;
            return gate(kind, new double[] {0, width}, new double[] {y - HALF_SLAB, y + HALF_SLAB},
                    new double[] {0, depth});
        }
        return gate(kind, new double[] {0, width}, new double[] {-2, Math.max(HEADROOM, height)},
                new double[] {depth / 2 - HALF_SLAB, depth / 2 + HALF_SLAB});
    }

    private Gate gate(Gate.Kind kind, double[] x, double[] y, double[] z) {
        Vec3 centre = place.toWorld((x[0] + x[1]) / 2, (y[0] + y[1]) / 2, (z[0] + z[1]) / 2);
        return new Gate(kind, centre, place.direction(1, 0), new Vec3(0, 1, 0), place.direction(0, 1),
                (float) (x[1] - x[0]) / 2, (float) (y[1] - y[0]) / 2, (float) (z[1] - z[0]) / 2,
                respawn(kind));
    }

    /** A lap goes on where it began; nothing goes on behind a finish. */
    private Pose respawn(Gate.Kind kind) {
        return switch (kind) {
            case CHECKPOINT -> place.pose(respawn());
            case START_FINISH -> spawn();
            case FINISH -> null;
        };
    }

    /** A gate where the map says a checkpoint is, though no block of it is known as one. */
    static Gate unknownCheckpoint(Block block) {
        BlockCoord cell = new BlockCoord(1, 1, 1);
        BlockShape shape = new BlockShape(block.name(), cell, List.of(), Evidence.NONE, Map.of(), null, null,
                null, "");
        return new BlockGates(block, shape, Placement.of(block, cell)).inTheMiddle(Gate.Kind.CHECKPOINT);
    }

    /** Where the car hangs at race time 0, if a race starts here. */
    Pose spawn() {
        if (shape.spawn() != null) {
            return place.pose(shape.spawn());
        }
        return place.pose(new Vec3((float) MIDDLE, (float) (surface(LINE_Z) + ABOVE_START), (float) LINE_Z));
    }

    private Vec3 respawn() {
        if (shape.respawn() != null) {
            return shape.respawn();
        }
        String profile = firstProfile();
        boolean road = profile.equals("road");
        double z = road ? LINE_Z : place.depth() / 2;
        double above = road ? ABOVE_ROAD : profile.equals("dirt") ? ABOVE_DIRT : ABOVE_PLATFORM;
        return new Vec3((float) (road ? MIDDLE : place.width() / 2), (float) (surface(z) + above), (float) z);
    }

    private String firstProfile() {
        List<Part> parts = shape.parts(block.flags());
        return parts.isEmpty() ? "" : parts.get(0).profile().name();
    }

    /** The height of the first surface in the middle of the lane, local; that of the ground without one. */
    private double surface(double z) {
        List<Part> parts = shape.parts(block.flags());
        if (parts.isEmpty() || parts.get(0).path() instanceof SweepPath.Cylinder) {
            return Ground.GRASS_HEIGHT - Placement.LEVEL + ABOVE_ROAD;
        }
        Part part = parts.get(0);
        double height = part.profile().heightAt(0);
        double[] at = new double[3];
        double below = 0;
        double belowZ = Double.NaN;
        for (int row = 0; row <= part.path().facets(); row++) {
            part.point(row, 0, height, at);
            if (at[2] >= z && !Double.isNaN(belowZ)) {
                return below + (at[1] - below) * (z - belowZ) / (at[2] - belowZ);
            }
            below = at[1];
            belowZ = at[2];
        }
        return below;
    }
}
