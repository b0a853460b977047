package tmnf.tminterface.state;

import tmnf.gbx.model.Vec3;

/** What a wheel does in the current tick: contact, slip, suspension. */
public final class RealTimeState extends StateView {

    private static final StructLayout.Builder FIELDS =
            StructLayout.of("RealTimeState", 168, RealTimeState::new);
    private static final int DAMPER_ABSORB = FIELDS.float32("damper_absorb", 0, "suspension");
    private static final int FIELD_4 = FIELDS.float32("field_4", 4, "");
    private static final int FIELD_8 = FIELDS.float32("field_8", 8, "");
    private static final int FIELD_12 = FIELDS.float32("field_12", 12, "", 3, 3);
    private static final int FIELD_48 = FIELDS.float32("field_48", 48, "", 3, 3);
    private static final int FIELD_84 = FIELDS.float32("field_84", 84, "", 3);
    private static final int FIELD_108 = FIELDS.float32("field_108", 108, "");
    private static final int HAS_GROUND_CONTACT = FIELDS.bool32("has_ground_contact", 112, "");
    private static final int CONTACT_MATERIAL_ID =
            FIELDS.int32("contact_material_id", 116, "the lower 16 bits are the surface");
    private static final int IS_SLIDING = FIELDS.bool32("is_sliding", 120, "");
    private static final int RELATIVE_ROTZ_AXIS = FIELDS.float32("relative_rotz_axis", 124, "", 3);
    private static final int NB_GROUND_CONTACTS = FIELDS.int32("nb_ground_contacts", 140, "");
    private static final int FIELD_144 = FIELDS.float32("field_144", 144, "", 3);
    private static final int REST = FIELDS.bytes("rest", 156, "unknown", 12);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    RealTimeState(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public float damperAbsorb() {
        return float32(DAMPER_ABSORB);
    }

    public void setDamperAbsorb(float value) {
        putFloat32(DAMPER_ABSORB, value);
    }

    public float field4() {
        return float32(FIELD_4);
    }

    public void setField4(float value) {
        putFloat32(FIELD_4, value);
    }

    public float field8() {
        return float32(FIELD_8);
    }

    public void setField8(float value) {
        putFloat32(FIELD_8, value);
    }

    public float field12(int row, int column) {
        return element(FIELD_12, row, 3, column);
    }

    /** The 3 rows one after the other. */
    public float[] field12() {
        return floats(FIELD_12, 9);
    }

    public void setField12(int row, int column, float value) {
        putElement(FIELD_12, row, 3, column, value);
    }

    public void setField12(float[] rows) {
        putFloats(FIELD_12, 9, rows);
    }

    public float field48(int row, int column) {
        return element(FIELD_48, row, 3, column);
    }

    /** The 3 rows one after the other. */
    public float[] field48() {
        return floats(FIELD_48, 9);
    }

    public void setField48(int row, int column, float value) {
        putElement(FIELD_48, row, 3, column, value);
    }

    public void setField48(float[] rows) {
        putFloats(FIELD_48, 9, rows);
    }

    public float field84(int axis) {
        return float32(FIELD_84, axis, 3);
    }

    public Vec3 field84() {
        return vec3(FIELD_84);
    }

    public void setField84(int axis, float value) {
        putFloat32(FIELD_84, axis, 3, value);
    }

    public void setField84(Vec3 value) {
        putVec3(FIELD_84, value);
    }

    public float field108() {
        return float32(FIELD_108);
    }

    public void setField108(float value) {
        putFloat32(FIELD_108, value);
    }

    public boolean hasGroundContact() {
        return bool32(HAS_GROUND_CONTACT);
    }

    public void setHasGroundContact(boolean value) {
        putBool32(HAS_GROUND_CONTACT, value);
    }

    public int contactMaterialId() {
        return int32(CONTACT_MATERIAL_ID);
    }

    public void setContactMaterialId(int value) {
        putInt32(CONTACT_MATERIAL_ID, value);
    }

    public boolean isSliding() {
        return bool32(IS_SLIDING);
    }

    public void setIsSliding(boolean value) {
        putBool32(IS_SLIDING, value);
    }

    public float relativeRotzAxis(int axis) {
        return float32(RELATIVE_ROTZ_AXIS, axis, 3);
    }

    public Vec3 relativeRotzAxis() {
        return vec3(RELATIVE_ROTZ_AXIS);
    }

    public void setRelativeRotzAxis(int axis, float value) {
        putFloat32(RELATIVE_ROTZ_AXIS, axis, 3, value);
    }

    public void setRelativeRotzAxis(Vec3 value) {
        putVec3(RELATIVE_ROTZ_AXIS, value);
    }

    public int nbGroundContacts() {
        return int32(NB_GROUND_CONTACTS);
    }

    public void setNbGroundContacts(int value) {
        putInt32(NB_GROUND_CONTACTS, value);
    }

    public float field144(int axis) {
        return float32(FIELD_144, axis, 3);
    }

    public Vec3 field144() {
        return vec3(FIELD_144);
    }

    public void setField144(int axis, float value) {
        putFloat32(FIELD_144, axis, 3, value);
    }

    public void setField144(Vec3 value) {
        putVec3(FIELD_144, value);
    }

    public byte[] rest() {
        return bytes(REST, 12);
    }

    public void setRest(byte[] value) {
        putBytes(REST, 12, value);
    }

    /** The surface below the wheel: the lower 16 bits of {@link #contactMaterialId()}. */
    public int contactSurface() {
        return contactMaterialId() & 0xFFFF;
    }
}
