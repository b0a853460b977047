package tmnf.tminterface.state;

import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;

/**
 * Where a body is and how it moves. Rotation and quaternion say the same: setting one sets the other, so
 * neither has a setter for a single number.
 */
public final class HmsDynaState extends StateView {

    private static final StructLayout.Builder FIELDS =
            StructLayout.of("HmsDynaState", 180, HmsDynaState::new);
    private static final int QUAT = FIELDS.float32("quat", 0, "w, x, y, z", 4);
    private static final int ROTATION = FIELDS.float32("rotation", 16, "row-major, car to world", 3, 3);
    private static final int POSITION = FIELDS.float32("position", 52, "m, world", 3);
    private static final int LINEAR_SPEED = FIELDS.float32("linear_speed", 64, "m/s, world", 3);
    private static final int ADD_LINEAR_SPEED = FIELDS.float32("add_linear_speed", 76, "m/s, world", 3);
    private static final int ANGULAR_SPEED = FIELDS.float32("angular_speed", 88, "rad/s, world", 3);
    private static final int FORCE = FIELDS.float32("force", 100, "", 3);
    private static final int TORQUE = FIELDS.float32("torque", 112, "", 3);
    private static final int INVERSE_INERTIA_TENSOR =
            FIELDS.float32("inverse_inertia_tensor", 124, "row-major", 3, 3);
    private static final int UNKNOWN = FIELDS.float32("unknown", 160, "");
    private static final int NOT_TWEAKED_LINEAR_SPEED =
            FIELDS.float32("not_tweaked_linear_speed", 164, "m/s, world", 3);
    private static final int OWNER = FIELDS.int32("owner", 176, "");

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    HmsDynaState(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
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

    public float linearSpeed(int axis) {
        return float32(LINEAR_SPEED, axis, 3);
    }

    public Vec3 linearSpeed() {
        return vec3(LINEAR_SPEED);
    }

    public void setLinearSpeed(int axis, float value) {
        putFloat32(LINEAR_SPEED, axis, 3, value);
    }

    public void setLinearSpeed(Vec3 value) {
        putVec3(LINEAR_SPEED, value);
    }

    public float addLinearSpeed(int axis) {
        return float32(ADD_LINEAR_SPEED, axis, 3);
    }

    public Vec3 addLinearSpeed() {
        return vec3(ADD_LINEAR_SPEED);
    }

    public void setAddLinearSpeed(int axis, float value) {
        putFloat32(ADD_LINEAR_SPEED, axis, 3, value);
    }

    public void setAddLinearSpeed(Vec3 value) {
        putVec3(ADD_LINEAR_SPEED, value);
    }

    public float angularSpeed(int axis) {
        return float32(ANGULAR_SPEED, axis, 3);
    }

    public Vec3 angularSpeed() {
        return vec3(ANGULAR_SPEED);
    }

    public void setAngularSpeed(int axis, float value) {
        putFloat32(ANGULAR_SPEED, axis, 3, value);
    }

    public void setAngularSpeed(Vec3 value) {
        putVec3(ANGULAR_SPEED, value);
    }

    public float force(int axis) {
        return float32(FORCE, axis, 3);
    }

    public Vec3 force() {
        return vec3(FORCE);
    }

    public void setForce(int axis, float value) {
        putFloat32(FORCE, axis, 3, value);
    }

    public void setForce(Vec3 value) {
        putVec3(FORCE, value);
    }

    public float torque(int axis) {
        return float32(TORQUE, axis, 3);
    }

    public Vec3 torque() {
        return vec3(TORQUE);
    }

    public void setTorque(int axis, float value) {
        putFloat32(TORQUE, axis, 3, value);
    }

    public void setTorque(Vec3 value) {
        putVec3(TORQUE, value);
    }

    public float inverseInertiaTensor(int row, int column) {
        return element(INVERSE_INERTIA_TENSOR, row, 3, column);
    }

    /** The 3 rows one after the other. */
    public float[] inverseInertiaTensor() {
        return floats(INVERSE_INERTIA_TENSOR, 9);
    }

    public void setInverseInertiaTensor(int row, int column, float value) {
        putElement(INVERSE_INERTIA_TENSOR, row, 3, column, value);
    }

    public void setInverseInertiaTensor(float[] rows) {
        putFloats(INVERSE_INERTIA_TENSOR, 9, rows);
    }

    public float unknown() {
        return float32(UNKNOWN);
    }

    public void setUnknown(float value) {
        putFloat32(UNKNOWN, value);
    }

    public float notTweakedLinearSpeed(int axis) {
        return float32(NOT_TWEAKED_LINEAR_SPEED, axis, 3);
    }

    public Vec3 notTweakedLinearSpeed() {
        return vec3(NOT_TWEAKED_LINEAR_SPEED);
    }

    public void setNotTweakedLinearSpeed(int axis, float value) {
        putFloat32(NOT_TWEAKED_LINEAR_SPEED, axis, 3, value);
    }

    public void setNotTweakedLinearSpeed(Vec3 value) {
        putVec3(NOT_TWEAKED_LINEAR_SPEED, value);
    }

    public int owner() {
        return int32(OWNER);
    }

    public void setOwner(int value) {
        putInt32(OWNER, value);
    }

    /** A component of the quaternion; 0 is w, then x, y, z. */
    public float quat(int index) {
        return float32(QUAT, index, 4);
    }

    /** The quaternion as stored; the game does not promise that it has length 1. */
    public Quaternion quat() {
        return new Quaternion(quat(1), quat(2), quat(3), quat(0));
    }

    /** Sets the quaternion and the rotation that it stands for. */
    public void setQuat(Quaternion quat) {
        putQuat(quat);
        double[] rows = Rotations.quatToMat3(new Rotations.Quat(quat.w(), quat.x(), quat.y(), quat.z()));
        for (int i = 0; i < 9; i++) {
            putFloat32(ROTATION + 4 * i, (float) rows[i]);
        }
    }

    public float rotation(int row, int column) {
        return element(ROTATION, row, 3, column);
    }

    /** The 3 rows one after the other. */
    public float[] rotation() {
        return floats(ROTATION, 9);
    }

    /**
     * Sets the rotation, and the quaternion as the game computes it.
     *
     * @throws ArithmeticException when no quaternion can be computed; nothing is written then
     */
    public void setRotation(float[] rows) {
        requireLength(rows.length, 9, "numbers");
        Rotations.Quat quat = Rotations.mat3ToQuat(rows);
        putFloats(ROTATION, 9, rows);
        putQuat(quat.toFloats());
    }

    private void putQuat(Quaternion quat) {
        putFloat32(QUAT, quat.w());
        putFloat32(QUAT + 4, quat.x());
        putFloat32(QUAT + 8, quat.y());
        putFloat32(QUAT + 12, quat.z());
    }
}
