package tmnf.tminterface.state;

import tmnf.gbx.model.Vec3;

/** One of the four wheels; valid with {@link SimStateData#HAS_SIMULATION_WHEELS}. */
public final class SimulationWheel extends StateView {

    private static final StructLayout.Builder FIELDS =
            StructLayout.of("SimulationWheel", 764, SimulationWheel::new);
    private static final int STEERABLE = FIELDS.bool32("steerable", 4, "");
    private static final int FIELD_8 = FIELDS.int32("field_8", 8, "");
    private static final int SURFACE_HANDLER =
            FIELDS.struct("surface_handler", 12, "", SurfaceHandler.LAYOUT);
    private static final int FIELD_112 = FIELDS.float32("field_112", 112, "", 4, 3);
    private static final int FIELD_160 = FIELDS.int32("field_160", 160, "");
    private static final int FIELD_164 = FIELDS.int32("field_164", 164, "");
    private static final int OFFSET_FROM_VEHICLE = FIELDS.float32("offset_from_vehicle", 168, "", 3);
    private static final int REAL_TIME_STATE =
            FIELDS.struct("real_time_state", 180, "the one to read", RealTimeState.LAYOUT);
    private static final int FIELD_348 = FIELDS.int32("field_348", 348, "");
    private static final int CONTACT_RELATIVE_LOCAL_DISTANCE =
            FIELDS.float32("contact_relative_local_distance", 352, "", 3);
    private static final int PREV_SYNC_WHEEL_STATE =
            FIELDS.struct("prev_sync_wheel_state", 364, "", WheelState.LAYOUT);
    private static final int SYNC_WHEEL_STATE = FIELDS.struct("sync_wheel_state", 464, "", WheelState.LAYOUT);
    private static final int FIELD_564 = FIELDS.struct("field_564", 564, "", WheelState.LAYOUT);
    private static final int ASYNC_WHEEL_STATE =
            FIELDS.struct("async_wheel_state", 664, "", WheelState.LAYOUT);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    // Views of what is inside, made when first asked for; null until then.
    private SurfaceHandler surfaceHandler;
    private RealTimeState realTimeState;
    private WheelState prevSyncWheelState;
    private WheelState syncWheelState;
    private WheelState field564;
    private WheelState asyncWheelState;

    SimulationWheel(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public boolean steerable() {
        return bool32(STEERABLE);
    }

    public void setSteerable(boolean value) {
        putBool32(STEERABLE, value);
    }

    public int field8() {
        return int32(FIELD_8);
    }

    public void setField8(int value) {
        putInt32(FIELD_8, value);
    }

    public SurfaceHandler surfaceHandler() {
        SurfaceHandler view = surfaceHandler;
        if (view == null) {
            view = new SurfaceHandler(array, base + SURFACE_HANDLER);
            surfaceHandler = view;
        }
        return view;
    }

    public float field112(int row, int column) {
        return element(FIELD_112, row, 4, column);
    }

    /** The 4 rows one after the other. */
    public float[] field112() {
        return floats(FIELD_112, 12);
    }

    public void setField112(int row, int column, float value) {
        putElement(FIELD_112, row, 4, column, value);
    }

    public void setField112(float[] rows) {
        putFloats(FIELD_112, 12, rows);
    }

    public int field160() {
        return int32(FIELD_160);
    }

    public void setField160(int value) {
        putInt32(FIELD_160, value);
    }

    public int field164() {
        return int32(FIELD_164);
    }

    public void setField164(int value) {
        putInt32(FIELD_164, value);
    }

    public float offsetFromVehicle(int axis) {
        return float32(OFFSET_FROM_VEHICLE, axis, 3);
    }

    public Vec3 offsetFromVehicle() {
        return vec3(OFFSET_FROM_VEHICLE);
    }

    public void setOffsetFromVehicle(int axis, float value) {
        putFloat32(OFFSET_FROM_VEHICLE, axis, 3, value);
    }

    public void setOffsetFromVehicle(Vec3 value) {
        putVec3(OFFSET_FROM_VEHICLE, value);
    }

    public RealTimeState realTimeState() {
        RealTimeState view = realTimeState;
        if (view == null) {
            view = new RealTimeState(array, base + REAL_TIME_STATE);
            realTimeState = view;
        }
        return view;
    }

    public int field348() {
        return int32(FIELD_348);
    }

    public void setField348(int value) {
        putInt32(FIELD_348, value);
    }

    public float contactRelativeLocalDistance(int axis) {
        return float32(CONTACT_RELATIVE_LOCAL_DISTANCE, axis, 3);
    }

    public Vec3 contactRelativeLocalDistance() {
        return vec3(CONTACT_RELATIVE_LOCAL_DISTANCE);
    }

    public void setContactRelativeLocalDistance(int axis, float value) {
        putFloat32(CONTACT_RELATIVE_LOCAL_DISTANCE, axis, 3, value);
    }

    public void setContactRelativeLocalDistance(Vec3 value) {
        putVec3(CONTACT_RELATIVE_LOCAL_DISTANCE, value);
    }

    public WheelState prevSyncWheelState() {
        WheelState view = prevSyncWheelState;
        if (view == null) {
            view = new WheelState(array, base + PREV_SYNC_WHEEL_STATE);
            prevSyncWheelState = view;
        }
        return view;
    }

    public WheelState syncWheelState() {
        WheelState view = syncWheelState;
        if (view == null) {
            view = new WheelState(array, base + SYNC_WHEEL_STATE);
            syncWheelState = view;
        }
        return view;
    }

    public WheelState field564() {
        WheelState view = field564;
        if (view == null) {
            view = new WheelState(array, base + FIELD_564);
            field564 = view;
        }
        return view;
    }

    public WheelState asyncWheelState() {
        WheelState view = asyncWheelState;
        if (view == null) {
            view = new WheelState(array, base + ASYNC_WHEEL_STATE);
            asyncWheelState = view;
        }
        return view;
    }
}
