package tmnf.tminterface.state;

import tmnf.gbx.model.Vec3;

/**
 * The car; valid with {@link SimStateData#HAS_SCENE_MOBIL}. Long because every field has its accessors here.
 */
public final class SceneVehicleCar extends StateView {

    private static final StructLayout.Builder FIELDS =
            StructLayout.of("SceneVehicleCar", 2168, SceneVehicleCar::new);
    private static final int IS_UPDATE_ASYNC = FIELDS.bool32("is_update_async", 76, "");
    private static final int INPUT_GAS = FIELDS.float32("input_gas", 80, "");
    private static final int INPUT_BRAKE = FIELDS.float32("input_brake", 84, "");
    private static final int INPUT_STEER = FIELDS.float32("input_steer", 88, "-1 to 1");
    private static final int IS_LIGHT_TRIALS_SET = FIELDS.bool32("is_light_trials_set", 116, "");
    private static final int HORN_LIMIT = FIELDS.int32("horn_limit", 148, "");
    private static final int QUALITY = FIELDS.int32("quality", 164, "");
    private static final int MAX_LINEAR_SPEED = FIELDS.float32("max_linear_speed", 736, "m/s");
    private static final int GEARBOX_STATE = FIELDS.int32("gearbox_state", 740, "");
    private static final int BLOCK_FLAGS = FIELDS.int32("block_flags", 744, "");
    private static final int PREV_SYNC_VEHICLE_STATE =
            FIELDS.struct("prev_sync_vehicle_state", 748, "", SceneVehicleCarState.LAYOUT);
    private static final int SYNC_VEHICLE_STATE =
            FIELDS.struct("sync_vehicle_state", 916, "", SceneVehicleCarState.LAYOUT);
    private static final int ASYNC_VEHICLE_STATE =
            FIELDS.struct("async_vehicle_state", 1084, "", SceneVehicleCarState.LAYOUT);
    private static final int PREV_ASYNC_VEHICLE_STATE =
            FIELDS.struct("prev_async_vehicle_state", 1252, "", SceneVehicleCarState.LAYOUT);
    private static final int ENGINE = FIELDS.struct("engine", 1436, "", Engine.LAYOUT);
    private static final int HAS_ANY_LATERAL_CONTACT = FIELDS.bool32("has_any_lateral_contact", 1500, "");
    private static final int LAST_HAS_ANY_LATERAL_CONTACT_TIME =
            FIELDS.int32("last_has_any_lateral_contact_time", 1504, "ms");
    private static final int WATER_FORCES_APPLIED = FIELDS.bool32("water_forces_applied", 1508, "");
    private static final int TURNING_RATE = FIELDS.float32("turning_rate", 1512, "");
    private static final int TURBO_BOOST_FACTOR = FIELDS.float32("turbo_boost_factor", 1524, "");
    private static final int LAST_TURBO_TYPE_CHANGE_TIME =
            FIELDS.int32("last_turbo_type_change_time", 1528, "ms");
    private static final int LAST_TURBO_TIME = FIELDS.int32("last_turbo_time", 1532, "ms");
    private static final int TURBO_TYPE = FIELDS.int32("turbo_type", 1536, "0 none, 1 normal, 2 roulette");
    private static final int ROULETTE_VALUE = FIELDS.float32("roulette_value", 1544, "");
    private static final int IS_FREEWHEELING = FIELDS.bool32("is_freewheeling", 1548, "");
    private static final int IS_SLIDING = FIELDS.bool32("is_sliding", 1576, "");
    private static final int WHEEL_CONTACT_ABSORB_COUNTER =
            FIELDS.int32("wheel_contact_absorb_counter", 1660, "");
    private static final int BURNOUT_STATE =
            FIELDS.int32("burnout_state", 1692, "0 none, 1 burnout, 2 donut, 3 after it");
    private static final int CURRENT_LOCAL_SPEED = FIELDS.float32("current_local_speed", 1804, "m/s, car", 3);
    private static final int TOTAL_CENTRAL_FORCE_ADDED =
            FIELDS.float32("total_central_force_added", 2072, "", 3);
    private static final int IS_RUBBER_BALL = FIELDS.bool32("is_rubber_ball", 2116, "");
    private static final int SAVED_STATE = FIELDS.float32("saved_state", 2120, "", 4, 3);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    // Views of what is inside, made when first asked for; null until then.
    private SceneVehicleCarState prevSyncVehicleState;
    private SceneVehicleCarState syncVehicleState;
    private SceneVehicleCarState asyncVehicleState;
    private SceneVehicleCarState prevAsyncVehicleState;
    private Engine engine;

