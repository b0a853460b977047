package tmnf.tminterface.state;

/** A wheel at another moment; nobody has published what its bytes mean. */
public final class WheelState extends StateView {

    private static final StructLayout.Builder FIELDS = StructLayout.of("WheelState", 100, WheelState::new);
    private static final int REST = FIELDS.bytes("rest", 0, "unknown", 100);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    WheelState(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public byte[] rest() {
        return bytes(REST, 100);
    }

    public void setRest(byte[] value) {
        putBytes(REST, 100, value);
    }
}
