package tmnf.tminterface.sim.render;

import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.Gate;

/**
 * Gates as arches over the road: two posts and a banner. A start is green, a checkpoint blue with white
 * stripes, a finish red with black and white squares, the start of a lap green with squares. Made once for a
 * track.
 */
final class GateModel {

    private static final float LEAST_HEIGHT = 7.5f;
    private static final float MOST_HEIGHT = 9;
    private static final float MOST_HALF_WIDTH = 14;
    private static final float POST = 0.45f;
    private static final float BANNER = 1.8f;
    private static final float DEPTH = 0.35f;
    private static final int COLUMNS = 16;

    private static final int WHITE = 0xF4F4F0;
    private static final int BLACK = 0x18181A;
    private static final int GREEN = 0x2C9C46;
    private static final int BLUE = 0x2858D8;
    private static final int RED = 0xD02828;

    /** The arch before the car at the start: as far ahead of the spawn as the middle of its block is. */
    private static final float START_AHEAD = 4.8f;
    private static final float START_HALF_WIDTH = 13.2f;

    private final ShapeBuilder shape = new ShapeBuilder();
    private final Vec3 foot;
    private final Vec3 across;
    private final Vec3 up;
    private final Vec3 through;

    private GateModel(Vec3 foot, Vec3 across, Vec3 up) {
        this.foot = foot;
        this.across = across;
        this.up = up;
        this.through = new Vec3(
                across.y() * up.z() - across.z() * up.y(),
                across.z() * up.x() - across.x() * up.z(),
                across.x() * up.y() - across.y() * up.x());
    }

    static Shape of(Gate gate) {
        float height = Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, 2 * gate.halfHeight()));
        float half = Math.min(MOST_HALF_WIDTH, gate.halfWidth());
        Vec3 foot = moved(gate.centre(), gate.up(), -gate.halfHeight());
        GateModel model = new GateModel(foot, gate.across(), gate.up());
        switch (gate.kind()) {
            case CHECKPOINT -> model.arch(half, height, BLUE, BLUE, WHITE, 1);
            case FINISH -> model.arch(half, height, RED, WHITE, BLACK, 2);
            default -> model.arch(half, height, GREEN, WHITE, BLACK, 2);
        }
        return model.shape.build();
    }

    /** The arch of a start that is nothing but a start. */
    static Shape start(Pose spawn) {
        Vec3 foot = moved(moved(spawn.position(), spawn.forward(), START_AHEAD), spawn.up(), -1);
        GateModel model = new GateModel(foot, spawn.left(), spawn.up());
        model.arch(START_HALF_WIDTH, MOST_HEIGHT, GREEN, GREEN, GREEN, 1);
        return model.shape.build();
    }

    private void arch(float half, float height, int post, int first, int second, int rows) {
        box(-half - POST, -half + POST, 0, height, post);
        box(half - POST, half + POST, 0, height, post);
        float rowHeight = BANNER / rows;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                float left = -half + 2 * half * column / COLUMNS;
                float right = -half + 2 * half * (column + 1) / COLUMNS;
                float top = height - row * rowHeight;
                box(left, right, top - rowHeight, top, (row + column) % 2 == 0 ? first : second);
            }
        }
    }

    private void box(float left, float right, float low, float high, int colour) {
        float[] foot = ring(left, right, low);
        shape.block(foot, ring(left, right, high), colour);
    }

    private float[] ring(float left, float right, float height) {
        float[] ring = new float[12];
        put(ring, 0, right, height, DEPTH);
        put(ring, 3, right, height, -DEPTH);
        put(ring, 6, left, height, -DEPTH);
        put(ring, 9, left, height, DEPTH);
        return ring;
    }

    private void put(float[] ring, int at, float a, float u, float t) {
        ring[at] = foot.x() + a * across.x() + u * up.x() + t * through.x();
        ring[at + 1] = foot.y() + a * across.y() + u * up.y() + t * through.y();
        ring[at + 2] = foot.z() + a * across.z() + u * up.z() + t * through.z();
    }

    private static Vec3 moved(Vec3 from, Vec3 direction, float metres) {
        return new Vec3(from.x() + metres * direction.x(), from.y() + metres * direction.y(),
                from.z() + metres * direction.z());
    }
}