    SceneVehicleCar(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public boolean isUpdateAsync() {
        return bool32(IS_UPDATE_ASYNC);
    }

    public void setIsUpdateAsync(boolean value) {
        putBool32(IS_UPDATE_ASYNC, value);
    }

    public float inputGas() {
        return float32(INPUT_GAS);
    }

    public void setInputGas(float value) {
        putFloat32(INPUT_GAS, value);
    }

    public float inputBrake() {
        return float32(INPUT_BRAKE);
    }

    public void setInputBrake(float value) {
        putFloat32(INPUT_BRAKE, value);
    }

    public float inputSteer() {
        return float32(INPUT_STEER);
    }

    public void setInputSteer(float value) {
        putFloat32(INPUT_STEER, value);
    }

    public boolean isLightTrialsSet() {
        return bool32(IS_LIGHT_TRIALS_SET);
    }

    public void setIsLightTrialsSet(boolean value) {
        putBool32(IS_LIGHT_TRIALS_SET, value);
    }

    public int hornLimit() {
        return int32(HORN_LIMIT);
    }

    public void setHornLimit(int value) {
        putInt32(HORN_LIMIT, value);
    }

    public int quality() {
        return int32(QUALITY);
    }

    public void setQuality(int value) {
        putInt32(QUALITY, value);
    }

    public float maxLinearSpeed() {
        return float32(MAX_LINEAR_SPEED);
    }

    public void setMaxLinearSpeed(float value) {
        putFloat32(MAX_LINEAR_SPEED, value);
    }

    public int gearboxState() {
        return int32(GEARBOX_STATE);
    }

    public void setGearboxState(int value) {
        putInt32(GEARBOX_STATE, value);
    }

    public int blockFlags() {
        return int32(BLOCK_FLAGS);
    }

    public void setBlockFlags(int value) {
        putInt32(BLOCK_FLAGS, value);
    }

    public SceneVehicleCarState prevSyncVehicleState() {
        SceneVehicleCarState view = prevSyncVehicleState;
        if (view == null) {
            view = new SceneVehicleCarState(array, base + PREV_SYNC_VEHICLE_STATE);
            prevSyncVehicleState = view;
        }
        return view;
    }

    public SceneVehicleCarState syncVehicleState() {
        SceneVehicleCarState view = syncVehicleState;
        if (view == null) {
            view = new SceneVehicleCarState(array, base + SYNC_VEHICLE_STATE);
            syncVehicleState = view;
        }
        return view;
    }

    public SceneVehicleCarState asyncVehicleState() {
        SceneVehicleCarState view = asyncVehicleState;
        if (view == null) {
            view = new SceneVehicleCarState(array, base + ASYNC_VEHICLE_STATE);
            asyncVehicleState = view;
        }
        return view;
    }

    public SceneVehicleCarState prevAsyncVehicleState() {
        SceneVehicleCarState view = prevAsyncVehicleState;
        if (view == null) {
            view = new SceneVehicleCarState(array, base + PREV_ASYNC_VEHICLE_STATE);
            prevAsyncVehicleState = view;
        }
        return view;
    }

    public Engine engine() {
        Engine view = engine;
        if (view == null) {
            view = new Engine(array, base + ENGINE);
            engine = view;
        }
        return view;
    }

    public boolean hasAnyLateralContact() {
        return bool32(HAS_ANY_LATERAL_CONTACT);
    }

    public void setHasAnyLateralContact(boolean value) {
        putBool32(HAS_ANY_LATERAL_CONTACT, value);
    }

    public int lastHasAnyLateralContactTime() {
        return int32(LAST_HAS_ANY_LATERAL_CONTACT_TIME);
    }

    public void setLastHasAnyLateralContactTime(int value) {
        putInt32(LAST_HAS_ANY_LATERAL_CONTACT_TIME, value);
    }

    public boolean waterForcesApplied() {
        return bool32(WATER_FORCES_APPLIED);
    }

    public void setWaterForcesApplied(boolean value) {
        putBool32(WATER_FORCES_APPLIED, value);
    }

    public float turningRate() {
        return float32(TURNING_RATE);
    }

    public void setTurningRate(float value) {
        putFloat32(TURNING_RATE, value);
    }

    public float turboBoostFactor() {
        return float32(TURBO_BOOST_FACTOR);
    }

    public void setTurboBoostFactor(float value) {
        putFloat32(TURBO_BOOST_FACTOR, value);
    }

    public int lastTurboTypeChangeTime() {
        return int32(LAST_TURBO_TYPE_CHANGE_TIME);
    }

    public void setLastTurboTypeChangeTime(int value) {
        putInt32(LAST_TURBO_TYPE_CHANGE_TIME, value);
    }

    public int lastTurboTime() {
        return int32(LAST_TURBO_TIME);
    }

    public void setLastTurboTime(int value) {
        putInt32(LAST_TURBO_TIME, value);
    }

    public int turboType() {
        return int32(TURBO_TYPE);
    }

    public void setTurboType(int value) {
        putInt32(TURBO_TYPE, value);
    }

    public float rouletteValue() {
        return float32(ROULETTE_VALUE);
    }

    public void setRouletteValue(float value) {
        putFloat32(ROULETTE_VALUE, value);
    }

    public boolean isFreewheeling() {
        return bool32(IS_FREEWHEELING);
    }

    public void setIsFreewheeling(boolean value) {
        putBool32(IS_FREEWHEELING, value);
    }

    public boolean isSliding() {
        return bool32(IS_SLIDING);
    }

    public void setIsSliding(boolean value) {
        putBool32(IS_SLIDING, value);
    }

    public int wheelContactAbsorbCounter() {
        return int32(WHEEL_CONTACT_ABSORB_COUNTER);
    }

    public void setWheelContactAbsorbCounter(int value) {
        putInt32(WHEEL_CONTACT_ABSORB_COUNTER, value);
    }

    public int burnoutState() {
        return int32(BURNOUT_STATE);
    }

    public void setBurnoutState(int value) {
        putInt32(BURNOUT_STATE, value);
    }

    public float currentLocalSpeed(int axis) {
        return float32(CURRENT_LOCAL_SPEED, axis, 3);
    }

    public Vec3 currentLocalSpeed() {
        return vec3(CURRENT_LOCAL_SPEED);
    }

    public void setCurrentLocalSpeed(int axis, float value) {
        putFloat32(CURRENT_LOCAL_SPEED, axis, 3, value);
    }

    public void setCurrentLocalSpeed(Vec3 value) {
        putVec3(CURRENT_LOCAL_SPEED, value);
    }

    public float totalCentralForceAdded(int axis) {
        return float32(TOTAL_CENTRAL_FORCE_ADDED, axis, 3);
    }

    public Vec3 totalCentralForceAdded() {
        return vec3(TOTAL_CENTRAL_FORCE_ADDED);
    }

    public void setTotalCentralForceAdded(int axis, float value) {
        putFloat32(TOTAL_CENTRAL_FORCE_ADDED, axis, 3, value);
    }

    public void setTotalCentralForceAdded(Vec3 value) {
        putVec3(TOTAL_CENTRAL_FORCE_ADDED, value);
    }

    public boolean isRubberBall() {
        return bool32(IS_RUBBER_BALL);
    }

    public void setIsRubberBall(boolean value) {
        putBool32(IS_RUBBER_BALL, value);
    }

    public float savedState(int row, int column) {
        return element(SAVED_STATE, row, 4, column);
    }

    /** The 4 rows one after the other. */
    public float[] savedState() {
        return floats(SAVED_STATE, 12);
    }

    public void setSavedState(int row, int column, float value) {
        putElement(SAVED_STATE, row, 4, column, value);
    }

    public void setSavedState(float[] rows) {
        putFloats(SAVED_STATE, 12, rows);
    }
}
