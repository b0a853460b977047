package tmnf.tminterface.state;

/** The body of the car at three moments; valid with {@link SimStateData#HAS_DYNA}. */
public final class HmsDyna extends StateView {

    private static final StructLayout.Builder FIELDS = StructLayout.of("HmsDyna", 1424, HmsDyna::new);
    private static final int PREVIOUS_STATE = FIELDS.struct("previous_state", 268, "", HmsDynaState.LAYOUT);
    private static final int CURRENT_STATE =
            FIELDS.struct("current_state", 448, "the one to read", HmsDynaState.LAYOUT);
    private static final int TEMP_STATE = FIELDS.struct("temp_state", 628, "", HmsDynaState.LAYOUT);
    private static final int REST = FIELDS.bytes("rest", 808, "unknown", 616);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    // Views of what is inside, made when first asked for; null until then.
    private HmsDynaState previousState;
    private HmsDynaState currentState;
    private HmsDynaState tempState;

    HmsDyna(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public HmsDynaState previousState() {
        HmsDynaState view = previousState;
        if (view == null) {
            view = new HmsDynaState(array, base + PREVIOUS_STATE);
            previousState = view;
        }
        return view;
    }

    public HmsDynaState currentState() {
        HmsDynaState view = currentState;
        if (view == null) {
            view = new HmsDynaState(array, base + CURRENT_STATE);
            currentState = view;
        }
        return view;
    }

    public HmsDynaState tempState() {
        HmsDynaState view = tempState;
        if (view == null) {
            view = new HmsDynaState(array, base + TEMP_STATE);
            tempState = view;
        }
        return view;
    }

    public byte[] rest() {
        return bytes(REST, 616);
    }

    public void setRest(byte[] value) {
        putBytes(REST, 616, value);
    }
}
