package tmnf.tminterface.sim.render;

import tmnf.tminterface.sim.physics.Pose;

/**
 * The car: an open-wheeled body of blocks and four wheels, placed as in the physics note. In the car's axes,
 * x left, y up, z forward. One for each renderer, for its scratch memory.
 */
final class CarModel {

    private static final float WHEEL_RADIUS = 0.364f;
    private static final float WHEEL_HALF_WIDTH = 0.182f;
    private static final int WHEEL_SIDES = 12;
    /** Sine of the angle by which the front wheels turn at full steer: 24 degrees. */
    private static final float FULL_STEER = 0.407f;
    /** A shadow is drawn over the road that it lies on. */
    private static final float SHADOW_BIAS = 1.02f;

    /** Centres of the wheels with the dampers in. */
    private static final float[][] WHEELS = {
        {0.863012f, 0.3525f, 1.782089f}, {-0.86299f, 0.3525f, 1.782089f},
        {-0.885f, 0.352504f, -1.205502f}, {0.885002f, 0.352504f, -1.205502f}
    };

    private static final Shape OWN_BODY = body(0xD8321E);
    private static final Shape GHOST_BODY = body(0x9FD4F4);
    private static final Shape WHEEL = wheel();
    private static final Shape GHOST_WHEEL = wheel().tinted(0x9FD4F4, 150);
    private static final Shape SHADOW = shadow();

    private final float[] toEye = new float[12];
    private final float[] wheelToEye = new float[12];

    /** The car itself, with its wheels as the view says. */
    void drawOwn(RaceView view, Eye eye, Rasteriser raster) {
        eye.model(view.car(), toEye);
        boolean onGround = false;
        for (int wheel = 0; wheel < RaceView.WHEELS; wheel++) {
            onGround |= view.damper(wheel) < RaceView.FREE_DAMPER;
        }
        if (onGround) {
            raster.draw(SHADOW, toEye, SHADOW_BIAS);
        }
        raster.draw(OWN_BODY, toEye, 1);
        float sine = FULL_STEER * view.steer();
        float cosine = (float) Math.sqrt(1 - sine * sine);
        for (int wheel = 0; wheel < RaceView.WHEELS; wheel++) {
            boolean front = wheel < 2;
            place(wheel, view.damper(wheel), front ? sine : 0, front ? cosine : 1);
            raster.draw(WHEEL, wheelToEye, 1);
        }
    }

    /** Another car, whose wheels are not known. */
    void drawGhost(Pose pose, Eye eye, Rasteriser raster) {
        eye.model(pose, toEye);
        raster.draw(GHOST_BODY, toEye, 1);
        for (int wheel = 0; wheel < RaceView.WHEELS; wheel++) {
            place(wheel, 0, 0, 1);
            raster.draw(GHOST_WHEEL, wheelToEye, 1);
        }
    }

    /** Turned to the right by an angle; its axle is the x axis of the wheel's own coordinates. */
    private void place(int wheel, float absorb, float sine, float cosine) {
        float[] at = WHEELS[wheel];
        float y = at[1] - absorb;
        for (int row = 0; row < 12; row += 4) {
            float left = toEye[row];
            float up = toEye[row + 1];
            float forward = toEye[row + 2];
            wheelToEye[row] = cosine * left + sine * forward;
            wheelToEye[row + 1] = up;
            wheelToEye[row + 2] = cosine * forward - sine * left;
            wheelToEye[row + 3] = at[0] * left + y * up + at[2] * forward + toEye[row + 3];
        }
    }

    private static Shape body(int paint) {
        ShapeBuilder b = new ShapeBuilder();
        int dark = 0x2A2C30;
        slab(b, paint, 0.62f, -1.75f, 1.0f, 0.20f, 0.50f, 0.55f, -1.6f, 1.0f);
        slab(b, paint, 0.50f, 1.0f, 2.25f, 0.20f, 0.40f, 0.22f, 1.0f, 2.25f);
        slab(b, dark, 0.42f, -0.55f, 0.75f, 0.50f, 0.82f, 0.30f, -0.45f, 0.2f);
        slab(b, paint, 0.36f, -1.6f, -0.5f, 0.50f, 0.90f, 0.20f, -1.2f, -0.5f);
        slab(b, paint, 0.92f, 2.0f, 2.4f, 0.14f, 0.20f, 0.92f, 2.0f, 2.4f);
        slab(b, paint, 0.90f, -2.15f, -1.75f, 0.92f, 1.00f, 0.90f, -2.15f, -1.75f);
        for (float side : new float[] {0.80f, -0.80f}) {
            float[] lower = ring(side - 0.04f, side + 0.04f, -1.98f, -1.82f, 0.35f);
            b.block(lower, ring(side - 0.04f, side + 0.04f, -1.98f, -1.82f, 0.92f), dark);
        }
        axle(b, dark, 1.782f);
        axle(b, dark, -1.2055f);
        return b.build();
    }

    /** A block between z0 and z1 at its foot, and between topZ0 and topZ1 at its top. */
    private static void slab(ShapeBuilder b, int colour, float half, float z0, float z1, float foot,
            float top, float topHalf, float topZ0, float topZ1) {
        b.block(ring(-half, half, z0, z1, foot), ring(-topHalf, topHalf, topZ0, topZ1, top), colour);
    }

    private static void axle(ShapeBuilder b, int colour, float z) {
        slab(b, colour, 0.80f, z - 0.06f, z + 0.06f, 0.24f, 0.34f, 0.80f, z - 0.06f, z + 0.06f);
    }

    /** Four corners at a height, counter-clockwise seen from above. */
    private static float[] ring(float x0, float x1, float z0, float z1, float y) {
        return new float[] {x1, y, z1, x1, y, z0, x0, y, z0, x0, y, z1};
    }

    private static Shape wheel() {
        ShapeBuilder b = new ShapeBuilder();
        float w = WHEEL_HALF_WIDTH;
        for (int i = 0; i < WHEEL_SIDES; i++) {
            double from = 2 * Math.PI * i / WHEEL_SIDES;
            double to = 2 * Math.PI * (i + 1) / WHEEL_SIDES;
            float y0 = (float) (WHEEL_RADIUS * StrictMath.cos(from));
            float z0 = (float) (WHEEL_RADIUS * StrictMath.sin(from));
            float y1 = (float) (WHEEL_RADIUS * StrictMath.cos(to));
            float z1 = (float) (WHEEL_RADIUS * StrictMath.sin(to));
            int tread = i % 2 == 0 ? 0x26272A : 0x34363A;
            b.quad(new float[] {w, y0, z0, -w, y0, z0, -w, y1, z1, w, y1, z1}, tread);
            for (float x : new float[] {w, -w}) {
                int hub = b.corner(x, 0, 0);
                int first = b.corner(x, y0, z0);
                int second = b.corner(x, y1, z1);
                int rim = i % 3 == 0 ? 0xB8BCC4 : 0x4A4C52;
                b.triangle(hub, x > 0 ? first : second, x > 0 ? second : first, rim);
            }
        }
        return b.build();
    }

    private static Shape shadow() {
        ShapeBuilder b = new ShapeBuilder();
        int[] at = new int[4];
        float[] ring = ring(-1.05f, 1.05f, -2.1f, 2.35f, 0.03f);
        for (int i = 0; i < 4; i++) {
            at[i] = b.corner(ring[3 * i], ring[3 * i + 1], ring[3 * i + 2]);
        }
        return b.triangle(at[0], at[1], at[2], 0x1C1D20).triangle(at[0], at[2], at[3], 0x1C1D20).build();
    }
}
