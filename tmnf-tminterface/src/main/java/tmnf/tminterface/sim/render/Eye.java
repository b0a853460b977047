package tmnf.tminterface.sim.render;

import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;

/**
 * Where a picture is taken from: place, axes and the rays of its pixels. Filled anew for every picture;
 * confined to one thread.
 *
 * <p>The picture is that of the game's window, 4 to 3, with {@value #VIEW_DEGREES} degrees from top to
 * bottom; as the game does, it is scaled to the wanted size without keeping the aspect.
 */
final class Eye {

    /** Opening of the view from top to bottom. */
    static final int VIEW_DEGREES = 70;

    private static final float WINDOW_ASPECT = 4f / 3;
    private static final float HALF_HEIGHT = (float) StrictMath.tan(Math.PI * VIEW_DEGREES / 360);
    private static final float HALF_WIDTH = HALF_HEIGHT * WINDOW_ASPECT;

    private final float[] place = new float[3];
    private final float[] right = new float[3];
    private final float[] up = new float[3];
    private final float[] ahead = new float[3];
    private final float[] world = new float[12];
    private int width;
    private int height;

    /** Looks from a camera on a car. */
    void look(Pose car, Camera camera, int pixelWidth, int pixelHeight) {
        width = pixelWidth;
        height = pixelHeight;
        float sine = camera.pitchSine();
        float cosine = (float) Math.sqrt(1 - sine * sine);
        for (int axis = 0; axis < 3; axis++) {
            float carUp = axis(car.up(), axis);
            float carAhead = axis(car.forward(), axis);
            right[axis] = -axis(car.left(), axis);
            up[axis] = cosine * carUp + sine * carAhead;
            ahead[axis] = cosine * carAhead - sine * carUp;
            place[axis] = axis(car.position(), axis) + camera.forward() * carAhead + camera.up() * carUp;
        }
        row(0, right);
        row(1, up);
        row(2, ahead);
    }

    private void row(int row, float[] direction) {
        System.arraycopy(direction, 0, world, 4 * row, 3);
        world[4 * row + 3] =
                -(direction[0] * place[0] + direction[1] * place[1] + direction[2] * place[2]);
    }

    private static float axis(Vec3 vector, int axis) {
        return axis == 0 ? vector.x() : axis == 1 ? vector.y() : vector.z();
    }

    /** From the world into the eye's coordinates: three rows of four. Valid until the next look. */
    float[] world() {
        return world;
    }

    /** From the coordinates of something that stands at a pose into the eye's. */
    void model(Pose pose, float[] toEye) {
        for (int row = 0; row < 3; row++) {
            int at = 4 * row;
            toEye[at] = turned(at, pose.left());
            toEye[at + 1] = turned(at, pose.up());
            toEye[at + 2] = turned(at, pose.forward());
            toEye[at + 3] = turned(at, pose.position()) + world[at + 3];
        }
    }

    private float turned(int at, Vec3 v) {
        return world[at] * v.x() + world[at + 1] * v.y() + world[at + 2] * v.z();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    float x() {
        return place[0];
    }

    float y() {
        return place[1];
    }

    float z() {
        return place[2];
    }

    float focalX() {
        return width * 0.5f / HALF_WIDTH;
    }

    float focalY() {
        return height * 0.5f / HALF_HEIGHT;
    }

    /** How far to the right a column's ray goes for each metre ahead. */
    float rayRight(int column) {
        return ((2 * column + 1f) / width - 1) * HALF_WIDTH;
    }

    /** How much farther to the right the next column's ray goes. */
    float rayRightStep() {
        return 2 * HALF_WIDTH / width;
    }

    /** The world's x, y or z of the ray in the middle of a row, which goes a metre ahead. */
    float middleRay(int axis, int row) {
        return ahead[axis] + (1 - (2 * row + 1f) / height) * HALF_HEIGHT * up[axis];
    }

    /** The world's x, y or z of what is to the right. */
    float right(int axis) {
        return right[axis];
    }

    /** Whether nothing of a box can be seen. */
    boolean misses(float[] box, float far) {
        float cx = (box[0] + box[3]) * 0.5f;
        float cy = (box[1] + box[4]) * 0.5f;
        float cz = (box[2] + box[5]) * 0.5f;
        float hx = box[3] - cx;
        float hy = box[4] - cy;
        float hz = box[5] - cz;
        float ahead = along(8, cx, cy, cz) + reach(8, hx, hy, hz);
        if (ahead < Rasteriser.NEAR || ahead - 2 * reach(8, hx, hy, hz) > far) {
            return true;
        }
        return Math.abs(along(0, cx, cy, cz)) - reach(0, hx, hy, hz) > ahead * HALF_WIDTH
                || Math.abs(along(4, cx, cy, cz)) - reach(4, hx, hy, hz) > ahead * HALF_HEIGHT;
    }

    /** Metres from the eye to the nearest point of a box, measured along the axes and so never too great. */
    float distance(float[] box) {
        float far = 0;
        for (int axis = 0; axis < 3; axis++) {
            far = Math.max(far, Math.max(box[axis] - place[axis], place[axis] - box[axis + 3]));
        }
        return far;
    }

    private float along(int at, float x, float y, float z) {
        return world[at] * x + world[at + 1] * y + world[at + 2] * z + world[at + 3];
    }

    private float reach(int at, float x, float y, float z) {
        return Math.abs(world[at]) * x + Math.abs(world[at + 1]) * y + Math.abs(world[at + 2]) * z;
    }
}
