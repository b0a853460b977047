package tmnf.tminterface.state;

/** Engine and gears. */
public final class Engine extends StateView {

    private static final StructLayout.Builder FIELDS = StructLayout.of("Engine", 48, Engine::new);
    private static final int MAX_RPM = FIELDS.float32("max_rpm", 0, "");
    private static final int BRAKING_FACTOR = FIELDS.float32("braking_factor", 20, "");
    private static final int CLAMPED_RPM = FIELDS.float32("clamped_rpm", 24, "");
    private static final int ACTUAL_RPM = FIELDS.float32("actual_rpm", 28, "");
    private static final int SLIDE_FACTOR = FIELDS.float32("slide_factor", 32, "");
    private static final int REAR_GEAR = FIELDS.int32("rear_gear", 40, "");
    private static final int GEAR = FIELDS.int32("gear", 44, "");

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    Engine(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public float maxRpm() {
        return float32(MAX_RPM);
    }

    public void setMaxRpm(float value) {
        putFloat32(MAX_RPM, value);
    }

    public float brakingFactor() {
        return float32(BRAKING_FACTOR);
    }

    public void setBrakingFactor(float value) {
        putFloat32(BRAKING_FACTOR, value);
    }

    public float clampedRpm() {
        return float32(CLAMPED_RPM);
    }

    public void setClampedRpm(float value) {
        putFloat32(CLAMPED_RPM, value);
    }

    public float actualRpm() {
        return float32(ACTUAL_RPM);
    }

    public void setActualRpm(float value) {
        putFloat32(ACTUAL_RPM, value);
    }

    public float slideFactor() {
        return float32(SLIDE_FACTOR);
    }

    public void setSlideFactor(float value) {
        putFloat32(SLIDE_FACTOR, value);
    }

    public int rearGear() {
        return int32(REAR_GEAR);
    }

    public void setRearGear(int value) {
        putInt32(REAR_GEAR, value);
    }

    public int gear() {
        return int32(GEAR);
    }

    public void setGear(int value) {
        putInt32(GEAR, value);
    }
}
