package tmnf.tminterface.state;

import tmnf.gbx.model.Vec3;

/** Where a wheel touches the ground. */
public final class SurfaceHandler extends StateView {

    private static final StructLayout.Builder FIELDS =
            StructLayout.of("SurfaceHandler", 100, SurfaceHandler::new);
    private static final int UNKNOWN = FIELDS.float32("unknown", 4, "", 4, 3);
    private static final int ROTATION = FIELDS.float32("rotation", 52, "row-major", 3, 3);
    private static final int POSITION = FIELDS.float32("position", 88, "", 3);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    SurfaceHandler(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public float unknown(int row, int column) {
        return element(UNKNOWN, row, 4, column);
    }

    /** The 4 rows one after the other. */
    public float[] unknown() {
        return floats(UNKNOWN, 12);
    }

    public void setUnknown(int row, int column, float value) {
        putElement(UNKNOWN, row, 4, column, value);
    }

    public void setUnknown(float[] rows) {
        putFloats(UNKNOWN, 12, rows);
    }

    public float rotation(int row, int column) {
        return element(ROTATION, row, 3, column);
    }

    /** The 3 rows one after the other. */
    public float[] rotation() {
        return floats(ROTATION, 9);
    }

    public void setRotation(int row, int column, float value) {
        putElement(ROTATION, row, 3, column, value);
    }

    public void setRotation(float[] rows) {
        putFloats(ROTATION, 9, rows);
    }

    public float position(int axis) {
        return float32(POSITION, axis, 3);
    }

    public Vec3 position() {
        return vec3(POSITION);
    }

    public void setPosition(int axis, float value) {
        putFloat32(POSITION, axis, 3, value);
    }

    public void setPosition(Vec3 value) {
        putVec3(POSITION, value);
    }
}
