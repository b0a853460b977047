package tmnf.tminterface.state;

/** The car as other parts of the game see it, at one moment. */
public final class SceneVehicleCarState extends StateView {

    private static final StructLayout.Builder FIELDS =
            StructLayout.of("SceneVehicleCarState", 168, SceneVehicleCarState::new);
    private static final int SPEED_FORWARD = FIELDS.float32("speed_forward", 0, "m/s");
    private static final int SPEED_SIDEWARD = FIELDS.float32("speed_sideward", 4, "m/s");
    private static final int INPUT_STEER = FIELDS.float32("input_steer", 8, "");
    private static final int INPUT_GAS = FIELDS.float32("input_gas", 12, "");
    private static final int INPUT_BRAKE = FIELDS.float32("input_brake", 16, "");
    private static final int IS_TURBO = FIELDS.bool32("is_turbo", 20, "");
    private static final int RPM = FIELDS.float32("rpm", 128, "");
    private static final int GEARBOX_STATE = FIELDS.int32("gearbox_state", 136, "");
    private static final int REST = FIELDS.bytes("rest", 140, "unknown", 28);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    SceneVehicleCarState(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public float speedForward() {
        return float32(SPEED_FORWARD);
    }

    public void setSpeedForward(float value) {
        putFloat32(SPEED_FORWARD, value);
    }

    public float speedSideward() {
        return float32(SPEED_SIDEWARD);
    }

    public void setSpeedSideward(float value) {
        putFloat32(SPEED_SIDEWARD, value);
    }

    public float inputSteer() {
        return float32(INPUT_STEER);
    }

    public void setInputSteer(float value) {
        putFloat32(INPUT_STEER, value);
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

    public boolean isTurbo() {
        return bool32(IS_TURBO);
    }

    public void setIsTurbo(boolean value) {
        putBool32(IS_TURBO, value);
    }

    public float rpm() {
        return float32(RPM);
    }

    public void setRpm(float value) {
        putFloat32(RPM, value);
    }

    public int gearboxState() {
        return int32(GEARBOX_STATE);
    }

    public void setGearboxState(int value) {
        putInt32(GEARBOX_STATE, value);
    }

    public byte[] rest() {
        return bytes(REST, 28);
    }

    public void setRest(byte[] value) {
        putBytes(REST, 28, value);
    }
}
